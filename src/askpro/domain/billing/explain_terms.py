"""Of what an exact price is the sum: one term for each tier, stage, band, fee.

A graduated total of 11        tier 1: 10 × 10.00    tier 1: 2.00    tier 2: 1 × 5.00
A call from 21:50 to 22:10     600 × 0.40 ÷ 60       22:00-06:00: 600 × 0.20 ÷ 60
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from fractions import Fraction

import attrs

from askpro.domain.billing.price import (
    SECONDS_PER_MINUTE,
    Flat,
    Graduated,
    GraduatedPercentage,
    Package,
    Percentage,
    PerSecond,
    PerUnit,
    Priced,
    RateTier,
    StagedPerSecond,
    Tier,
    TimeBand,
    TimedPerSecond,
    TimedPerUnit,
    Volume,
)
from askpro.domain.money import MILLIONTHS, Currency, Money, Price

Label = int | TimeBand | None
"""The number of a tier or stage, from 1; a band; or nothing to tell apart."""


@attrs.frozen
class Term:
    """So many at a price for ``per`` of them, a share of an amount, or (no count) a fee."""

    count: int | None
    price: Price
    per: int = 1
    label: Label = None
    of: Money | None = None

    @property
    def exact(self) -> Fraction:
        """In millionths of the main unit."""
        if self.of is not None:
            cents = self.of.cents * self.of.currency.millionths_per_cent
            return Fraction(self.price.millionths * cents, MILLIONTHS)
        return Fraction(self.price.millionths * (1 if self.count is None else self.count), self.per)


def terms_of_usage(model: Priced, quantity: int, at: datetime) -> tuple[Term, ...]:
    """The terms of one usage, where the model counts nothing before it."""
    if isinstance(model, PerUnit):
        return (Term(quantity, model.price, model.per),)
    if isinstance(model, Flat):
        return (Term(model.billed(quantity), model.price),)
    if isinstance(model, Percentage):
        share = _share(model.rate_millionths, Money(quantity, model.currency))
        return (share, *_fee(model.fixed if quantity else None))
    if isinstance(model, TimedPerUnit):
        band = model.band(at)
        return (Term(quantity, band.price if band else model.price, label=band),)
    assert isinstance(model, PerSecond | StagedPerSecond | TimedPerSecond)
    return (*_talk(model, quantity, at), *_fee(model.connect_fee if quantity else None))


def _talk(
    model: PerSecond | StagedPerSecond | TimedPerSecond, quantity: int, at: datetime
) -> Iterable[Term]:
    if isinstance(model, PerSecond):
        yield Term(model.billed(quantity), model.price_per_minute, SECONDS_PER_MINUTE)
    elif isinstance(model, StagedPerSecond):
        for number, (price, seconds) in enumerate(model.pieces(quantity), start=1):
            yield Term(seconds, price, SECONDS_PER_MINUTE, number)
    else:
        for band, seconds in model.pieces(quantity, at):
            price = band.price if band else model.price_per_minute
            yield Term(seconds, price, SECONDS_PER_MINUTE, band)


def terms_of_total(
    model: Graduated | Volume | Package | GraduatedPercentage, total: int
) -> tuple[Term, ...]:
    """The terms of all that a period had."""
    if isinstance(model, Package):
        return (Term(model.packages(total), model.price),)
    if isinstance(model, Volume):
        tier = model.reached(total)
        number = model.tiers.index(tier) + 1
        return tuple(_tier(number, tier, total, model.currency, at_zero=model.flat_at_zero))
    tiers: Iterator[tuple[Tier | RateTier, int]] = iter(model.slices(total))
    return tuple(
        term
        for number, (tier, quantity) in enumerate(tiers, start=1)
        for term in _tier(number, tier, quantity, model.currency, at_zero=model.flat_at_zero)
    )


def _tier(
    number: int, tier: Tier | RateTier, quantity: int, currency: Currency, *, at_zero: bool
) -> Iterator[Term]:
    if isinstance(tier, RateTier):
        yield _share(tier.rate_millionths, Money(quantity, currency), number)
    elif tier.begun:
        yield Term(-(-quantity // tier.per), tier.price, 1, number)
    else:
        yield Term(quantity, tier.price, tier.per, number)
    if quantity or at_zero:
        yield from _fee(tier.flat, number)


def _share(rate_millionths: int, of: Money, label: Label = None) -> Term:
    return Term(None, Price(rate_millionths, of.currency), label=label, of=of)


def _fee(price: Price | None, label: Label = None) -> tuple[Term, ...]:
    return () if price is None else (Term(None, price, label=label),)
