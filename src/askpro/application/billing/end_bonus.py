"""End bonus whose time is over; its giver has back what nobody used. Repeated by the worker."""

from datetime import datetime

import attrs

from askpro.domain.billing.lots import post_breakage
from askpro.domain.ids import OrganisationId, TransactionId
from askpro.domain.organisations.scope import Scope
from askpro.ports.clock import Clock, NewId
from askpro.ports.storage import Storage, Work


def end_bonus(work: Work, organisation_id: OrganisationId, now: datetime, new_id: NewId) -> int:
    """End one organisation's lots in the caller's work; how many cents broke.

    Whoever refunds calls this in the same work, so that what returns too late breaks at
    once. A lot breaks once on its own; what comes back to it later has a key by how much
    had broken by then.
    """
    broken_cents = 0
    for lot, cents in work.bonus.end(organisation_id, now):
        first = lot.broken_cents == cents
        transaction = post_breakage(
            lot,
            cents,
            id=TransactionId(new_id()),
            now=now,
            refund_key=None if first else str(lot.broken_cents),
        )
        posted = work.ledger.post(transaction)
        assert posted.new, f"{transaction.source_key} was posted without its lot knowing"
        broken_cents += cents
    return broken_cents


@attrs.frozen
class EndBonus:
    """One work for each wallet: a lock is kept for one only."""

    storage: Storage
    clock: Clock
    new_id: NewId

    def __call__(self) -> int:
        """How many wallets had lots to end."""
        now = self.clock()
        with self.storage.look(Scope.everything()) as work:
            owners = work.bonus.overdue(now)
        for owner in owners:
            with self.storage.begin(Scope.everything()) as work:
                end_bonus(work, owner, now, self.new_id)
        return len(owners)
