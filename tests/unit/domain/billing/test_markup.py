"""What a tier may add to its cost."""

from datetime import datetime
from fractions import Fraction
from uuid import UUID

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.borders import prices_of
from askpro.domain.billing.chain import Chain, SellsBelowCost
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.link import Link
from askpro.domain.billing.markup import (
    Bound,
    Markup,
    MarkupOutOfBounds,
    PricedBelowCost,
    refuse_below_cost,
    refuse_markup,
    samples,
)
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import AnyModel, Flat, PerSecond, PerUnit
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.ids import OrganisationId, PriceRuleId
from askpro.domain.money import Price
from askpro.testing.strategies import models
from askpro.testing.world import NOON

PLATFORM, RESELLER, COMPANY = (OrganisationId(UUID(int=number)) for number in (1, 2, 3))


def sells(model: AnyModel, seller: OrganisationId = RESELLER, at: datetime = NOON) -> PriceRule:
    return PriceRule(PriceRuleId(UUID(int=7)), CALL_SECOND, seller, None, at, model)


def minute(price: str, increment: int = 1, minimum: int = 0) -> PerSecond:
    return PerSecond(Price.parse(price), increment, minimum)


def keeps_to(cost: AnyModel, price: AnyModel, markup: Markup) -> bool:
    try:
        refuse_markup(RESELLER, sells(cost), sells(price), [markup])
    except MarkupOutOfBounds:
        return False
    return True


@pytest.mark.parametrize(
    ("price", "inside"),
    [("0.359999", False), ("0.36", True), ("0.45", True), ("0.450001", False)],
)
def test_the_figures_of_the_room(price: str, inside: bool) -> None:
    bounds = Markup(CALL_SECOND, least_millionths=200_000, most_price=Price.parse("0.15"), per=60)

    assert keeps_to(minute("0.30"), minute(price), bounds) is inside


@pytest.mark.parametrize(
    ("bounds", "inside"),
    [
        (Markup(CALL_SECOND, least_price=Price.parse("0.50")), True),
        (Markup(CALL_SECOND, least_price=Price.parse("0.500001")), False),
        (Markup(CALL_SECOND, most_price=Price.parse("0.50")), True),
        (Markup(CALL_SECOND, most_price=Price.parse("0.499999")), False),
        (Markup(CALL_SECOND, most_millionths=1_000_000), True),
        (Markup(CALL_SECOND, most_millionths=999_999), False),
    ],
)
def test_a_bound_may_be_a_price_for_one(bounds: Markup, inside: bool) -> None:
    piece, dearer = PerUnit(Price.parse("0.50")), PerUnit(Price.parse("1.00"))

    assert keeps_to(piece, dearer, bounds) is inside


def test_unlike_models_are_compared_by_what_they_come_to() -> None:
    """Begun minutes are dearer than seconds at the same price, by as much as one likes."""
    seconds, begun = minute("0.40"), minute("0.40", 60, 60)

    assert keeps_to(seconds, begun, Markup(CALL_SECOND, least_millionths=0))
    assert not keeps_to(seconds, begun, Markup(CALL_SECOND, most_millionths=500_000))
    assert not keeps_to(Flat(Price.parse("1.00")), seconds, Markup(CALL_SECOND, least_millionths=0))


def test_a_refusal_shows_the_quantity_and_both_amounts() -> None:
    with pytest.raises(PricedBelowCost) as refused:
        refuse_below_cost(RESELLER, sells(minute("0.40", 60, 60)), sells(minute("0.40")))

    error = refused.value
    assert (error.organisation_id, error.meter, error.quantity) == (RESELLER, CALL_SECOND, 1)
    assert (str(error.cost), str(error.price)) == ("0.40 EUR", "0.01 EUR")


