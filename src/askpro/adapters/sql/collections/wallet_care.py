"""Warnings of low balances and automatic top-ups, of the scope's wallets."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.rows.wallet_care import (
    rule_of,
    rule_row,
    thresholds_of,
    thresholds_text,
    tried_of,
    tried_row,
    watched_of,
)
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.billing import wallets
from askpro.adapters.sql.tables.wallet_care import (
    auto_top_ups,
    low_balance_warnings,
    low_balances,
    top_up_attempts,
)
from askpro.domain.billing.auto_top_up import AutoTopUp, Outcome
from askpro.domain.billing.low_balance import LowBalance
from askpro.domain.billing.wallet import NoSuchWallet, Wallet
from askpro.domain.ids import OrganisationId
from askpro.ports.storage import AutoTopUps, LowBalances, Tried, Watched

_FUNDS = wallets.c.balance_cents + wallets.c.bonus_cents - wallets.c.owed_cents
_PENDING = Outcome.PENDING.value


def _insist_on_wallet(sight: Sight, organisation_id: OrganisationId) -> None:
    mine = sa.select(wallets.c.organisation_id).where(
        wallets.c.organisation_id == organisation_id, sight.sees(wallets.c.organisation_id)
    )
    if sight.first(mine) is None:
        raise NoSuchWallet


@attrs.frozen
class SqlLowBalances(LowBalances):
    """A row for each wallet that was looked at or has thresholds of its own."""

    _sight: Sight

    def thresholds(self, organisation_id: OrganisationId) -> tuple[int, ...]:
        mine = sa.and_(
            low_balances.c.organisation_id == organisation_id,
            self._sight.sees(low_balances.c.organisation_id),
        )
        row = self._sight.first(sa.select(low_balances.c.thresholds).where(mine))
        return thresholds_of(row.thresholds if row else None)

    def set_thresholds(self, organisation_id: OrganisationId, cents: Collection[int]) -> None:
        _insist_on_wallet(self._sight, organisation_id)
        self._put(organisation_id, thresholds=thresholds_text(cents))

    def moved(self, after: OrganisationId | None = None, most: int = 200) -> Sequence[Watched]:
        seen = sa.func.coalesce(low_balances.c.seen_cents, 0)
        looked_at = (
            sa.select(wallets, low_balances.c.thresholds, seen.label("seen_cents"))
            .outerjoin(low_balances, low_balances.c.organisation_id == wallets.c.organisation_id)
            .where(seen != _FUNDS, self._sight.sees(wallets.c.organisation_id))
            .order_by(wallets.c.organisation_id)
            .limit(most)
        )
        if after is not None:
            looked_at = looked_at.where(wallets.c.organisation_id > after)
        return [watched_of(row) for row in self._sight.all(looked_at)]

    def note_seen(self, wallet: Wallet) -> None:
        _insist_on_wallet(self._sight, wallet.organisation_id)
        self._put(wallet.organisation_id, seen_cents=wallet.funds.cents)

    def warned(self, organisation_id: OrganisationId, day: date) -> Collection[LowBalance]:
        mine = sa.select(low_balance_warnings).where(
            low_balance_warnings.c.organisation_id == organisation_id,
            low_balance_warnings.c.day == day,
            self._sight.sees(low_balance_warnings.c.organisation_id),
        )
        return {
            LowBalance(organisation_id, row.threshold_cents, row.day)
            for row in self._sight.all(mine)
        }

    def note_warned(self, warning: LowBalance) -> bool:
        _insist_on_wallet(self._sight, warning.organisation_id)
        return self._sight.add(low_balance_warnings, attrs.asdict(warning))

    def _put(self, organisation_id: OrganisationId, **values: object) -> None:
        mine = sa.update(low_balances).where(low_balances.c.organisation_id == organisation_id)
        if self._sight.change(mine.values(values)) == 0:
            unset = {"thresholds": None, "seen_cents": 0}
            row = {"organisation_id": organisation_id, **unset, **values}
            if not self._sight.add(low_balances, row):
                self._sight.change(mine.values(values))


@attrs.frozen
class SqlAutoTopUps(AutoTopUps):
    """A unique index lets one attempt be in flight for each wallet."""

    _sight: Sight

    def rule(self, organisation_id: OrganisationId) -> AutoTopUp | None:
        row = self._sight.first(
            sa.select(auto_top_ups).where(
                auto_top_ups.c.organisation_id == organisation_id,
                self._sight.sees(auto_top_ups.c.organisation_id),
            )
        )
        return None if row is None else rule_of(row)

    def put(self, organisation_id: OrganisationId, rule: AutoTopUp) -> None:
        _insist_on_wallet(self._sight, organisation_id)
        self._sight.put(auto_top_ups, rule_row(organisation_id, rule), ("organisation_id",))

    def waiting(self, most: int = 100) -> Sequence[OrganisationId]:
        low = (
            sa.select(wallets.c.organisation_id)
            .join(auto_top_ups, auto_top_ups.c.organisation_id == wallets.c.organisation_id)
            .where(
                auto_top_ups.c.switched_on_at.is_not(None),
                auto_top_ups.c.threshold_cents > _FUNDS,
            )
        )
        pending = sa.select(top_up_attempts.c.organisation_id).where(
            top_up_attempts.c.outcome == sa.literal_column(f"'{_PENDING}'")
        )
        both = low.union(pending).subquery()
        mine = sa.select(both.c.organisation_id).where(self._sight.sees(both.c.organisation_id))
        rows = self._sight.all(mine.order_by(both.c.organisation_id).limit(most))
        return [OrganisationId(row.organisation_id) for row in rows]

    def attempts(self, organisation_id: OrganisationId, most: int = 100) -> Sequence[Tried]:
        mine = sa.select(top_up_attempts).where(
            top_up_attempts.c.organisation_id == organisation_id,
            self._sight.sees(top_up_attempts.c.organisation_id),
        )
        newest = mine.order_by(top_up_attempts.c.at.desc(), top_up_attempts.c.id.desc())
        return [tried_of(row) for row in self._sight.all(newest.limit(most))]

    def begin(self, tried: Tried) -> bool:
        assert tried.attempt.outcome is Outcome.PENDING
        _insist_on_wallet(self._sight, tried.organisation_id)
        return self._sight.add(top_up_attempts, tried_row(tried))

    def finish(self, id: UUID, outcome: Outcome) -> bool:
        pending = sa.update(top_up_attempts).where(
            top_up_attempts.c.id == id,
            top_up_attempts.c.outcome == _PENDING,
            self._sight.sees(top_up_attempts.c.organisation_id),
        )
        return self._sight.change(pending.values(outcome=outcome.value)) == 1
