"""Price models that know what the period already had, as tests need them."""

from askpro.domain.billing.price import Allowance, PerUnit, Tier, Volume
from askpro.domain.money import Price


def after_free(price: Price, free: int = 100) -> Allowance:
    """The first so many of a period are free."""
    return Allowance(free, PerUnit(price))


def halved(price: Price, more_than: int = 100) -> Volume:
    """Everything at half the price once there is more than so much: it costs less then."""
    return Volume((Tier(more_than, price), Tier(None, Price(price.millionths // 2))))
