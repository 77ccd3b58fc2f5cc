"""What a tier may add to its own cost, and whether a price keeps to it.

    cost 0.30 €/min, at least 20 %, at most 0.15 €/min on top     0.36 to 0.45

Two models of one shape (the same kind, increments, tiers) are compared by their prices,
exactly and for every quantity. Two of different shapes are compared by what they come to
at sample quantities around the borders of both. That is a net with meshes: a loss between
the samples, at another time of day than the book's first instant, or on top of what a
period already had passes it. The check of each rating when a call is picked up is the one
that holds. A bound is compared with rounded amounts there, and forgives their rounding.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

import attrs
from attrs.validators import ge, gt, optional

from askpro.domain.billing.borders import borders_of, prices_of, shape_of
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.price import SECONDS_PER_MINUTE, PerSecond, PerUnit
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.errors import Refused
from askpro.domain.ids import OrganisationId
from askpro.domain.money import MILLIONTHS, Money, Price

USUAL_QUANTITIES = (1, 2, 7, 60, 61, 600, 3600, 10_000, 1_000_000)
STEPS = (1, 2, 3, 10)
MOST_COMBINED = 40


@attrs.define
class MarkupOutOfBounds(Refused):
    """What this tier adds to its cost lies outside what the tier above it allows."""

    organisation_id: OrganisationId
    meter: Meter
    bound: str
    cost: Price | Money
    price: Price | Money
    quantity: int | None


@attrs.define
class PricedBelowCost(Refused):
    """This tier's price is below what it pays itself, and nobody has allowed that."""

    organisation_id: OrganisationId
    meter: Meter
    cost: Price | Money
    price: Price | Money
    quantity: int | None


@attrs.frozen
class Markup:
    """The least and the most that may come on top of the cost of one meter.

    In millionths of the cost (200 000 is 20 %), or as a price for ``per`` of the meter's
    units (60 for a price per minute of ``call_second``); all bounds that are set hold.
    """

    meter: Meter
    least_millionths: int | None = attrs.field(default=None, validator=optional(ge(0)))
    most_millionths: int | None = attrs.field(default=None, validator=optional(ge(0)))
    least_price: Price | None = None
    most_price: Price | None = None
    per: int = attrs.field(default=1, validator=gt(0))

    def bounds(self) -> Iterator["Bound"]:
        for is_least, rate in ((True, self.least_millionths), (False, self.most_millionths)):
            if rate is not None:
                yield Bound(is_least, rate_millionths=rate)
        for is_least, price in ((True, self.least_price), (False, self.most_price)):
            if price is not None:
                yield Bound(is_least, price=price, per=self.per)


@attrs.frozen
class Bound:
    """One bound on a markup: a share of the cost, or a price for so many units."""

    is_least: bool
    rate_millionths: int = 0
    price: Price | None = None
    per: int = 1

    def __str__(self) -> str:
        side = "at least" if self.is_least else "at most"
        if self.price is None:
            return f"{side} {Decimal(self.rate_millionths) / 10_000:f} %"
        return f"{side} {self.price}" + (f" for {self.per}" if self.per != 1 else "")

    def of(self, cost: Fraction, quantity: Fraction) -> Fraction:
        """The cost with the bound on top, in millionths of the main unit."""
        on_top = self.price.millionths * quantity / self.per if self.price else Fraction(0)
        return cost * (MILLIONTHS + self.rate_millionths) / MILLIONTHS + on_top

    def allows(self, price: Fraction, bound: Fraction, doubt: Fraction = Fraction(0)) -> bool:
        return price + doubt >= bound if self.is_least else price - doubt <= bound


def refuse_markup(
    tier: OrganisationId, cost: PriceRule, sale: PriceRule, markups: Iterable[Markup]
) -> None:
    """Check that what the tier adds to its cost keeps to every bound set for it.

    Raises:
        MarkupOutOfBounds: It names the tier, the meter and the bound.
    """
    assert cost.meter == sale.meter
    for markup in markups:
        if markup.meter == sale.meter:
            for bound in markup.bounds():
                _refuse_bound(tier, cost, sale, bound)


def refuse_below_cost(tier: OrganisationId, cost: PriceRule, sale: PriceRule) -> None:
    """Check that what the tier sells for is never below what it pays.

    Raises:
        PricedBelowCost: It names the tier, the meter, both prices.
    """
    assert cost.meter == sale.meter
    if shape_of(cost.model) == shape_of(sale.model):
        pairs = zip(prices_of(cost.model), prices_of(sale.model), strict=True)
        below = [pair for pair in pairs if pair[1].millionths < pair[0].millionths]
        if not below:
            return
        if len(prices_of(cost.model)) == 1:
            raise PricedBelowCost(tier, sale.meter, *below[0], None)
    for quantity in samples(cost, sale):
        paid, taken = cost.amount(quantity, sale.valid_from), sale.amount(quantity, sale.valid_from)
        if taken.cents < paid.cents:
            raise PricedBelowCost(tier, sale.meter, paid, taken, quantity)


def samples(*rules: PriceRule) -> tuple[int, ...]:
    """Quantities on, just below and just beyond the borders of the rules' models."""
    borders = {
        step * border for rule in rules for border in borders_of(rule.model) for step in STEPS
    }
    few = borders if len(borders) <= MOST_COMBINED else set()
    whole = borders | {one + other for one in few for other in few}
    around = whole.union(border - 1 for border in whole).union(border + 1 for border in whole)
    return tuple(sorted(quantity for quantity in around.union(USUAL_QUANTITIES) if quantity > 0))


def _refuse_bound(tier: OrganisationId, cost: PriceRule, sale: PriceRule, bound: Bound) -> None:
    linear = _linear(cost, sale)
    if linear:
        (paid, per), (taken, _) = linear
        limit = bound.of(Fraction(paid.millionths), Fraction(per))
        if not bound.allows(Fraction(taken.millionths), limit):
            raise MarkupOutOfBounds(tier, sale.meter, str(bound), paid, taken, None)
        return
    # Each amount is half a cent from its exact value at most; that is nobody's fault.
    per_cent = cost.model.currency.millionths_per_cent
    doubt = Fraction(per_cent, 2)
    for quantity in samples(cost, sale):
        owed, asked = cost.amount(quantity, sale.valid_from), sale.amount(quantity, sale.valid_from)
        limit = bound.of(Fraction(owed.cents * per_cent), Fraction(quantity))
        doubts = doubt + bound.of(doubt, Fraction(0))
        if not bound.allows(Fraction(asked.cents * per_cent), limit, doubts):
            raise MarkupOutOfBounds(tier, sale.meter, str(bound), owed, asked, quantity)


def _linear(*rules: PriceRule) -> tuple[tuple[Price, int], tuple[Price, int]] | None:
    """Both prices, and for how many units they are, where both models are one straight line."""
    cost, sale = (rule.model for rule in rules)
    if shape_of(cost) != shape_of(sale) or len(prices_of(cost)) != 1:
        return None
    if isinstance(cost, PerSecond) and isinstance(sale, PerSecond):
        per = SECONDS_PER_MINUTE
        return (cost.price_per_minute, per), (sale.price_per_minute, per)
    if isinstance(cost, PerUnit) and isinstance(sale, PerUnit):
        return (cost.price, cost.per), (sale.price, sale.per)
    return None
