"""Money neither appears nor disappears, and rounds the same way forth and back."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.money import Currency, Money, NotAPrice, Price, half_up

whole = st.integers(-(10**15), 10**15)
amounts = st.builds(Money, whole, st.sampled_from(Currency))
euros = st.builds(Money, whole)
weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=20).filter(any)
prices = st.builds(Price, st.integers(1 - 10**18, 10**18 - 1), st.sampled_from(Currency))


@given(whole, st.integers(1, 10**9))
def test_rounding_is_to_the_nearest_with_halves_away_from_zero(top: int, bottom: int) -> None:
    exact = Fraction(top, bottom)

    rounded = half_up(top, bottom)

    assert abs(rounded - exact) <= Fraction(1, 2)
    if abs(rounded - exact) == Fraction(1, 2):
        assert abs(rounded) > abs(exact)


@given(whole, st.integers(1, 10**9))
def test_rounding_a_reversal_mirrors_its_charge(top: int, bottom: int) -> None:
    assert half_up(-top, bottom) == -half_up(top, bottom)


@pytest.mark.parametrize(
    ("top", "bottom", "rounded"),
    [(0, 3, 0), (1, 2, 1), (-1, 2, -1), (3, 2, 2), (-3, 2, -2), (1, 3, 0), (2, 3, 1), (-2, 3, -1)],
)
def test_halves_and_thirds_round_as_on_paper(top: int, bottom: int, rounded: int) -> None:
    assert half_up(top, bottom) == rounded


@pytest.mark.parametrize("bottom", [0, -1])
def test_there_is_no_rounding_over_nothing(bottom: int) -> None:
    with pytest.raises(AssertionError):
        half_up(1, bottom)


@given(amounts, weights)
def test_the_parts_are_exactly_the_whole(amount: Money, weights: list[int]) -> None:
    parts = amount.split(weights)

    assert len(parts) == len(weights)
    assert Money.total(parts, amount.currency) == amount


@given(amounts, weights)
def test_each_part_is_less_than_a_cent_from_its_share(amount: Money, weights: list[int]) -> None:
    for part, weight in zip(amount.split(weights), weights, strict=True):
        exact = Fraction(amount.cents * weight, sum(weights))

        assert abs(part.cents - exact) < 1


@given(amounts, weights)
def test_who_weighs_nothing_gets_nothing(amount: Money, weights: list[int]) -> None:
    parts = amount.split([0, *weights, 0])

    assert not parts[0]
    assert not parts[-1]
    assert parts[1:-1] == amount.split(weights)


@given(amounts, weights)
def test_splitting_a_refund_mirrors_splitting_the_charge(amount: Money, weights: list[int]) -> None:
    assert (-amount).split(weights) == tuple(-part for part in amount.split(weights))


@given(amounts, weights)
def test_a_greater_weight_never_gets_less(amount: Money, weights: list[int]) -> None:
    parts = amount.split(sorted(weights))
    sizes = [abs(part.cents) for part in parts]
    by_weight = zip(sorted(weights), sizes, strict=True)

    for (lighter, small), (heavier, large) in pairwise(by_weight):
        assert lighter == heavier or small <= large


@pytest.mark.parametrize(
    ("cents", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (5, [3, 7], [2, 3]),  # 1.5 and 3.5: the tie goes to the earlier
        (1, [0, 1], [0, 1]),
        (10, [1], [10]),
        (0, [1, 2], [0, 0]),
    ],
)
def test_splits_one_can_check_by_hand(cents: int, weights: list[int], parts: list[int]) -> None:
    assert [part.cents for part in Money(cents).split(weights)] == parts


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_weights_that_share_nothing_out_are_our_mistake(weights: list[int]) -> None:
    with pytest.raises(AssertionError):
        Money(1).split(weights)


@given(euros, euros, euros)
def test_money_adds_up_like_numbers(one: Money, two: Money, three: Money) -> None:
    assert one + two == two + one
    assert (one + two) + three == one + (two + three)
    assert one - two == one + -two
    assert not one - one
    assert Money.total([one, two, three]) == one + two + three


@given(euros, euros)
def test_money_is_ordered_by_its_cents(one: Money, other: Money) -> None:
    assert (one < other) == (one.cents < other.cents)
    assert (one >= other) == (one.cents >= other.cents)
    assert max(one, other).cents == max(one.cents, other.cents)


def test_currencies_do_not_mix() -> None:
    euro, franc = Money(1), Money(1, Currency.CHF)

    assert euro != franc
    with pytest.raises(AssertionError):
        _ = euro + franc
    with pytest.raises(AssertionError):
        _ = euro - franc
    with pytest.raises(AssertionError):
        _ = euro < franc
    with pytest.raises(AssertionError):
        Money.total([franc])


@pytest.mark.parametrize("cents", [1.0, "1", True, None])
def test_only_a_whole_number_is_an_amount(cents: object) -> None:
    with pytest.raises(TypeError):
        Money(cents)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Price(cents)  # type: ignore[arg-type]


@pytest.mark.parametrize("currency", ["EUR", None])
def test_a_currency_is_no_text(currency: object) -> None:
    with pytest.raises(TypeError):
        Money(1, currency)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cents", "shown"), [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (123456, "1234.56")]
)
def test_an_amount_shows_its_sign_once(cents: int, shown: str) -> None:
    assert str(Money(cents, Currency.CHF)) == f"{shown} CHF"


@given(prices)
def test_a_price_survives_being_written_and_read(price: Price) -> None:
    number, _, _ = str(price).partition(" ")

    assert Price.parse(number, price.currency) == price


@pytest.mark.parametrize(
    ("text", "millionths", "shown"),
    [
        ("0.40", 400_000, "0.40"),
        ("-0.40", -400_000, "-0.40"),
        ("39.0000", 39_000_000, "39.00"),
        ("10.333333", 10_333_333, "10.333333"),
        ("0.0006", 600, "0.0006"),
        ("007", 7_000_000, "7.00"),
        ("-0", 0, "0.00"),
        ("999999999999.999999", 10**18 - 1, "999999999999.999999"),
    ],
)
def test_a_price_is_read_exactly(text: str, millionths: int, shown: str) -> None:
    price = Price.parse(text)

    assert price == Price(millionths)
    assert str(price) == f"{shown} EUR"


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", ".", "1.", ".5", "0,40", "+1", "1 ", "1_000", "1e3", "0x10", "--1", "1.2.3",
        "NaN", "sNaN", "Infinity", "1e999999999", "0.1234567", "0.4000000", "٤", "1\n",
        "0.40000000000000000000000000000001",  # Decimal rounds the 28th digit away in silence
        "1000000000000",
    ],
)  # fmt: skip
def test_what_is_no_price_is_refused(text: str) -> None:
    with pytest.raises(NotAPrice) as refusal:
        Price.parse(text)

    assert refusal.value.text == text


@given(prices, st.integers(0, 10**6), st.integers(1, 3600))
def test_a_price_is_rounded_once_and_half_up(price: Price, quantity: int, per: int) -> None:
    exact = Fraction(price.millionths * quantity, price.currency.millionths_per_cent * per)

    amount = price.times(quantity, per)

    assert amount.currency is price.currency
    assert abs(amount.cents - exact) <= Fraction(1, 2)
    assert price.times(-quantity, per) == -amount


@pytest.mark.parametrize(
    ("price", "seconds", "cents"),
    [("0.42", 112, 78), ("0.10", 90, 15), ("0.10", 0, 0), ("0.10", 3, 1), ("0.10", 2, 0)],
)
def test_a_price_per_minute_on_seconds(price: str, seconds: int, cents: int) -> None:
    assert Price.parse(price).times(seconds, per=60).cents == cents
