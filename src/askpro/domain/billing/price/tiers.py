"""Prices that depend on how much a period has: each part in its tier, or all in one.

    up to 10 at 10.00 + 2.00       graduated, 11 units    2 + 100 + 3 + 5    110.00
    beyond   at  5.00 + 3.00       volume, 11 units                3 + 55     58.00

A tier includes its border. Its flat part is due as soon as usage exceeds its lower border.
Whether the flat part of the first is due without any usage is said by ``flat_at_zero``:
then it is the period's standing charge and in no usage's amount.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

import attrs
from attrs.validators import ge, gt, instance_of, optional

from askpro.domain.billing.price.model import ByTotal, check_one_currency
from askpro.domain.money import MILLIONTHS, Currency, Money, Price, rounded


class _Step(Protocol):
    @property
    def up_to(self) -> int | None: ...
    @property
    def flat(self) -> Price | None: ...
    def exact(self, quantity: int, currency: Currency) -> tuple[int, int]:
        """What so much in this tier costs without the flat part: millionths, and per what."""


AnyTier = TypeVar("AnyTier", bound=_Step)


@attrs.frozen
class Tier:
    """Up to this border (None: without end), so much for every ``per`` units, and a flat part.

    ``begun`` counts a begun ``per`` whole: blocks of 100 units.
    """

    up_to: int | None
    price: Price = attrs.field(validator=instance_of(Price))
    flat: Price | None = attrs.field(default=None, validator=optional(instance_of(Price)))
    per: int = attrs.field(default=1, validator=gt(0))
    begun: bool = False

    def exact(self, quantity: int, currency: Currency) -> tuple[int, int]:
        if self.begun:
            return self.price.millionths * -(-quantity // self.per), 1
        return self.price.millionths * quantity, self.per


@attrs.frozen
class RateTier:
    """Up to this border in cents, such a share of the amount in millionths, and a flat part."""

    up_to: int | None
    rate_millionths: int = attrs.field(validator=ge(0))
    flat: Price | None = attrs.field(default=None, validator=optional(instance_of(Price)))

    def exact(self, quantity: int, currency: Currency) -> tuple[int, int]:
        return self.rate_millionths * quantity * currency.millionths_per_cent, MILLIONTHS


def _ascending(_: object, __: object, tiers: Sequence[_Step]) -> None:
    if not tiers or tiers[-1].up_to is not None:
        raise ValueError("the last tier is without end")
    borders = [0]
    for tier in tiers[:-1]:
        if tier.up_to is None:
            raise ValueError("only the last tier is without end")
        borders.append(tier.up_to)
    if any(left >= right for left, right in pairwise(borders)):
        raise ValueError("tiers ascend")


def _slices(tiers: Iterable[AnyTier], total: int) -> Iterator[tuple[AnyTier, int]]:
    """The tiers that a total reaches, each with how much of the total lies in it."""
    lower = 0
    for tier in tiers:
        if tier.up_to is None or total <= tier.up_to:
            yield tier, total - lower
            return
        yield tier, tier.up_to - lower
        lower = tier.up_to


def _sum(
    slices: Iterable[tuple[_Step, int]], currency: Currency, *, flat_at_zero: bool
) -> tuple[int, int]:
    """The exact price of slices, with their flat parts, as one fraction of a millionth."""
    numerator, denominator = 0, 1
    for tier, quantity in slices:
        top, bottom = tier.exact(quantity, currency)
        if tier.flat is not None and (quantity > 0 or flat_at_zero):
            top += tier.flat.millionths * bottom
        if bottom == denominator:
            numerator += top
        else:
            numerator = numerator * bottom + top * denominator
            denominator *= bottom
    return numerator, denominator


@attrs.frozen
class Graduated(ByTotal):
    """Each part of a period's total at the price of the tier it lies in.

    >>> tiers = (
    ...     Tier(10, Price.parse("10"), Price.parse("2")),
    ...     Tier(20, Price.parse("5"), Price.parse("3")),
    ...     Tier(None, Price.parse("5"), Price.parse("3")),
    ... )
    >>> Graduated(tiers, flat_at_zero=True).due(0).cents, Graduated(tiers).due(0).cents
    (200, 0)
    >>> Graduated(tiers).due(11).cents
    11000
    >>> blocks = Tier(1000, Price.parse("1"), per=100, begun=True), Tier(
    ...     None, Price.parse("1"), per=1000, begun=True
    ... )
    >>> Graduated(blocks).due(5325).cents
    1500
    """

    tiers: tuple[Tier, ...] = attrs.field(validator=_ascending)
    flat_at_zero: bool = False

    def __attrs_post_init__(self) -> None:
        check_one_currency(*(price for tier in self.tiers for price in (tier.price, tier.flat)))

    @property
    def currency(self) -> Currency:
        return self.tiers[0].price.currency

    def slices(self, total: int) -> Iterator[tuple[Tier, int]]:
        """The tiers that a total reaches, each with how much of the total lies in it."""
        return _slices(self.tiers, max(total, 0))

    def due(self, total: int) -> Money:
        exact = _sum(self.slices(total), self.currency, flat_at_zero=self.flat_at_zero)
        return rounded(*exact, self.currency)


@attrs.frozen
class Volume(ByTotal):
    """A period's whole total at the price of the tier it reaches.

    More may cost less: where the next tier is cheaper, crossing its border lowers what is
    due, and the usage that crosses it has a negative amount. That is what is sold here.

    >>> from askpro.domain.billing.used import Used
    >>> tiers = Tier(100, Price.parse("2"), Price.parse("10")), Tier(None, Price.parse("1"))
    >>> model = Volume(tiers)
    >>> model.due(100).cents, model.due(101).cents, model.amount(1, None, Used(100)).cents
    (21000, 10100, -10900)
    """

    tiers: tuple[Tier, ...] = attrs.field(validator=_ascending)
    flat_at_zero: bool = False

    def __attrs_post_init__(self) -> None:
        check_one_currency(*(price for tier in self.tiers for price in (tier.price, tier.flat)))

    @property
    def currency(self) -> Currency:
        return self.tiers[0].price.currency

    def reached(self, total: int) -> Tier:
        return next(tier for tier in self.tiers if tier.up_to is None or total <= tier.up_to)

    def due(self, total: int) -> Money:
        total = max(total, 0)
        slices = ((self.reached(total), total),)
        return rounded(*_sum(slices, self.currency, flat_at_zero=self.flat_at_zero), self.currency)


@attrs.frozen
class GraduatedPercentage(ByTotal):
    """Each part of a period's sum, in cents, at the rate of the tier it lies in.

    >>> tiers = RateTier(1000, 10_000, Price.parse("200")), RateTier(
    ...     None, 20_000, Price.parse("300")
    ... )
    >>> GraduatedPercentage(tiers).due(1100).cents
    50012
    """

    tiers: tuple[RateTier, ...] = attrs.field(validator=_ascending)
    flat_at_zero: bool = False
    currency: Currency = Currency.EUR

    def __attrs_post_init__(self) -> None:
        check_one_currency(Money(0, self.currency), *(tier.flat for tier in self.tiers))

    def slices(self, total: int) -> Iterator[tuple[RateTier, int]]:
        """The tiers that a sum reaches, each with how many cents of it lie in it."""
        return _slices(self.tiers, max(total, 0))

    def due(self, total: int) -> Money:
        exact = _sum(self.slices(total), self.currency, flat_at_zero=self.flat_at_zero)
        return rounded(*exact, self.currency)
