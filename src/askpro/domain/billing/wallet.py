"""An organisation's prepaid account.

    available = bonus + balance + credit limit − reserved − owed

Live calls reserve before they are answered. What a call cost beyond what was there is
*owed*: the balance never falls below the credit limit, the charge is never lost, the
next call waits, and the next top-up settles what is owed first.

Bonus that is good for anything counts; what is limited to some meters (``bound``) is in no
sum, and helps only those who say for which meters they reserve or pay.

Bonus is spent first, then the balance, then the credit limit. A refund goes back the
other way, the last spent first: refunding y of a debit of x leaves what a debit of
x − y would have left. So never more comes back as money than was paid as money.

    debit 5.00 with 1.50 bonus     bonus -1.50   balance -3.50
    refund 4.00 of it              balance +3.50   bonus +0.50

    >>> from uuid import UUID
    >>> Paid(OrganisationId(UUID(int=1)), 350, from_bonus_cents=150).back(400)
    Back(money_cents=350, bonus_cents=50, settled_cents=0)
"""

from datetime import datetime
from enum import Enum

import attrs
from attrs.validators import ge

from askpro.domain.billing.ledger import Account, Entry, Purpose
from askpro.domain.billing.meter import Metered
from askpro.domain.errors import Missing, Refused
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Currency, Money


@attrs.define
class NoSuchWallet(Missing):
    """This organisation has no wallet here."""


@attrs.define
class CannotPay(Refused):
    """This tier's wallet does not cover what is needed."""

    organisation_id: OrganisationId
    needed: Money


@attrs.frozen
class Wallet:
    """What an organisation has paid in and not yet used."""

    organisation_id: OrganisationId
    balance: Money
    reserved_cents: int = attrs.field(default=0, validator=ge(0))
    credit_limit_cents: int = attrs.field(default=0, validator=ge(0))
    owed_cents: int = attrs.field(default=0, validator=ge(0))
    bonus_cents: int = attrs.field(default=0, validator=ge(0))
    bound_bonus_cents: int = attrs.field(default=0, validator=ge(0))

    @property
    def has_bonus(self) -> bool:
        """Whether there are lots to look into."""
        return self.bonus_cents > 0 or self.bound_bonus_cents > 0

    @property
    def currency(self) -> Currency:
        return self.balance.currency

    @property
    def available(self) -> Money:
        """What the next reservation may take."""
        cents = self._room - self.reserved_cents - self.owed_cents
        return Money(cents, self.currency)

    @property
    def funds(self) -> Money:
        """What it has of its own: neither the credit limit nor what is still owed.

        What live calls keep counts: it comes and goes and is no reason to warn anybody.
        """
        return Money(self.balance.cents + self.bonus_cents - self.owed_cents, self.currency)

    @property
    def refundable(self) -> Money:
        """What may leave the house again: money paid in, free and not owed; no bonus."""
        bound = max(self.reserved_cents - self.bonus_cents, 0) + self.owed_cents
        return Money(max(self.balance.cents - bound, 0), self.currency)

    def debited(self, cents: int, *, freed_cents: int = 0) -> "tuple[Wallet, Paid]":
        """The wallet after a debit that ends reservations of so much, and how it was met.

        What other calls have reserved is left alone; what is missing is owed.
        """
        assert cents >= 0
        assert 0 <= freed_cents <= self.reserved_cents
        reserved = self.reserved_cents - freed_cents
        room = max(self._room - reserved, 0)
        bonus = min(cents, self.bonus_cents, room)
        paid = min(cents - bonus, room - bonus)
        owed = cents - bonus - paid
        after = attrs.evolve(
            self,
            balance=self.balance - Money(paid, self.currency),
            bonus_cents=self.bonus_cents - bonus,
            reserved_cents=reserved,
            owed_cents=self.owed_cents + owed,
        )
        return after, Paid(self.organisation_id, paid, owed, bonus)

    def credited(self, cents: int) -> "Wallet":
        """The wallet after money came in: what is owed is settled first."""
        assert cents >= 0
        settled = min(cents, self.owed_cents)
        balance = self.balance + Money(cents - settled, self.currency)
        return attrs.evolve(self, balance=balance, owed_cents=self.owed_cents - settled)

    @property
    def _room(self) -> int:
        return self.balance.cents + self.bonus_cents + self.credit_limit_cents


class Keeping(Enum):
    """Where a reservation stands; all but the first are for good."""

    OPEN = "open"
    CAPTURED = "captured"
    VOIDED = "voided"
    EXPIRED = "expired"


@attrs.frozen
class Reservation:
    """Money of one wallet kept for one source until it is settled or runs out.

    ``metered`` says for what it is kept, as far as that is known: bonus that is limited
    to some meters covers those.
    """

    source_key: str
    organisation_id: OrganisationId
    cents: int = attrs.field(validator=ge(0))
    expires_at: datetime
    keeping: Keeping = Keeping.OPEN
    captured_cents: int = attrs.field(default=0, validator=ge(0))
    metered: tuple[Metered, ...] = attrs.field(default=(), eq=False)

    @property
    def released_cents(self) -> int:
        """What has become free again; nothing while it is open."""
        return 0 if self.keeping is Keeping.OPEN else self.cents - self.captured_cents


@attrs.frozen
class Back:
    """How a refund comes back: as money (settling what is owed first), and as bonus.

    ``settled_cents`` is how much of the money settled what was owed, which only the
    wallet can tell.
    """

    money_cents: int
    bonus_cents: int
    settled_cents: int = 0


@attrs.frozen
class Due:
    """What a source asks of one wallet, and for which meters, as far as that is known.

    ``by_money`` leaves bonus alone: money that was never there is not made up for by it.
    """

    source_key: str
    organisation_id: OrganisationId
    cents: int
    metered: tuple[Metered, ...] = ()
    by_money: bool = False

    def __attrs_post_init__(self) -> None:
        assert self.cents >= 0
        named = sum(each.cents for each in self.metered)
        assert not self.metered or named == self.cents, "the meters come to what is due"


@attrs.frozen
class Paid:
    """How a due was met: from the balance, beyond it, and from bonus credit."""

    organisation_id: OrganisationId
    from_balance_cents: int
    owed_cents: int = 0
    from_bonus_cents: int = 0

    @property
    def cents(self) -> int:
        return self.from_bonus_cents + self.from_balance_cents + self.owed_cents

    def back(self, cents: int, before_cents: int = 0) -> Back:
        """What a refund gives back where so much was refunded before: bonus last."""
        assert cents >= 0
        assert before_cents >= 0
        assert before_cents + cents <= self.cents, "no more comes back than was paid"
        by_money = self.from_balance_cents + self.owed_cents
        before = min(before_cents, by_money)
        money = min(before_cents + cents, by_money) - before
        return Back(money, cents - money)

    def moves(self) -> "tuple[tuple[Purpose, int], ...]":
        """What was met no longer stands open: it moves off the receivable account."""
        met = self.from_balance_cents + self.from_bonus_cents
        return (
            (Purpose.RECEIVABLE, met),
            (Purpose.WALLET, -self.from_balance_cents),
            (Purpose.BONUS, -self.from_bonus_cents),
        )

    def entries(self, currency: Currency = Currency.EUR) -> "tuple[Entry, ...]":
        """The moves on the accounts of the wallet's owner."""
        return tuple(
            Entry(Account(self.organisation_id, purpose, currency), cents)
            for purpose, cents in self.moves()
            if cents
        )
