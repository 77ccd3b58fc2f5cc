"""Invariants 10 to 19: how usages become amounts."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from askpro.adapters.sql.stored_json import dumped, loaded
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import (
    Allowance,
    AnyModel,
    Bounded,
    ByTotal,
    Flat,
    Graduated,
    GraduatedPercentage,
    Package,
    PerSecond,
    PerUnit,
    StagedPerSecond,
    Tier,
    TimedPerSecond,
    Volume,
    slice_of_call,
)
from askpro.domain.billing.price_book import PriceRule, rules_in_force
from askpro.domain.billing.proration import Period, by_days, by_seconds, prorated
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.ids import OrganisationId, PriceRuleId
from askpro.domain.money import Money, Price
from askpro.testing.billing_strategies.chains import seconds
from askpro.testing.billing_strategies.prices import (
    BERLIN,
    allowances,
    any_models,
    bounded,
    graduated,
    graduated_percentages,
    instants,
    monotone_by_total,
    monotone_models,
    per_seconds,
    quantities,
    staged,
    timed_per_seconds,
    usages_of_a_period,
    volumes,
)
from askpro.testing.strategies import prices
from askpro.testing.world import NOON

AT = NOON


def charged(
    model: AnyModel, usages: Sequence[int], before: Used = NOTHING, at: datetime = AT
) -> list[Money]:
    """Each usage's amount, one after the other in one period."""
    amounts = []
    for quantity in usages:
        amounts.append(model.amount(quantity, at, before))
        before += Used(quantity, amounts[-1].cents)
    return amounts


def total(amounts: Sequence[Money]) -> int:
    return sum(amount.cents for amount in amounts)


@given(any_models(), quantities(5000), instants(), quantities(5000), st.integers(0, 10**6))
def test_10_a_rating_depends_on_nothing_but_its_inputs_and_survives_json(
    model: AnyModel, quantity: int, at: datetime, had: int, had_cents: int
) -> None:
    before = Used(had, had_cents)

    stored: AnyModel = loaded(dumped(model, AnyModel), AnyModel)  # type: ignore[arg-type]

    assert stored == model
    assert stored.amount(quantity, at, before) == model.amount(quantity, at, before)
    assert stored.billed(quantity, at, before) == model.billed(quantity, at, before)
    if not model.counts:
        assert model.amount(quantity, at) == model.amount(quantity, at, before)


@given(any_models(), instants(), quantities(2000), st.integers(0, 10**6))
def test_11_nothing_used_costs_nothing(
    model: AnyModel, at: datetime, had: int, had_cents: int
) -> None:
    assert model.amount(0, at, Used(had, had_cents)).cents == 0


@given(graduated() | graduated_percentages() | volumes())
def test_11_without_usage_only_the_flat_part_of_the_first_tier_is_due_where_that_is_agreed(
    model: Graduated | GraduatedPercentage | Volume,
) -> None:
    flat = model.tiers[0].flat if model.flat_at_zero else None

    assert model.standing_charge() == (flat.times(1) if flat else Money(0))


@given(monotone_models() | allowances(monotone_models()), quantities(), instants(), quantities())
def test_11_a_quantity_never_costs_less_than_nothing(
    model: AnyModel, quantity: int, at: datetime, had: int
) -> None:
    assert model.amount(quantity, at, Used(had)).cents >= 0


@given(monotone_models() | allowances(monotone_models()), quantities(), quantities(), instants())
def test_12_more_never_costs_less(model: AnyModel, one: int, other: int, at: datetime) -> None:
    less, more = sorted((one, other))

    assert model.amount(less, at) <= model.amount(more, at)


@given(monotone_by_total(), quantities(), quantities())
def test_12_a_greater_total_is_never_less_due(model: ByTotal, one: int, other: int) -> None:
    less, more = sorted((one, other))

    assert model.due(less) <= model.due(more)


def test_12_volume_is_the_exception_and_falls_at_a_border() -> None:
    model = Volume((Tier(100, Price.parse("2"), Price.parse("10")), Tier(None, Price.parse("1"))))

    assert (model.due(100).cents, model.due(101).cents) == (21_000, 10_100)
    assert model.amount(1, None, Used(100)).cents == -10_900


@given(monotone_by_total() | volumes(), usages_of_a_period(), quantities())
def test_13_graduated_and_package_are_split_invariant(
    model: Graduated | Package | GraduatedPercentage | Volume, usages: list[int], had: int
) -> None:
    amounts = charged(model, usages, Used(had))

    assert total(amounts) == (model.due(had + sum(usages)) - model.due(had)).cents


def test_13_crossing_three_tiers_in_two_usages_comes_to_the_sum_of_the_period() -> None:
    nothing, ten, five = Price(0), Price.parse("10"), Price.parse("5")
    model = Graduated(
        (
            Tier(5, nothing, Price.parse("100")),
            Tier(10, nothing, Price.parse("50")),
            Tier(15, ten),
            Tier(None, five),
        )
    )

    assert [amount.cents for amount in charged(model, [12, 10])] == [17_000, 6_500]
    assert [amount.cents for amount in charged(model, [17, 5])] == [21_000, 2_500]


@given(
    monotone_by_total() | volumes() | allowances(monotone_by_total()),
    usages_of_a_period(),
    st.randoms(use_true_random=False),
)
def test_14_the_order_of_a_period_changes_no_total(
    model: AnyModel, usages: list[int], random: Random
) -> None:
    shuffled = usages.copy()
    random.shuffle(shuffled)

    assert total(charged(model, usages)) == total(charged(model, shuffled))


