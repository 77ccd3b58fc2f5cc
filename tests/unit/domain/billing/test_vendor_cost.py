"""What a vendor charges, in our books."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.ledger import Account, Purpose
from askpro.domain.billing.vendor_cost import (
    Alarm,
    Book,
    ExchangeRate,
    NoExchangeRate,
    NotACost,
    Odd,
    PlausibleBand,
    VendorAmount,
    judge,
    post_vendor_cost,
    rate_on,
)
from askpro.domain.ids import OrganisationId, TransactionId
from askpro.domain.money import Currency, Money, NotAPrice, Price
from askpro.testing.world import NOON, some_id

USD, EUR = Currency.USD, Currency.EUR
MONDAY = date(2026, 11, 23)
PLATFORM = OrganisationId(some_id())


def rate(text: str, day: date = MONDAY) -> ExchangeRate:
    return ExchangeRate.parse(text, USD, EUR, day, "ECB")


def us_cents(text: str) -> VendorAmount:
    return VendorAmount.in_cents(text, USD)


@pytest.mark.parametrize(
    ("cost", "text", "cents"),
    [("34.45", "0.92", 32), ("34.45", "1", 34), ("34.5", "1", 35), ("0.5", "1", 1),
     ("0.4999", "1", 0), ("0", "0.92", 0), ("3445", "0.92", 3169)],
)  # fmt: skip
def test_a_cost_is_rounded_once_half_up(cost: str, text: str, cents: int) -> None:
    assert rate(text).convert(us_cents(cost)) == Money(cents)


def test_cents_and_dollars_are_different_types_of_number() -> None:
    assert str(us_cents("34.45")) == "0.3445 USD"
    assert str(VendorAmount.in_main_unit("34.45", USD)) == "34.45 USD"
    assert str(VendorAmount.in_main_unit("34", EUR)) == "34 EUR"
    assert str(us_cents("0.333333")) == "0.00333333 USD"


def test_a_third_of_a_cent_three_times_is_a_cent_and_its_tiers_sum_exactly() -> None:
    each = us_cents("0.333333")

    together = rate("1").convert(each + each + each)

    assert together == Money(1)
    assert rate("1").convert(each) == Money(0)
    assert sum(part.cents for part in together.split([1, 1, 1])) == 1


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 8)), min_size=1, max_size=5))
def test_costs_add_up_exactly_whatever_their_places(parts: list[tuple[int, int]]) -> None:
    costs = [VendorAmount(units, places, USD) for units, places in parts]

    whole = costs[0]
    for cost in costs[1:]:
        whole += cost

    exact = sum(units * 10 ** (8 - places) for units, places in parts)
    assert whole.units * 10 ** (8 - whole.places) == exact


@pytest.mark.parametrize("text", ["", "-1", "1e3", "1,5", "NaN", "1.", ".5", "٣", "1_0"])
def test_what_is_no_cost_is_refused(text: str) -> None:
    with pytest.raises(NotACost):
        us_cents(text)


@pytest.mark.parametrize("text", ["0", "-1"])
def test_a_rate_is_above_nothing(text: str) -> None:
    with pytest.raises(ValueError, match="millionths"):
        rate(text)
    with pytest.raises(NotAPrice):
        rate("x")


def test_the_youngest_rate_up_to_the_day_counts() -> None:
    friday, sunday = MONDAY - timedelta(days=3), MONDAY - timedelta(days=1)
    rates = [rate("0.93"), rate("0.91", friday - timedelta(days=1)), rate("0.92", friday)]

    assert rate_on(sunday, rates, USD, EUR).millionths == 920_000
    assert rate_on(MONDAY, rates, USD, EUR).millionths == 930_000
    assert rate_on(MONDAY + timedelta(days=7), rates, USD, EUR).day == MONDAY
    for day in (MONDAY + timedelta(days=8), friday - timedelta(days=2)):
        with pytest.raises(NoExchangeRate):
            rate_on(day, rates, USD, EUR)
    with pytest.raises(NoExchangeRate):
        rate_on(MONDAY, rates, Currency.GBP, EUR)


def test_the_books_own_currency_needs_no_rate() -> None:
    same = rate_on(MONDAY, [], EUR, EUR)

    assert same.convert(VendorAmount.in_cents("34.45", EUR)) == Money(34)


BAND = PlausibleBand(Price.parse("0.05", USD), Price.parse("0.40", USD))


@pytest.mark.parametrize(
    ("cost", "seconds", "reason"),
    [("34.45", 180, None), ("3445", 180, Odd.TOO_HIGH), ("0.3445", 180, Odd.TOO_LOW),
     ("120", 180, None), ("120.01", 180, Odd.TOO_HIGH), ("15", 180, None),
     ("14.99", 180, Odd.TOO_LOW), ("40", 2, None), ("40.01", 2, Odd.TOO_HIGH), ("0", 0, None),
     ("40", 61, None), ("40.67", 61, Odd.TOO_HIGH)],
)  # fmt: skip
def test_what_is_outside_the_band_raises_an_alarm(
    cost: str, seconds: int, reason: Odd | None
) -> None:
    amount = us_cents(cost)

    answer = judge(amount, seconds, BAND)

    assert answer == (Book(amount) if reason is None else Alarm(amount, reason))


def test_a_cost_in_another_currency_is_not_judged_by_this_band() -> None:
    amount = VendorAmount.in_cents("34.45", EUR)

    assert judge(amount, 180, BAND) == Alarm(amount, Odd.OTHER_CURRENCY)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=6))
def test_the_books_show_the_last_true_cost_however_often_it_changes(costs: list[int]) -> None:
    booked, number, keys = None, 0, set[str]()
    for cents in costs:
        posted = post_vendor_cost(
            "call:1",
            Money(cents),
            booked,
            owner_id=PLATFORM,
            number=number,
            id=TransactionId(some_id()),
            occurred_at=NOON,
            now=NOON,
        )
        shown = booked or Money(0)
        if posted is not None:
            moved = {entry.account: entry.cents for entry in posted.entries}
            assert moved[Account(PLATFORM, Purpose.VENDOR_PAYABLE)] == cents - shown.cents
            assert moved[Account(PLATFORM, Purpose.VENDOR_COST)] == shown.cents - cents
            assert posted.source_key not in keys
            keys.add(posted.source_key)
            booked, number = Money(cents), number + 1
        assert (booked or Money(0)) == Money(cents)
