"""The two simplest prices: so much for each, and so much for any."""

from datetime import datetime
from typing import ClassVar

import attrs
from attrs.validators import gt, instance_of

from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.money import Currency, Money, Price


@attrs.frozen
class PerUnit:
    """So much for each, or for every so many: 2.00 € an appointment, 0.60 € for 1 000 words.

    Where a meter counts thousandths, ``per`` is 1 000.

    >>> PerUnit(Price.parse("2.00")).amount(3).cents
    600
    >>> PerUnit(Price.parse("0.60"), per=1000).amount(2500).cents
    150
    """

    counts: ClassVar[bool] = False

    price: Price = attrs.field(validator=instance_of(Price))
    per: int = attrs.field(default=1, validator=gt(0))

    @property
    def currency(self) -> Currency:
        return self.price.currency

    def billed(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> int:
        return quantity

    def amount(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> Money:
        return self.price.times(quantity, self.per)


@attrs.frozen
class Flat:
    """One price as soon as anything is used: 99.00 € a month.

    >>> Flat(Price.parse("99.00")).amount(1).cents
    9900
    """

    counts: ClassVar[bool] = False

    price: Price = attrs.field(validator=instance_of(Price))

    @property
    def currency(self) -> Currency:
        return self.price.currency

    def billed(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> int:
        return min(quantity, 1)

    def amount(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> Money:
        return self.price.times(min(quantity, 1))
