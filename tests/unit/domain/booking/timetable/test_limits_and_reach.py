from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.booking.timetable.limits import (
    Limits,
    day_around,
    month_around,
    week_around,
    year_around,
)
from askpro.domain.booking.timetable.reach import (
    Dates,
    Reach,
    Rolling,
    RollingBookable,
    is_business_day,
    reachable,
)
from askpro.domain.booking.timetable.spans import FOREVER
from askpro.domain.moment import local

BERLIN, TONGA = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Tongatapu")
NOON = datetime(2026, 6, 10, 10, tzinfo=UTC)
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
PERIODS = [
    ("per_day", day_around),
    ("per_week", week_around),
    ("per_month", month_around),
    ("per_year", year_around),
]


@given(days)
def test_each_date_lies_in_its_periods_and_the_next_one_begins_where_they_end(day: date) -> None:
    for _, around in PERIODS:
        first, following = around(day)
        assert first <= day < following
        assert around(following)[0] == following
    assert week_around(day)[0].isoweekday() == 7


@given(
    st.sampled_from(PERIODS),
    st.integers(0, 4),
    st.lists(st.integers(0, 400 * 24), max_size=8),
    st.sampled_from([BERLIN, TONGA]),
)
def test_a_period_is_full_exactly_when_one_more_is_too_much(
    period: tuple[str, object], limit: int, hours: list[int], zone: ZoneInfo
) -> None:
    name, around = period
    starts = [NOON + timedelta(hours=each) for each in hours]

    full = list(Limits(**{name: limit}).full([(start, 1) for start in starts], 1, zone))

    for start in starts:
        same = [
            other
            for other in starts
            if around(local(other, zone).date()) == around(local(start, zone).date())  # type: ignore[operator]
        ]
        blocked = any(first <= start < last for first, last in full)
        assert blocked == (len(same) + 1 > limit)
    assert (FOREVER in full) == (limit == 0)


def test_minutes_are_full_when_what_is_asked_for_no_longer_fits() -> None:
    limit, spent = Limits(per_day=120), [(NOON, 90)]

    assert list(limit.full(spent, 30, BERLIN)) == []
    assert len(list(limit.full(spent, 31, BERLIN))) == 1


def within(reach: Reach, zone: ZoneInfo = BERLIN) -> list[str]:
    found = reachable(reach, NOON, zone, is_business_day)
    return [f"{local(edge, BERLIN):%m-%d %H:%M}" for edge in found if edge not in FOREVER]


@pytest.mark.parametrize(
    ("reach", "edges"),
    [
        (None, []),
        (Rolling(2), ["06-13 00:00"]),
        (Rolling(3, business_days=True), ["06-16 00:00"]),
        (RollingBookable(4), ["06-16 00:00"]),
        (Dates(date(2026, 6, 12), date(2026, 6, 12), BERLIN), ["06-12 00:00", "06-13 00:00"]),
    ],
)
def test_how_far_ahead_may_be_booked(reach: Reach, edges: list[str]) -> None:
    assert within(reach) == edges


def test_days_roll_by_the_clock_of_whoever_asks_and_dates_by_the_places() -> None:
    assert within(Rolling(0), TONGA) == ["06-10 13:00"]
    assert within(Dates(date(2026, 6, 12), date(2026, 6, 12), BERLIN), TONGA) == [
        "06-12 00:00",
        "06-13 00:00",
    ]


def test_a_window_of_bookable_days_gives_up_after_two_months() -> None:
    first = date(2026, 6, 10)

    last = RollingBookable(1).last(first, lambda day: day > first + timedelta(days=61))

    assert last == first + timedelta(days=61)
    assert RollingBookable(2).last(first, lambda day: day == first) == first