@given(prices(), st.integers(0, 20_000), usages_of_a_period(), st.randoms(use_true_random=False))
def test_14_a_most_is_reached_in_any_order(
    price: Price, most: int, usages: list[int], random: Random
) -> None:
    model = Bounded(PerSecond(price, 6, 30), maximum=Money(most))
    shuffled = usages.copy()
    random.shuffle(shuffled)

    uncapped = total(charged(model.inner, usages))
    assert total(charged(model, usages)) == min(uncapped, most)
    assert total(charged(model, shuffled)) == min(uncapped, most)


@given(monotone_by_total(), usages_of_a_period(), st.integers(0, 11), quantities(400))
def test_14_a_late_arrival_changes_who_pays_what_and_conserves_the_sum(
    model: Graduated | Package | GraduatedPercentage, usages: list[int], place: int, late: int
) -> None:
    in_time = [*usages[:place], late, *usages[place:]]

    as_it_came = charged(model, [*usages, late])
    as_it_happened = charged(model, in_time)

    assert total(as_it_came) == total(as_it_happened)
    assert model.still_due(sum(in_time), model.due(sum(usages))) == as_it_came[-1]


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


SELLER, BUYER = OrganisationId(UUID(int=1)), OrganisationId(UUID(int=2))


def versions(starts: Sequence[int]) -> list[PriceRule]:
    """One version after the other, each until the next begins."""
    ends = [*starts[1:], None]
    return [
        PriceRule(
            PriceRuleId(UUID(int=100 + number)),
            CALL_SECOND,
            SELLER,
            None,
            NOON + timedelta(minutes=start),
            Flat(Price(number)),
            valid_until=None if end is None else NOON + timedelta(minutes=end),
            version=number,
        )
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
    ]


starts = st.lists(st.integers(0, 100), unique=True, min_size=1, max_size=6).map(sorted)


@given(starts, st.integers(0, 120))
def test_18_exactly_one_version_prices_each_instant(starts: list[int], minute: int) -> None:
    assume(minute >= starts[0])
    rules = versions(starts)

    found = rules_in_force(rules, SELLER, BUYER, NOON + timedelta(minutes=minute))

    assert [rule.version for rule in found] == [sum(start <= minute for start in starts)]


@given(starts, st.integers(1, 50))
def test_18_the_first_instant_belongs_to_the_new_version(starts: list[int], number: int) -> None:
    rules = versions(starts)
    rule = rules[number % len(rules)]

    (at_once,) = rules_in_force(rules, SELLER, BUYER, rule.valid_from)
    just_before = rules_in_force(rules, SELLER, BUYER, rule.valid_from - timedelta(microseconds=1))

    assert at_once == rule
    assert rule not in just_before


@given(starts, st.integers(0, 100), st.integers(1, 50))
def test_18_a_future_version_changes_nothing_before_it(
    starts: list[int], minute: int, later: int
) -> None:
    at = NOON + timedelta(minutes=minute)
    start = max(minute, starts[-1]) + later
    rules = versions(starts)

    more = versions([*starts, start])

    before, after = (rules_in_force(found, SELLER, BUYER, at) for found in (rules, more))
    assert [rule.id for rule in before] == [rule.id for rule in after]
    assert [rule.amount(60) for rule in before] == [rule.amount(60) for rule in after]


months = st.dates(date(2023, 1, 1), date(2028, 12, 31)).map(Period.month_of)
fees = st.integers(-(10**6), 10**7).map(Money)


@given(fees, months, st.lists(st.integers(0, 31), max_size=5).map(sorted))
def test_19_the_days_of_a_period_sum_to_its_fee(
    fee: Money, month: Period, places: list[int]
) -> None:
    cuts = [month.first + timedelta(days=min(place, month.days)) for place in places]

    parts = by_days(fee, month, cuts)

    assert Money.total(parts) == fee
    _check_shares(fee, parts, [(cut - month.first).days for cut in cuts], month.days)


@given(fees, months, st.lists(st.floats(0, 1), max_size=5).map(sorted))
def test_19_the_seconds_of_a_period_sum_to_its_fee_through_both_clock_changes(
    fee: Money, month: Period, places: list[float]
) -> None:
    whole = month.interval(BERLIN)
    seconds = int(whole.length.total_seconds())
    cuts = [int(seconds * place) for place in places]

    parts = by_seconds(fee, whole, [whole.start + timedelta(seconds=cut) for cut in cuts])

    hours = {3: 743, 10: 745}.get(month.first.month, month.days * 24)
    assert seconds == hours * 3600
    assert Money.total(parts) == fee
    _check_shares(fee, parts, cuts, seconds)


def _check_shares(fee: Money, parts: Sequence[Money], cuts: Sequence[int], whole: int) -> None:
    for part, (start, end) in zip(parts, pairwise((0, *cuts, whole)), strict=True):
        assert abs(part.cents - Fraction(fee.cents * (end - start), whole)) <= 1


@pytest.mark.parametrize(("year", "days"), [(2023, 28), (2024, 29), (2028, 29)])
def test_19_the_denominator_is_the_whole_period_in_leap_years_too(year: int, days: int) -> None:
    february = Period.month_of(date(year, 2, 14))

    assert february.days == days
    assert prorated(Money(days * 100), february.days_from(date(year, 2, 15)), days).cents == (
        (days - 14) * 100
    )
