"""Prices by the package, of which a begun one is paid whole."""

from datetime import datetime

import attrs
from attrs.validators import ge, gt, instance_of

from askpro.domain.billing.price.model import ByTotal
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.money import Currency, Money, Price


@attrs.frozen
class Package(ByTotal):
    """So much for every begun package of a period's total, after the free units.

    >>> Package(10, Price.parse("100")).due(121).cents
    130000
    >>> Package(10, Price.parse("100"), free=2).due(12).cents
    10000
    """

    size: int = attrs.field(validator=gt(0))
    price: Price = attrs.field(validator=instance_of(Price))
    free: int = attrs.field(default=0, validator=ge(0))

    @property
    def currency(self) -> Currency:
        return self.price.currency

    def packages(self, total: int) -> int:
        """How many are begun when the free units are used up."""
        return -(-max(total - self.free, 0) // self.size)

    def billed(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> int:
        """The units of the packages that this usage begins."""
        after = self.packages(before.quantity + quantity)
        return (after - self.packages(before.quantity)) * self.size

    def due(self, total: int) -> Money:
        return self.price.times(self.packages(total))
