"""What is put around another price: free units of a period, a least and a most spend.

1 000 minutes free, then 0.40     before 990, a call of 15 minutes    10 free, 5 at 0.40
at most 170.00                    160.00 before, 15.00 and 7.00       10.00 and nothing
at least 100.00                   85.00 in the period                 15.00 at its end
"""

from datetime import datetime, timedelta
from typing import ClassVar

import attrs
from attrs.validators import ge, instance_of, optional

from askpro.domain.billing.price.model import ByTotal, check_one_currency
from askpro.domain.billing.price.package import Package
from askpro.domain.billing.price.per_second import PerSecond, StagedPerSecond
from askpro.domain.billing.price.percentage import Percentage
from askpro.domain.billing.price.plain import Flat, PerUnit
from askpro.domain.billing.price.tiers import Graduated, GraduatedPercentage, Volume
from askpro.domain.billing.price.timed import TimedPerSecond, TimedPerUnit
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.money import Currency, Money

Priced = (
    PerUnit
    | Flat
    | PerSecond
    | StagedPerSecond
    | TimedPerSecond
    | TimedPerUnit
    | Graduated
    | Volume
    | Package
    | Percentage
    | GraduatedPercentage
)


@attrs.frozen
class Allowance:
    """So much of a meter free in each period, then another price.

    A usage that crosses the border is split exactly; what lies beyond is priced as a usage
    of its own, that began when the free part ended. Free are measured units, before any
    increments.

    >>> from askpro.domain.money import Price
    >>> model = Allowance(60_000, PerSecond(Price.parse("0.40")))
    >>> model.split(900, Used(59_400)), model.amount(900, None, Used(59_400)).cents
    ((600, 300), 200)
    """

    counts: ClassVar[bool] = True

    free: int = attrs.field(validator=ge(0))
    inner: Priced = attrs.field(validator=instance_of(Priced))

    @property
    def currency(self) -> Currency:
        return self.inner.currency

    def split(self, quantity: int, before: Used = NOTHING) -> tuple[int, int]:
        """How much of a usage is free, and how much is beyond."""
        free = min(max(self.free - before.quantity, 0), quantity)
        return free, quantity - free

    def beyond(
        self, quantity: int, at: datetime | None, before: Used
    ) -> tuple[int, datetime | None, Used]:
        """What the other price is asked for: how much, when it began, after what."""
        free, over = self.split(quantity, before)
        if at is not None and isinstance(self.inner, TimedPerSecond):
            at += timedelta(seconds=free)
        return over, at, Used(max(before.quantity - self.free, 0), before.cents)

    def standing_charge(self) -> Money:
        """As ``ByTotal`` of the other price; what is free does not lower it."""
        return standing_charge(self.inner)

    def billed(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> int:
        return self.inner.billed(*self.beyond(quantity, at, before))

    def amount(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> Money:
        return self.inner.amount(*self.beyond(quantity, at, before))


@attrs.frozen
class Bounded:
    """Another price, with a least and a most that a period comes to.

    The most limits every usage by what was charged before. The least is charged when the
    period ends: see ``true_up``.

    >>> from askpro.domain.billing.price.plain import PerUnit
    >>> from askpro.domain.money import Price
    >>> model = Bounded(PerUnit(Price.parse("1")), Money(10_000), Money(17_000))
    >>> model.amount(15, None, Used(160, 16_000)).cents, model.true_up(Money(8_500)).cents
    (1000, 1500)
    """

    inner: Priced | Allowance = attrs.field(validator=instance_of(Priced | Allowance))
    minimum: Money | None = attrs.field(default=None, validator=optional(instance_of(Money)))
    maximum: Money | None = attrs.field(default=None, validator=optional(instance_of(Money)))

    def __attrs_post_init__(self) -> None:
        check_one_currency(Money(0, self.currency), self.minimum, self.maximum)
        for bound in (self.minimum, self.maximum):
            if bound is not None and bound.cents < 0:
                raise ValueError("a spend is bounded by nothing or more")
        if self.minimum and self.maximum and self.maximum < self.minimum:
            raise ValueError("the most is not less than the least")

    @property
    def counts(self) -> bool:
        # What was charged has to be known when the period ends, for the least.
        return self.maximum is not None or self.minimum is not None or self.inner.counts

    @property
    def currency(self) -> Currency:
        return self.inner.currency

    def billed(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> int:
        return self.inner.billed(quantity, at, before)

    def amount(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> Money:
        amount = self.inner.amount(quantity, at, before)
        if self.maximum is None:
            return amount
        if isinstance(self.inner, ByTotal):
            # A volume price may fall again below the most; then only that fall is given back.
            after = min(self.inner.due(before.quantity + quantity), self.maximum)
            amount = after - min(self.inner.due(before.quantity), self.maximum)
        room = max(self.maximum.cents - before.cents, 0)
        return Money(min(amount.cents, room), self.currency)

    def standing_charge(self) -> Money:
        """As ``ByTotal`` of the other price, within the most."""
        whole = standing_charge(self.inner)
        return whole if self.maximum is None else min(whole, self.maximum)

    def true_up(self, charged: Money) -> Money:
        """What is missing to the least when a period ends; nothing where there is no least."""
        missing = self.minimum.cents - charged.cents if self.minimum else 0
        return Money(max(missing, 0), self.currency)


def standing_charge(model: Priced | Allowance | Bounded) -> Money:
    """What a whole period costs before anything is used; nothing for most prices."""
    if isinstance(model, ByTotal | Allowance | Bounded):
        return model.standing_charge()
    return Money(0, model.currency)
