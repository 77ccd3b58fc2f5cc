"""Where an amount may turn, and which models are of one shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.borders import borders_of, shape_of, turns_of
from askpro.domain.billing.price import AnyModel, Graduated, Package, PerSecond, Tier, Volume
from askpro.domain.money import Price
from askpro.testing.billing_strategies.prices import any_models

EURO, HALF = Price.parse("1.00"), Price.parse("0.50")
TIERS = (Tier(10, EURO), Tier(None, HALF))


@pytest.mark.parametrize(
    ("model", "borders"),
    [
        (PerSecond(EURO), {1}),
        (PerSecond(EURO, 6, 30), {6, 30}),
        (Package(100, EURO), {100}),
        (Package(100, EURO, 7), {7, 100}),
        (Volume(TIERS), {1, 2, 10}),  # also how many tiers there are, which does no harm
    ],
)
def test_a_border_is_every_whole_number_above_nothing_that_is_no_price(
    model: AnyModel, borders: set[int]
) -> None:
    assert borders_of(model) == borders


@given(any_models(), st.integers(1, 5000), st.integers(0, 500))
def test_turns_ascend_to_the_last_quantity(model: AnyModel, most: int, before: int) -> None:
    turns = turns_of(model, most, before)

    assert list(turns) == sorted(set(turns))
    assert turns[0] > 0
    assert turns[-1] == most


def test_a_border_is_nearer_by_what_the_period_already_had() -> None:
    assert {9, 10, 11} <= set(turns_of(Volume(TIERS), 100))
    assert {5, 6, 7} <= set(turns_of(Volume(TIERS), 100, 4))
    assert 14 not in turns_of(Volume(TIERS), 100, 4)
    assert turns_of(PerSecond(EURO, 60), 30) == (30,)


def test_the_very_first_unit_may_be_the_last_before_a_fall() -> None:
    model = Volume((Tier(1, EURO), Tier(None, Price.parse("0.01"))))

    assert turns_of(model, 100)[0] == 1
    assert model.amount(2) < model.amount(1)


def test_the_same_tiers_by_part_and_by_volume_are_two_shapes() -> None:
    dearer = (Tier(10, Price.parse("2.00")), Tier(None, EURO))

    assert shape_of(Volume(TIERS)) == shape_of(Volume(dearer))
    assert shape_of(Volume(TIERS)) != shape_of(Graduated(TIERS))
    assert shape_of(Volume(TIERS)) != shape_of(Volume((Tier(11, EURO), Tier(None, HALF))))
