"""How a quantity becomes an amount; rounded once, half up, where it becomes money.

per second at a price per minute       112 s at 0.42    0.78
                                       157 s at 0.12    0.31
                                        61 s at 0.12    0.12
                                     3 723 s at 0.15    9.31
"""

from typing import Protocol

import attrs
from attrs.validators import ge, gt, instance_of

from askpro.domain.money import Money, Price

SECONDS_PER_MINUTE = 60


class PriceModel(Protocol):
    """Turns a quantity of a meter into what the buyer owes."""

    def billed(self, quantity: int) -> int:
        """The quantity that is paid for, at least the actual one."""

    def amount(self, quantity: int) -> Money:
        """What the quantity costs; nothing used costs nothing."""


@attrs.frozen
class PerUnit:
    """So much for each: 2.00 € an appointment.

    >>> PerUnit(Price.parse("2.00")).amount(3).cents
    600
    """

    price: Price = attrs.field(validator=instance_of(Price))

    def billed(self, quantity: int) -> int:
        return quantity

    def amount(self, quantity: int) -> Money:
        return self.price.times(quantity)


@attrs.frozen
class Flat:
    """One price as soon as anything is used: 99.00 € a month.

    >>> Flat(Price.parse("99.00")).amount(1).cents
    9900
    """

    price: Price = attrs.field(validator=instance_of(Price))

    def billed(self, quantity: int) -> int:
        return min(quantity, 1)

    def amount(self, quantity: int) -> Money:
        return self.price.times(self.billed(quantity))


@attrs.frozen
class PerSecond:
    """A price per minute, counted in increments of seconds after a minimum.

    60/60 counts begun minutes, 1/1 seconds, 30/6 at least thirty and then sixes.

    >>> PerSecond(Price.parse("0.42")).amount(112).cents
    78
    >>> PerSecond(Price.parse("0.42"), increment_seconds=60, minimum_seconds=60).amount(61).cents
    84
    """

    price_per_minute: Price = attrs.field(validator=instance_of(Price))
    increment_seconds: int = attrs.field(default=1, validator=gt(0))
    minimum_seconds: int = attrs.field(default=0, validator=ge(0))

    def billed(self, quantity: int) -> int:
        if quantity <= 0:
            return 0
        beyond = max(quantity - self.minimum_seconds, 0)
        steps = -(-beyond // self.increment_seconds)
        return self.minimum_seconds + steps * self.increment_seconds

    def amount(self, quantity: int) -> Money:
        return self.price_per_minute.times(self.billed(quantity), per=SECONDS_PER_MINUTE)


AnyModel = PerUnit | Flat | PerSecond
