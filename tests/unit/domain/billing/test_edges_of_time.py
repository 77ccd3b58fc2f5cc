"""Small figures at the edges of months and of parts of them."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from askpro.domain.billing.closing import Closing
from askpro.domain.billing.proration import Period, by_days, by_seconds
from askpro.domain.moment import Interval
from askpro.domain.money import Money
from askpro.testing.world import BERLIN, NOON

NOVEMBER = Period.month_of(date(2026, 11, 23))
MICROSECOND = timedelta(microseconds=1)


def test_every_month_is_followed_by_the_next_one() -> None:
    months = [f"{year}-{month:02d}" for year in (2026, 2027) for month in range(1, 13)]

    for month, following in pairwise(months):
        assert Closing(closed_until=month).next_period == following


def test_closing_a_closed_month_again_changes_nothing() -> None:
    closed = Closing(closed_until="2026-10")

    assert closed.close("2026-10", NOON) == closed
    assert closed.close("2026-09", NOON) == closed


def test_a_month_lasts_from_its_first_local_midnight_to_the_next_ones() -> None:
    span = NOVEMBER.interval(BERLIN)

    assert (NOVEMBER.first, NOVEMBER.end) == (date(2026, 11, 1), date(2026, 12, 1))
    assert span.start == datetime(2026, 10, 31, 23, tzinfo=UTC)
    assert span.end == datetime(2026, 11, 30, 23, tzinfo=UTC)


def test_a_period_has_a_day_at_least() -> None:
    day = date(2026, 11, 1)

    assert Period(day, date(2026, 11, 2)).days == 1
    for end in (day, date(2026, 10, 31)):
        with pytest.raises(ValueError, match="is not after"):
            Period(day, end)


def test_a_fee_that_is_not_cut_stays_whole() -> None:
    fee = Money(1001)

    assert by_days(fee, NOVEMBER) == (fee,)
    assert by_seconds(fee, NOVEMBER.interval(BERLIN)) == (fee,)


def test_a_part_is_exact_to_the_microsecond() -> None:
    whole = Interval(NOON, NOON + 3 * MICROSECOND)

    parts = by_seconds(Money(3), whole, [NOON + MICROSECOND])

    assert parts == (Money(1), Money(2))


@pytest.mark.parametrize(
    "days",
    [[date(2026, 11, 9), date(2026, 11, 8)], [date(2026, 10, 31)], [date(2026, 12, 2)]],
)
def test_cuts_ascend_within_their_period(days: list[date]) -> None:
    with pytest.raises(AssertionError):
        by_days(Money(100), NOVEMBER, days)
