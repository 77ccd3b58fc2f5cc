"""What of a commission may be paid out: matured, not yet paid, above the threshold.

A commission matures when its charge is older than the hold period (14 days). What a
refund takes back counts with the charge it belongs to: out of what is not yet payable
where that has not matured, at once where it has. If it was paid out already, the account
is carried forward negative, and coming commission fills it first.

    1 Nov   earned 100.00                    payable   0.00
    15 Nov  matured                          payable 100.00
    16 Nov  paid 100.00                      carry     0.00
    20 Nov  40.00 taken back                 carry   -40.00    payable 0.00
    21 Nov  earned 90.00, matures 5 Dec      carry    50.00    payable 0.00
    5 Dec                                    carry    50.00    payable 50.00

Always: Σ paid + carry = Σ entitlement, and what is payable is never more than what has
matured less what was paid.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum

import attrs
from attrs.validators import ge

from askpro.domain.billing.ledger import Account, Entry, Purpose, Transaction
from askpro.domain.ids import OrganisationId, TransactionId
from askpro.domain.money import Currency, Money

HOLD_PERIOD = timedelta(days=14)
THRESHOLD_CENTS = 5_000


@attrs.frozen
class Earning:
    """A delta of an entitlement. ``charged_at`` is when its charge occurred.

    For what a refund takes back that is the instant of the refunded charge.
    """

    charged_at: datetime
    cents: int


class Kept(Enum):
    """Why nothing is paid out."""

    IN_DEBT = "in_debt"
    NOTHING_MATURED = "nothing_matured"
    BELOW_THRESHOLD = "below_threshold"


@attrs.frozen
class Standing:
    """Where a reseller's commission account stands, in cents."""

    earned_cents: int
    matured_cents: int
    paid_cents: int = attrs.field(validator=ge(0))
    currency: Currency = Currency.EUR

    @property
    def carry(self) -> Money:
        """What is earned and not paid; negative where more was paid than is due now."""
        return Money(self.earned_cents - self.paid_cents, self.currency)

    @property
    def open(self) -> Money:
        """What has matured and is not paid; what will be taken back is not among it."""
        certain = min(self.matured_cents, self.earned_cents)
        return Money(max(certain - self.paid_cents, 0), self.currency)

    def payable(self, threshold_cents: int = THRESHOLD_CENTS) -> Money | Kept:
        """What leaves now, all of it or nothing; reaching the threshold is enough."""
        if self.carry.cents < 0:
            return Kept.IN_DEBT
        if not self.open:
            return Kept.NOTHING_MATURED
        return self.open if self.open.cents >= threshold_cents else Kept.BELOW_THRESHOLD

    def paid_out(self, amount: Money) -> "Standing":
        """The account after a payout of what was payable."""
        assert Money(0, self.currency) < amount <= self.open
        return attrs.evolve(self, paid_cents=self.paid_cents + amount.cents)


def standing(
    earnings: Iterable[Earning],
    paid_cents: int,
    *,
    now: datetime,
    hold: timedelta = HOLD_PERIOD,
    currency: Currency = Currency.EUR,
) -> Standing:
    """The account as of now; a charge exactly as old as the hold period has matured."""
    earned = matured = 0
    for earning in earnings:
        earned += earning.cents
        if earning.charged_at + hold <= now:
            matured += earning.cents
    return Standing(earned, matured, paid_cents, currency)


def post_payout(
    amount: Money,
    *,
    reseller_id: OrganisationId,
    payer_id: OrganisationId,
    reference: str,
    id: TransactionId,
    now: datetime,
) -> Transaction:
    """The transaction of a payout: the reseller's commission leaves by the payer's bank."""
    assert amount.cents > 0
    entries = (
        Entry(Account(reseller_id, Purpose.COMMISSION, amount.currency), -amount.cents),
        Entry(Account(payer_id, Purpose.PAYOUT, amount.currency), amount.cents),
    )
    key = f"payout:{reseller_id}:{reference}"
    return Transaction(id, key, now, now, f"Payout {reference}", entries)
