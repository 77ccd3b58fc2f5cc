"""Invariants 15 to 17: increments, rounding once, and what is free or bounded."""

from datetime import datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.price import (
    Allowance,
    Bounded,
    PerSecond,
    PerUnit,
    StagedPerSecond,
    TimedPerSecond,
    slice_of_call,
)
from askpro.domain.billing.used import Used
from askpro.domain.money import Money, Price
from askpro.testing.billing_strategies.chains import seconds
from askpro.testing.billing_strategies.prices import (
    allowances,
    bounded,
    instants,
    per_seconds,
    quantities,
    staged,
    timed_per_seconds,
    usages_of_a_period,
)
from askpro.testing.strategies import prices
from tests.unit.domain.billing.invariants.periods import charged, total


@given(per_seconds() | staged() | timed_per_seconds(), seconds())
def test_15_billed_time_is_the_least_that_covers_the_call(
    model: PerSecond | StagedPerSecond | TimedPerSecond, length: int
) -> None:
    billed = model.billed(length)

    assert billed >= length
    assert model.billed(billed) == billed
    if length > model.minimum_seconds:
        assert billed - length < model.increment_seconds
    elif length:
        assert billed == model.minimum_seconds
    else:
        assert billed == 0


@given(prices(), seconds(), st.sampled_from([(1, 6, 60), (1, 5, 15), (2, 10, 30)]))
def test_15_increments_that_divide_each_other_never_cost_less_when_coarser(
    price: Price, length: int, steps: tuple[int, int, int]
) -> None:
    fine, middle, coarse = (PerSecond(price, step).amount(length) for step in steps)

    assert fine <= middle <= coarse


@given(per_seconds() | staged() | timed_per_seconds(), st.lists(st.integers(0, 900)), instants())
def test_15_slices_of_a_call_sum_to_the_call_with_one_connect_fee(
    model: PerSecond | StagedPerSecond | TimedPerSecond, slices: list[int], at: datetime
) -> None:
    had, amounts = 0, []
    for more in slices:
        amounts.append(slice_of_call(model, had, more, at))
        had += more

    assert total(amounts) == model.amount(had, at).cents


@given(prices(), prices(), st.integers(1, 7200))
def test_15_the_connect_fee_is_due_once_with_the_first_second(
    price: Price, fee: Price, length: int
) -> None:
    exact = Fraction(price.millionths * length, 600_000) + Fraction(fee.millionths, 10_000)

    found = PerSecond(price, connect_fee=fee).amount(length)

    assert abs(found.cents - exact) <= Fraction(1, 2)
    assert PerSecond(price, connect_fee=fee).amount(0).cents == 0


@given(prices(), st.integers(0, 10**7))
def test_16_rounding_happens_once_a_line_and_never_a_second(price: Price, length: int) -> None:
    exact = Fraction(price.millionths * length, 600_000)

    assert abs(PerSecond(price).amount(length).cents - exact) <= Fraction(1, 2)


def test_16_six_places_of_a_price_count_over_many_units() -> None:
    assert PerUnit(Price.parse("0.000001")).amount(5_000).cents == 1
    assert PerUnit(Price.parse("0.000001")).amount(4_999).cents == 0
    assert PerSecond(Price.parse("0.3001")).amount(60 * 100).cents == 3_001


@given(timed_per_seconds(), st.integers(1, 7200), instants())
def test_16_a_call_over_several_bands_is_rounded_once(
    model: TimedPerSecond, length: int, at: datetime
) -> None:
    pieces = model.pieces(length, at)
    exact = sum(
        Fraction((band.price if band else model.price_per_minute).millionths * part, 600_000)
        for band, part in pieces
    )
    fee = Fraction(model.connect_fee.millionths, 10_000) if model.connect_fee else Fraction(0)

    assert sum(part for _, part in pieces) == model.billed(length)
    assert abs(model.amount(length, at).cents - exact - fee) <= Fraction(1, 2)


@given(allowances(), quantities(3000), quantities(3000))
def test_17_what_is_free_and_what_is_beyond_are_the_usage(
    model: Allowance, quantity: int, had: int
) -> None:
    free, over = model.split(quantity, Used(had))

    assert free + over == quantity
    assert free >= 0
    assert over >= 0
    assert had + free <= max(model.free, had)
    assert over == 0 or had + free >= model.free


@given(st.integers(0, 1000), prices(), usages_of_a_period())
def test_17_an_allowance_is_used_up_to_the_last_unit(
    free: int, price: Price, usages: list[int]
) -> None:
    model = Allowance(free, PerUnit(price))
    had, used, over = 0, 0, 0
    for quantity in usages:
        part, beyond = model.split(quantity, Used(had))
        had, used, over = had + quantity, used + part, over + beyond

    assert used == min(free, sum(usages))
    assert over == max(sum(usages) - free, 0)


@given(timed_per_seconds(), quantities(900), quantities(900), instants(), quantities(900))
def test_17_what_lies_beyond_is_priced_at_the_time_it_happened(
    inner: TimedPerSecond, free: int, quantity: int, at: datetime, had: int
) -> None:
    model = Allowance(free, inner)
    part, over = model.split(quantity, Used(had))

    amount = model.amount(quantity, at, Used(had))

    assert amount == inner.amount(over, at + timedelta(seconds=part))


@given(bounded(), usages_of_a_period())
def test_17_a_most_is_never_exceeded_and_a_least_is_reached(
    model: Bounded, usages: list[int]
) -> None:
    came_to = total(charged(model, usages))

    trued_up = came_to + model.true_up(Money(came_to)).cents
    assert model.maximum is None or came_to <= model.maximum.cents
    assert model.minimum is None or trued_up >= model.minimum.cents
    assert trued_up == max(came_to, model.minimum.cents if model.minimum else came_to)