@given(models(), models(), st.integers(0, 7200))
def test_models_of_one_shape_that_pass_never_lose(
    cost: PerUnit | Flat | PerSecond, drawn: PerUnit | Flat | PerSecond, quantity: int
) -> None:
    (price,) = prices_of(drawn)
    if isinstance(cost, PerSecond):
        sale: AnyModel = attrs.evolve(cost, price_per_minute=price)
    else:
        assert isinstance(cost, PerUnit | Flat)
        sale = attrs.evolve(cost, price=price)

    try:
        refuse_below_cost(RESELLER, sells(cost), sells(sale))
    except PricedBelowCost:
        assert sale.amount(10**9) <= cost.amount(10**9)
    else:
        assert sale.amount(quantity) >= cost.amount(quantity)


@given(models(), models())
def test_a_refused_book_would_really_lose(cost: AnyModel, sale: AnyModel) -> None:
    upper = Link(PLATFORM, RESELLER, (sells(cost, PLATFORM),))
    chain = Chain((upper, Link(RESELLER, COMPANY, (sells(sale),))))

    try:
        chain.refuse_prices()
    except PricedBelowCost as refused:
        quantity = refused.quantity
    else:
        return

    if quantity is not None:
        with pytest.raises(SellsBelowCost):
            chain.refuse_losses(chain.rate(CALL_SECOND, quantity))


def test_an_agent_has_no_cost_to_keep_above() -> None:
    agent = Link(
        PLATFORM,
        RESELLER,
        (sells(minute("9.00"), PLATFORM),),
        Agreement.flat("25"),
        markups=(Markup(CALL_SECOND, least_millionths=1),),
    )

    Chain((agent, Link(RESELLER, COMPANY, (sells(minute("0.40")),)))).refuse_prices()


def test_every_tier_of_a_chain_is_held_to_its_bounds() -> None:
    most = (Markup(CALL_SECOND, most_millionths=100_000),)
    upper = Link(PLATFORM, RESELLER, (sells(minute("0.30"), PLATFORM),), markups=most)
    chain = Chain((upper, Link(RESELLER, COMPANY, (sells(minute("0.40")),))))

    with pytest.raises(MarkupOutOfBounds) as refused:
        chain.refuse_prices()

    assert refused.value.organisation_id == RESELLER
    assert refused.value.bound == "at most 10 %"


def test_prices_of_two_shapes_are_looked_at_on_both_sides_of_every_border() -> None:
    """Of begun minutes also two, three and ten, and of two borders the sum."""
    found = samples(sells(minute("0.30", increment=60)), sells(minute("0.30", increment=7)))

    for border in (60, 120, 180, 600, 7, 14, 21, 70, 60 + 7, 120 + 21):
        assert {border - 1, border, border + 1} <= set(found)
    assert list(found) == sorted(set(found))
    assert found[0] > 0


@pytest.mark.parametrize(
    ("price", "bounds", "inside"),
    [
        ("1.00", Markup(CALL_SECOND, least_millionths=10_000), True),
        ("1.00", Markup(CALL_SECOND, least_millionths=15_000), False),
        ("1.03", Markup(CALL_SECOND, most_price=Price.parse("0.02")), True),
        ("1.04", Markup(CALL_SECOND, most_price=Price.parse("0.02")), False),
    ],
)
def test_rounded_amounts_are_forgiven_their_rounding_and_no_more(
    price: str, bounds: Markup, inside: bool
) -> None:
    """Half a cent of the cost and half a cent of the price, so about a cent of 1.00."""
    assert keeps_to(Flat(Price.parse("1.00")), Flat(Price.parse(price)), bounds) is inside


def test_a_bound_says_what_it_is() -> None:
    bounds = Markup(
        CALL_SECOND,
        least_millionths=125_000,
        least_price=Price.parse("0.10"),
        most_price=Price.parse("0.15"),
    )

    assert [str(bound) for bound in bounds.bounds()] == [
        "at least 12.5 %",
        f"at least {Price.parse('0.10')}",
        f"at most {Price.parse('0.15')}",
    ]
    assert str(Bound(is_least=False, price=Price.parse("0.15"), per=60)).endswith("EUR for 60")
    assert Bound(is_least=True, price=Price.parse("0.10")).of(Fraction(0), Fraction(2)) == 200_000
