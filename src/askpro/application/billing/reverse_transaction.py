"""Take a transaction back, as the operator.

Every entry comes back with the opposite sign, linked to what it takes back. Wallets
follow: what comes in settles what is owed first, what goes out and is not there is owed.
Where that differs from the entries, a second transaction moves the difference between
wallet and receivable, so that the reversal itself stays exact.

    top-up of 20.00 reversed with 5.00 left    wallet -20.00   clearing +20.00
    then                                       wallet +15.00   receivable -15.00
"""

from collections.abc import Iterable, Mapping

import attrs

from askpro.domain.billing.closed import closing_of
from askpro.domain.billing.ledger import (
    Account,
    AlreadyReversed,
    Entry,
    Purpose,
    Transaction,
)
from askpro.domain.billing.wallet import Due, Paid
from askpro.domain.errors import Refused
from askpro.domain.ids import OrganisationId, TransactionId
from askpro.domain.organisations.actor import Actor
from askpro.ports.clock import Clock, NewId
from askpro.ports.storage import Storage, Work

FREE_STANDING = frozenset({Purpose.WALLET, Purpose.RECEIVABLE, Purpose.CLEARING})
"""Accounts behind which stands nothing but wallets."""


@attrs.define
class HasItsOwnWay(Refused):
    """Something stands behind this transaction that a reversal would leave as it is.

    Charges are refunded; lots, commissions and payouts have commands of their own.
    """

    transaction_id: TransactionId


@attrs.define
class OnlyTheOperatorReverses(Refused):
    """A reversal may take money out of a wallet, so the operator does it."""


@attrs.frozen
class ReverseTransaction:
    """For what was booked by mistake: top-ups, and reversals themselves."""

    storage: Storage
    clock: Clock
    new_id: NewId

    def __call__(self, id: TransactionId, *, by: Actor) -> Transaction:
        """The reversal.

        Raises:
            NoSuchTransaction: Not there, or not in the actor's subtree.
            AlreadyReversed, HasItsOwnWay, OnlyTheOperatorReverses, PeriodClosed: Why not.
        """
        with self.storage.begin(by.scope) as work:
            transaction = work.ledger.get(id)
            if by.organisation_id not in (None, work.organisations.platform().id):
                raise OnlyTheOperatorReverses
            if any(entry.account.purpose not in FREE_STANDING for entry in transaction.entries):
                raise HasItsOwnWay(id)
            if work.ledger.reversed_by(id) is not None:
                raise AlreadyReversed(id)
            now = self.clock()
            closing_of(work.closings.all()).refuse_if_closed(now)
            reversal = transaction.reversed(TransactionId(self.new_id()), f"reversal:{id}", now)
            posted = work.ledger.post(reversal)
            if not posted.new:
                raise AlreadyReversed(id)
            self._follow(work, reversal)
            return reversal

    def _follow(self, work: Work, reversal: Transaction) -> None:
        """Move the wallets, and post how that differs from the reversal."""
        currency = reversal.entries[0].account.currency
        booked = _booked(reversal)
        shift: list[Entry] = []
        for tier in _from_the_company_up(work, booked):
            wallet, receivable = booked[tier]
            met = self._met(work, reversal, tier, wallet + receivable)
            for purpose, cents in (
                (Purpose.WALLET, -met.from_balance_cents - wallet),
                (Purpose.RECEIVABLE, -met.owed_cents - receivable),
                (Purpose.BONUS, -met.from_bonus_cents),
            ):
                if cents:
                    shift.append(Entry(Account(tier, purpose, currency), cents))
        if shift:
            work.ledger.post(
                Transaction(
                    id=TransactionId(self.new_id()),
                    source_key=f"{reversal.source_key}:settled",
                    occurred_at=reversal.occurred_at,
                    posted_at=reversal.posted_at,
                    text=f"Settled by {reversal.source_key}",
                    entries=tuple(shift),
                )
            )

    def _met(self, work: Work, reversal: Transaction, tier: OrganisationId, cents: int) -> Paid:
        """What a wallet gave, or (below nothing) got."""
        if cents > 0:
            settled = work.wallets.credit(tier, cents)
            return Paid(tier, settled - cents, -settled)
        (paid,) = work.wallets.settle([Due(reversal.source_key, tier, -cents)])
        return paid


def _booked(reversal: Transaction) -> Mapping[OrganisationId, tuple[int, int]]:
    """What the reversal moves on each one's wallet and receivable account."""
    booked: dict[OrganisationId, tuple[int, int]] = {}
    for entry in reversal.entries:
        wallet, receivable = booked.get(entry.account.organisation_id, (0, 0))
        if entry.account.purpose is Purpose.WALLET:
            booked[entry.account.organisation_id] = (wallet + entry.cents, receivable)
        elif entry.account.purpose is Purpose.RECEIVABLE:
            booked[entry.account.organisation_id] = (wallet, receivable + entry.cents)
    return booked


def _from_the_company_up(work: Work, tiers: Iterable[OrganisationId]) -> list[OrganisationId]:
    """In the order charges touch wallets, so that nobody waits in a circle."""
    known = work.organisations.along(sorted(tiers))
    return [one.id for one in sorted(known, key=lambda one: len(one.path), reverse=True)]
