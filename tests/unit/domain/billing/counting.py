"""Price models that know what the period already had, as tests need them."""

import attrs

from askpro.domain.billing.price import PerUnit
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.money import Money


@attrs.frozen
class AfterFree(PerUnit):
    """The first so many of a period are free."""

    free: int = 100
    counts: bool = True

    def amount(self, quantity: int, at: object = None, before: Used = NOTHING) -> Money:
        beyond = max(before.quantity + quantity - self.free, 0)
        already = max(before.quantity - self.free, 0)
        return self.price.times(beyond - already)


@attrs.frozen
class Volume(PerUnit):
    """Everything at half the price once there is more than so much: it costs less then."""

    more_than: int = 100

    def amount(self, quantity: int) -> Money:
        whole = self.price.times(quantity)
        return Money(whole.cents // 2) if quantity > self.more_than else whole
