"""Thresholds, rules for filling wallets, and attempts."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from askpro.adapters.sql.rows.billing import wallet_of
from askpro.domain.billing.auto_top_up import Attempt, AutoTopUp, Outcome
from askpro.domain.billing.low_balance import USUAL_THRESHOLDS
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.ports.storage import Tried, Watched


def thresholds_text(cents: Iterable[int]) -> str:
    return " ".join(map(str, sorted(set(cents))))


def thresholds_of(text: str | None) -> tuple[int, ...]:
    return USUAL_THRESHOLDS if text is None else tuple(map(int, text.split()))


def watched_of(row: sa.Row[Any]) -> Watched:
    """Of a wallet's row with the last look beside it, if there was one."""
    wallet = wallet_of(row)
    return Watched(wallet, thresholds_of(row.thresholds), Money(row.seen_cents, wallet.currency))


def rule_row(organisation_id: OrganisationId, rule: AutoTopUp) -> dict[str, Any]:
    return {
        "organisation_id": organisation_id,
        "threshold_cents": rule.threshold_cents,
        "cents": rule.cents,
        "switched_on_at": rule.switched_on_at,
        "cool_down_seconds": rule.cool_down // timedelta(seconds=1),
        "daily_cap_cents": rule.daily_cap_cents,
        "balance_cap_cents": rule.balance_cap_cents,
    }


def rule_of(row: sa.Row[Any]) -> AutoTopUp:
    return AutoTopUp(
        threshold_cents=row.threshold_cents,
        cents=row.cents,
        switched_on_at=row.switched_on_at,
        cool_down=timedelta(seconds=row.cool_down_seconds),
        daily_cap_cents=row.daily_cap_cents,
        balance_cap_cents=row.balance_cap_cents,
    )


def tried_row(tried: Tried) -> dict[str, Any]:
    return {
        "id": tried.id,
        "organisation_id": tried.organisation_id,
        "at": tried.attempt.at,
        "cents": tried.attempt.cents,
        "outcome": tried.attempt.outcome.value,
    }


def tried_of(row: sa.Row[Any]) -> Tried:
    attempt = Attempt(row.at, row.cents, Outcome(row.outcome))
    return Tried(row.id, OrganisationId(row.organisation_id), attempt)
