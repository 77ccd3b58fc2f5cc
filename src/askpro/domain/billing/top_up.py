"""Money put into a wallet; what is owed is settled first.

top-up of 20.00 with 1.50 owed     wallet +18.50   receivable +1.50   clearing -20.00
"""

from datetime import datetime

import attrs

from askpro.domain.billing.ledger import Account, Entry, Purpose, Transaction
from askpro.domain.billing.wallet import Wallet
from askpro.domain.errors import Refused
from askpro.domain.ids import OrganisationId, TransactionId
from askpro.domain.money import Money

LARGEST_TOP_UP_CENTS = 10_000_000


@attrs.define
class NotATopUp(Refused):
    """A top-up is a positive amount of at most 100 000 in the wallet's currency."""

    amount: Money


@attrs.define
class BalanceCapped(Refused):
    """The wallet would hold more money than it may."""

    amount: Money
    cap: Money


@attrs.frozen
class TopUp:
    """An amount received for a wallet; the reference is the payment's own name."""

    organisation_id: OrganisationId
    received_by: OrganisationId
    amount: Money
    reference: str

    def __attrs_post_init__(self) -> None:
        if not 0 < self.amount.cents <= LARGEST_TOP_UP_CENTS:
            raise NotATopUp(self.amount)

    @property
    def source_key(self) -> str:
        return f"topup:{self.organisation_id}:{self.reference}"


def post_top_up(
    top_up: TopUp, *, settles_cents: int, id: TransactionId, now: datetime
) -> Transaction:
    """The transaction of a top-up of which so much settles what was owed."""
    assert 0 <= settles_cents <= top_up.amount.cents
    owner, currency = top_up.organisation_id, top_up.amount.currency
    moves = (
        (Account(owner, Purpose.WALLET, currency), top_up.amount.cents - settles_cents),
        (Account(owner, Purpose.RECEIVABLE, currency), settles_cents),
        (Account(top_up.received_by, Purpose.CLEARING, currency), -top_up.amount.cents),
    )
    entries = tuple(Entry(account, cents) for account, cents in moves if cents)
    return Transaction(id, top_up.source_key, now, now, f"Top-up {top_up.reference}", entries)


def refuse_above_cap(wallet: Wallet, amount: Money, cap_cents: int | None) -> None:
    """Check that a top-up leaves the balance at or below its cap; None: there is none.

    What settles a debt does not reach the balance. Bonus credit is no money and not
    counted. A cap of 150.00 lets 100.00 in at 50.00 and refuses them at 50.01.

    Raises:
        BalanceCapped: It would be above.
    """
    after = wallet.credited(amount.cents).balance
    if cap_cents is not None and after.cents > cap_cents:
        raise BalanceCapped(amount, Money(cap_cents, amount.currency))
