"""Prices that are a share of an amount: the quantity is that amount, in cents."""

from datetime import datetime
from typing import ClassVar

import attrs
from attrs.validators import ge, instance_of, optional

from askpro.domain.billing.price.model import check_one_currency
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.money import MILLIONTHS, Currency, Money, Price, rounded


@attrs.frozen
class Percentage:
    """A share of an amount, and a fixed part for each usage: 1.4 % + 0.25 € a payment.

    The rate is in millionths, so that 1.4 % is 14 000. Both are rounded once, together.

    >>> Percentage(14_000, Price.parse("0.25")).amount(10_000).cents
    165
    """

    counts: ClassVar[bool] = False

    rate_millionths: int = attrs.field(validator=ge(0))
    fixed: Price | None = attrs.field(default=None, validator=optional(instance_of(Price)))
    currency: Currency = Currency.EUR

    def __attrs_post_init__(self) -> None:
        check_one_currency(self.fixed, Money(0, self.currency))

    def billed(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> int:
        return quantity

    def amount(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> Money:
        millionths = self.rate_millionths * quantity * self.currency.millionths_per_cent
        if self.fixed is not None and quantity:
            millionths += self.fixed.millionths * MILLIONTHS
        return rounded(millionths, MILLIONTHS, self.currency)
