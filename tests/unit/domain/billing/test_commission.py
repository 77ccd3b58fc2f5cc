"""What an agent earns."""

from datetime import UTC, datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.commission import MILLION, Agreement, Band, NotARate, period_of
from askpro.domain.ids import AgreementId
from askpro.testing.billing_strategies.chains import agreements
from askpro.testing.world import some_id

BASES = st.integers(0, 200_000)
SALES = st.lists(st.integers(0, 5_000), max_size=40)


def test_a_thousand_charges_of_42_cents_earn_105_euros() -> None:
    agreement = Agreement.flat("25")

    rises = [agreement.rise(42 * sold, 42) for sold in range(1000)]

    assert sum(rises) == 10_500
    assert set(rises) == {10, 11}


def test_rates_rise_in_marginal_bands() -> None:
    bands = (Band(0, 250_000), Band(1_000_000, 275_000), Band(5_000_000, 300_000))
    agreement = Agreement(AgreementId(some_id()), bands)

    assert agreement.entitlement(1_000_000) == 250_000
    assert agreement.entitlement(1_000_100) == 250_027
    assert agreement.entitlement(6_000_000) == 250_000 + 1_100_000 + 300_000


@given(agreements(), BASES, BASES)
def test_more_base_never_means_less_commission(agreement: Agreement, one: int, other: int) -> None:
    less, more = sorted((one, other))

    assert 0 <= agreement.entitlement(less) <= agreement.entitlement(more) <= more


@given(agreements())
def test_crossing_a_band_is_continuous(agreement: Agreement) -> None:
    for band in agreement.bands:
        if band.from_cents:
            step = agreement.rise(band.from_cents - 1, 1), agreement.rise(band.from_cents, 1)
            assert max(step) <= 1


@given(agreements(), SALES, st.randoms())
def test_the_periods_commission_is_the_same_in_any_order(
    agreement: Agreement, sales: list[int], random: Random
) -> None:
    def earned(ordered: list[int]) -> int:
        return sum(
            agreement.rise(sum(ordered[:number]), base) for number, base in enumerate(ordered)
        )

    shuffled = random.sample(sales, len(sales))

    assert earned(sales) == earned(shuffled) == agreement.entitlement(sum(sales))


@given(agreements(), BASES, st.integers(0, 5_000))
def test_a_refund_takes_back_exactly_what_it_earned(
    agreement: Agreement, before: int, base: int
) -> None:
    earned = agreement.rise(before, base)

    assert agreement.rise(before + base, -base) == -earned
    assert agreement.rise(base, -base) == -agreement.entitlement(base)


@given(st.integers(0, MILLION), BASES)
def test_a_flat_rate_is_floored_once(rate: int, base: int) -> None:
    agreement = Agreement(AgreementId(some_id()), (Band(0, rate),))

    assert agreement.entitlement(base) == base * rate // MILLION


@pytest.mark.parametrize(
    "text", ["", "x", "-1", "100.0001", "27.50001", "NaN", "Infinity", "1e999"]
)
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(NotARate):
        Agreement.flat(text)


@pytest.mark.parametrize(
    "bands", [(), (Band(1, 0),), (Band(0, 0), Band(0, 1)), (Band(0, 0), Band(5, 0), Band(4, 0))]
)
def test_bands_begin_at_nothing_and_ascend(bands: tuple[Band, ...]) -> None:
    with pytest.raises(ValueError, match=r"ascend|begins"):
        Agreement(AgreementId(some_id()), bands)


def test_a_period_is_the_local_month() -> None:
    last_evening = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)

    assert period_of(last_evening, ZoneInfo("Europe/Berlin")) == "2026-11"
    assert period_of(last_evening, ZoneInfo("UTC")) == "2026-10"
