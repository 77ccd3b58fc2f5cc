"""What every price model can do, and what those have in common that count a period's total."""

from datetime import datetime
from typing import ClassVar, Protocol

from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.money import Currency, Money, Price


class PriceModel(Protocol):
    """Turns a quantity of a meter into what the buyer owes.

    ``at`` is the aware instant a usage began, for prices that depend on the time of day.
    ``before`` is what the buyer already had of the meter in this period; it matters only
    to a model that ``counts``. Nothing used costs nothing.
    """

    @property
    def counts(self) -> bool:
        """Whether the amount depends on what the period already had."""

    @property
    def currency(self) -> Currency:
        """The currency of every amount."""

    def billed(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> int:
        """How much of the quantity is paid for; rounded up to increments, less what is free."""

    def amount(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> Money:
        """What the quantity costs, rounded once, half up."""


class ByTotal:
    """A model that prices the total of a period; a usage is charged what the total rose by.

    The total is rounded once, so any slicing of a period comes to the same, in any order,
    and a usage that arrives late is charged exactly what is still missing.
    """

    __slots__ = ()
    counts: ClassVar[bool] = True

    def due(self, total: int) -> Money:
        """All that a period with this total costs, its standing charge included."""
        raise NotImplementedError

    def standing_charge(self) -> Money:
        """What is due before anything is used: once a period, and in no usage's amount."""
        return self.due(0)

    def billed(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> int:
        return quantity

    def amount(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> Money:
        return self.due(before.quantity + quantity) - self.due(before.quantity)

    def still_due(self, total: int, charged: Money) -> Money:
        """What a total costs beyond what was charged; negative where it was too much."""
        return self.due(total) - charged


def check_one_currency(*prices: Price | Money | None) -> None:
    """Raise ValueError where one model has prices in several currencies."""
    if len({price.currency for price in prices if price is not None}) > 1:
        raise ValueError("the prices of a model are in one currency")
