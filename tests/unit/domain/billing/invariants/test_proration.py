"""Invariant 19: the parts of a period's fee."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.proration import Period, by_days, by_seconds, prorated
from askpro.domain.money import Money
from askpro.testing.billing_strategies.prices import (
    BERLIN,
)

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
