"""How a quantity becomes an amount."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.price import AnyModel, Flat, PerSecond, PerUnit
from askpro.domain.money import Price
from askpro.testing.billing_strategies.chains import seconds
from askpro.testing.strategies import models, prices


def per_second(price: str, increment: int = 1, minimum: int = 0) -> PerSecond:
    return PerSecond(Price.parse(price), increment, minimum)


@pytest.mark.parametrize(
    ("length", "price", "cents"),
    [
        (112, "0.42", 78),
        (157, "0.12", 31),
        (61, "0.12", 12),
        (3723, "0.15", 931),
        (600, "0.40", 400),
    ],
)
def test_the_house_figures_per_second(length: int, price: str, cents: int) -> None:
    assert per_second(price).amount(length).cents == cents


@pytest.mark.parametrize(
    ("model", "quantity", "cents"),
    [
        (PerUnit(Price.parse("2.00")), 3, 600),
        (Flat(Price.parse("99.00")), 1, 9900),
        (Flat(Price.parse("0.50")), 7, 50),
        (per_second("0.42", 60, 60), 61, 84),
        (per_second("0.60", 6, 30), 1, 30),
        (per_second("0.60", 6, 30), 31, 36),
        (PerUnit(Price.parse("0.005")), 1, 1),
        (PerUnit(Price.parse("0.004999")), 1, 0),
    ],
)
def test_each_model_counts_in_its_own_way(model: AnyModel, quantity: int, cents: int) -> None:
    assert model.amount(quantity).cents == cents


@given(models())
def test_nothing_used_costs_nothing(model: AnyModel) -> None:
    assert model.amount(0).cents == 0


@given(models(), seconds(), seconds())
def test_more_use_never_costs_less(model: AnyModel, one: int, other: int) -> None:
    less, more = sorted((one, other))

    assert 0 <= model.amount(less).cents <= model.amount(more).cents


@given(prices(), st.integers(1, 60), st.integers(0, 120), seconds())
def test_billed_time_is_the_least_that_covers_the_call_in_increments(
    price: Price, increment: int, minimum: int, length: int
) -> None:
    model = PerSecond(price, increment, minimum)

    billed = model.billed(length)

    assert billed >= length
    assert billed == 0 or billed >= minimum
    assert model.billed(billed) == billed
    if length > minimum:
        assert billed - length < increment
        assert (billed - minimum) % increment == 0


@given(prices(), seconds())
def test_coarser_increments_never_cost_less(price: Price, length: int) -> None:
    fine, middle, coarse = (PerSecond(price, step).amount(length).cents for step in (1, 6, 60))

    assert fine <= middle <= coarse


@given(prices(), seconds())
def test_rounding_happens_once_and_not_each_second(price: Price, length: int) -> None:
    exact = price.millionths * length / (10_000 * 60)

    assert abs(PerSecond(price).amount(length).cents - exact) <= 0.5 + 1e-9
