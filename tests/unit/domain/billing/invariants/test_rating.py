"""Invariants 10 to 14 and 18: how usages become amounts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from hypothesis import assume, given
from hypothesis import strategies as st

from askpro.adapters.sql.stored_json import dumped, loaded
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import (
    AnyModel,
    Bounded,
    ByTotal,
    Flat,
    Graduated,
    GraduatedPercentage,
    Package,
    PerSecond,
    Tier,
    Volume,
)
from askpro.domain.billing.price_book import PriceRule, rules_in_force
from askpro.domain.billing.used import Used
from askpro.domain.ids import OrganisationId, PriceRuleId
from askpro.domain.money import Money, Price
from askpro.testing.billing_strategies.prices import (
    allowances,
    any_models,
    graduated,
    graduated_percentages,
    instants,
    monotone_by_total,
    monotone_models,
    quantities,
    usages_of_a_period,
    volumes,
)
from askpro.testing.strategies import prices
from askpro.testing.world import NOON
from tests.unit.domain.billing.invariants.periods import charged, total


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
