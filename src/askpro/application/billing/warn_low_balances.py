"""Warn those whose funds have fallen below a threshold. Repeated by the worker.

A debit decides nothing and costs nothing more: the duty compares each wallet's funds with
those at its last look, so only a fall warns, once per threshold and local day.
"""

from datetime import datetime

import attrs

from askpro.application.billing.charge_usages import BOOKS_ZONE
from askpro.application.notices.tell_owner import tell_owner
from askpro.domain.billing.low_balance import LowBalance, warnings_due
from askpro.domain.billing.wallet import Wallet
from askpro.domain.moment import local
from askpro.domain.notices.notice import Occasion
from askpro.domain.organisations.scope import Scope
from askpro.ports.clock import Clock
from askpro.ports.storage import Storage, Watched, Work

AT_ONCE = 200
"""How many wallets one work looks at."""


@attrs.frozen
class WarnLowBalances:
    """The warning, its letter and the look are kept together."""

    storage: Storage
    clock: Clock

    def __call__(self) -> int:
        """How many warnings were given."""
        now = self.clock()
        given, after, looked_at = 0, None, AT_ONCE
        while looked_at == AT_ONCE:
            with self.storage.begin(Scope.everything()) as work:
                moved = work.low_balances.moved(after, AT_ONCE)
                given += sum(_look(work, watched, now) for watched in moved)
            looked_at = len(moved)
            after = moved[-1].wallet.organisation_id if moved else None
        return given


def _look(work: Work, watched: Watched, now: datetime) -> int:
    wallet = watched.wallet
    due = warnings_due(
        Wallet(wallet.organisation_id, watched.seen),
        wallet,
        thresholds=watched.thresholds,
        warned=(),
        now=now,
        zone=BOOKS_ZONE,
    )
    if due:
        warned = work.low_balances.warned(wallet.organisation_id, local(now, BOOKS_ZONE).date())
        due = tuple(warning for warning in due if warning not in warned)
    for warning in due:
        work.low_balances.note_warned(warning)
    if due:
        _tell(work, wallet, due[0])
    work.low_balances.note_seen(wallet)
    return len(due)


def _tell(work: Work, wallet: Wallet, warning: LowBalance) -> None:
    """One letter, about the most urgent."""
    key = f"low-balance:{warning.organisation_id}:{warning.threshold_cents}:{warning.day}"
    tell_owner(
        work,
        wallet.organisation_id,
        Occasion.LOW_BALANCE,
        key,
        {"funds_cents": wallet.funds.cents, "threshold_cents": warning.threshold_cents},
    )
