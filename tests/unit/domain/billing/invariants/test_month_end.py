"""Invariant 19 at the end of a month: what is due because it ends, whole, once, however cut."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from askpro.domain.billing.charge import due
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.meter import BASE_FEE, SMS, Meter
from askpro.domain.billing.month_end import MonthEnd, month_end
from askpro.domain.billing.price import AnyModel, Bounded, ByTotal, Flat, Package, PerUnit
from askpro.domain.billing.price.bounds import standing_charge
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.proration import Period
from askpro.domain.billing.rating import Counter
from askpro.domain.billing.terms import Terms
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.ids import PriceRuleId
from askpro.domain.moment import Interval
from askpro.domain.money import Money, Price
from askpro.testing.billing_strategies.chains import TIERS, agreements
from askpro.testing.billing_strategies.prices import BERLIN, bounded, graduated, volumes
from tests.unit.domain.billing.invariants.periods import charged

PLATFORM, RESELLER, COMPANY = TIERS[:3]
EVER = datetime(2020, 1, 1, tzinfo=UTC)

months = st.dates(date(2023, 1, 1), date(2028, 12, 31)).map(
    lambda day: Period.month_of(day).interval(BERLIN)
)
cuts = st.lists(st.floats(0, 1), max_size=4).map(sorted)
prices = st.integers(0, 10**9).map(Price)
spends = st.builds(
    lambda price, least: Bounded(PerUnit(price), Money(least)), prices, st.integers(0, 10**6)
)
period_prices = st.one_of(
    st.tuples(st.just(BASE_FEE), prices.map(Flat)),
    st.tuples(st.just(SMS), st.one_of(spends, bounded(), graduated(), volumes())),
)


def rule(
    number: int, meter: Meter, model: AnyModel, since: datetime, until: datetime | None = None
) -> PriceRule:
    return PriceRule(
        PriceRuleId(UUID(int=number)), meter, PLATFORM, None, since, model, until, number
    )


def versions(
    meter: Meter, models: Sequence[AnyModel], borders: Sequence[datetime]
) -> list[PriceRule]:
    """One after the other, the first since ever, the last without end."""
    starts, ends = (EVER, *borders), (*borders, None)
    return [
        rule(number, meter, model, start, end)
        for number, (model, start, end) in enumerate(zip(models, starts, ends, strict=True), 1)
        if start != end
    ]


def places(month: Interval, shares: Iterable[float]) -> list[datetime]:
    return [
        month.start + timedelta(seconds=int(month.length.total_seconds() * at)) for at in shares
    ]


def ended(rules: Iterable[PriceRule], month: Interval, since: datetime | None = None) -> MonthEnd:
    return month_end((PLATFORM, COMPANY), rules, (), month, since)


def owed(end: MonthEnd, had: Used = NOTHING) -> int:
    used = dict.fromkeys(end.counters, had)
    return sum(rating.paid.cents for rating in end.rate({}, used))


@given(months, cuts, period_prices, st.builds(Used, st.integers(0, 999), st.integers(0, 10**6)))
def test_19_a_price_costs_a_month_the_same_however_it_is_cut_into_versions(
    month: Interval, shares: list[float], price: tuple[Meter, AnyModel], had: Used
) -> None:
    meter, model = price
    borders = places(month, shares)

    whole = ended([rule(1, meter, model, EVER)], month)
    cut = ended(versions(meter, [model] * (len(borders) + 1), borders), month)

    assert owed(cut, had) == owed(whole, had)
    if meter == BASE_FEE:
        assert owed(cut) == model.amount(1).cents


@given(months, st.floats(0, 1), prices, prices)
def test_19_two_fees_are_each_due_for_their_own_part_of_the_month(
    month: Interval, share: float, before: Price, after: Price
) -> None:
    [border] = places(month, [share])

    both = owed(ended(versions(BASE_FEE, [Flat(before), Flat(after)], [border]), month))

    part = Fraction(
        (border - month.start) // timedelta(seconds=1), int(month.length.total_seconds())
    )
    exact = before.times(1).cents * part + after.times(1).cents * (1 - part)
    assert abs(both - exact) <= 1


@given(months, months, prices, cuts)
def test_19_months_side_by_side_owe_each_its_own_fee(
    one: Interval, other: Interval, price: Price, shares: list[float]
) -> None:
    """A price that ends in one month is due until there, and in no later one."""
    assume(one.end <= other.start)
    [border, *_] = [*places(one, shares), one.end]
    fee = rule(1, BASE_FEE, Flat(price), EVER, border)

    assert owed(ended([fee], other)) == 0
    assert owed(ended([fee], one)) <= price.times(1).cents


@given(months, period_prices, st.lists(st.integers(0, 500), max_size=5), cuts)
def test_once_counted_nothing_more_is_missing(
    month: Interval, price: tuple[Meter, AnyModel], usages: list[int], shares: list[float]
) -> None:
    meter, model = price
    since = [None, *places(month, shares)][-1]
    assume(since is None or since < month.end)
    end = ended([rule(1, meter, model, EVER)], month, since)
    had = Used(sum(usages), sum(each.cents for each in charged(model, usages)))

    first = end.rate({}, dict.fromkeys(end.counters, had))
    more = [rating.counted().get(Counter(COMPANY, rating.meter), NOTHING) for rating in first]
    again = end.rate({}, {counter: sum(more, had) for counter in end.counters})

    standing = end.parts.get(meter, ())
    asked = sum(part.amount.cents for part in standing if part.cause.value != "least")
    assert all(rating.paid.cents >= 0 or asked < 0 for rating in first)
    assert all(rating.paid.cents == asked for rating in again)


@given(
    months, st.one_of(graduated(), volumes(), bounded()), st.lists(st.integers(0, 500), max_size=5)
)
def test_usages_and_month_end_come_to_what_the_total_costs_within_its_bounds(
    month: Interval, model: AnyModel, usages: list[int]
) -> None:
    end = ended([rule(1, SMS, model, EVER)], month)
    cents = sum(each.cents for each in charged(model, usages))

    whole = cents + owed(end, Used(sum(usages), cents))

    if isinstance(model, ByTotal):
        assert whole == model.due(sum(usages)).cents
    if isinstance(model, Bounded) and model.minimum is not None:
        assert whole >= model.minimum.cents
    if isinstance(model, Bounded) and model.maximum is not None:
        assert whole <= model.maximum.cents


@given(months, st.data(), prices)
def test_a_fee_is_its_sellers_and_its_agents_alone(
    month: Interval, data: st.DataObject, price: Price
) -> None:
    agreement = data.draw(agreements(7))
    before = data.draw(st.integers(0, 10**6))
    fee = attrs.evolve(rule(1, BASE_FEE, Flat(price), EVER), seller_id=RESELLER)
    terms = [Terms(RESELLER, EVER, agreement=agreement)]

    end = month_end((PLATFORM, RESELLER, COMPANY), [fee], terms, month)
    ratings = end.rate({agreement.id: before}, {})

    for rating in ratings:
        gains = rating.gains()
        assert sum(gain.cents for gain in gains.values()) == 0
        assert gains[RESELLER].cents == agreement.rise(before, rating.paid.cents)
        assert due([rating]) == {COMPANY: rating.paid.cents}
    assert end.agreements == (agreement.id,)


@given(months, prices, prices)
def test_each_tier_owes_its_own_seller_only(month: Interval, high: Price, low: Price) -> None:
    own = rule(1, BASE_FEE, Flat(low), EVER)
    sold = attrs.evolve(rule(2, BASE_FEE, Flat(high), EVER), seller_id=RESELLER)

    of_company = month_end((PLATFORM, RESELLER, COMPANY), [own, sold], (), month)
    of_reseller = month_end((PLATFORM, RESELLER), [own, sold], (), month)

    for end, price, buyer in ((of_company, high, COMPANY), (of_reseller, low, RESELLER)):
        for rating in end.rate({}, {}):
            assert due([rating]) == {buyer: price.times(1).cents}


def test_an_agent_owes_nothing_for_the_days_it_is_one() -> None:
    april = Period.month_of(date(2026, 4, 1)).interval(BERLIN)
    middle = april.start + timedelta(days=15)
    terms = [
        Terms(COMPANY, EVER, middle),
        Terms(COMPANY, middle, agreement=Agreement.flat("25")),
    ]

    end = month_end(
        (PLATFORM, COMPANY), [rule(1, BASE_FEE, Flat(Price.parse("30")), EVER)], terms, april
    )

    assert owed(end) == 1500


def test_who_came_in_the_middle_owes_from_there_and_who_came_later_nothing() -> None:
    april = Period.month_of(date(2026, 4, 1)).interval(BERLIN)
    least = rule(1, SMS, Bounded(PerUnit(Price.parse("1")), Money(10_000)), EVER)
    fee = rule(2, BASE_FEE, Flat(Price.parse("30")), EVER)

    assert owed(ended([least, fee], april, april.start + timedelta(days=15))) == 5000 + 1500
    assert ended([least, fee], april, april.end).parts == {}


def test_a_price_without_anything_for_the_month_asks_for_nothing() -> None:
    april = Period.month_of(date(2026, 4, 1)).interval(BERLIN)
    models = PerUnit(Price.parse("1")), Package(10, Price.parse("15"))

    for model in models:
        assert standing_charge(model) == Money(0)
        assert ended([rule(1, SMS, model, EVER)], april).parts == {}
