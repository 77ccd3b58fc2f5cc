from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.booking.timetable.pace import Pace
from askpro.domain.booking.timetable.spans import Span

DAY = datetime(2026, 6, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
UTC_ZONE = ZoneInfo("UTC")


def span(start: str, end: str) -> Span:
    (first_hour, first_minute), (last_hour, last_minute) = (
        map(int, clock.split(":")) for clock in (start, end)
    )
    return DAY + timedelta(hours=first_hour, minutes=first_minute), DAY + timedelta(
        hours=last_hour, minutes=last_minute
    )


def shown(pace: Pace, *spans: Span, length: int = 60, zone: ZoneInfo = UTC_ZONE) -> list[str]:
    return [f"{start:%H:%M}" for start in pace.starts(spans, length * MINUTE, zone)]


def test_the_grid_begins_anew_after_each_busy_time() -> None:
    found = shown(Pace(60), span("09:00", "10:00"), span("10:20", "13:00"))

    assert found == ["09:00", "11:00", "12:00"]


def test_a_start_that_has_not_run_out_keeps_its_grid_over_a_short_busy_time() -> None:
    found = shown(Pace(45), span("09:00", "09:20"), span("09:30", "12:00"), length=15)

    assert found == ["09:00", "09:45", "10:30", "11:15"]


def test_the_offset_is_added_to_the_first_start_and_to_each_step() -> None:
    assert shown(Pace(25, 5), span("09:00", "11:00"), length=25) == [
        "09:05",
        "09:35",
        "10:05",
        "10:35",
    ]


def test_half_hour_zones_round_by_their_own_clock() -> None:
    found = shown(Pace(60), span("09:00", "12:00"), zone=ZoneInfo("Asia/Kolkata"))

    assert found == ["09:30", "10:30"]


@pytest.mark.parametrize(
    ("stretch", "plain", "fitted"),
    [
        (span("09:05", "11:55"), ["10:00"], ["09:15", "10:15"]),
        (span("09:05", "12:00"), ["10:00", "11:00"], ["10:00", "11:00"]),
        (span("09:57", "11:57"), ["10:00"], ["09:57", "10:57"]),
        (span("09:00", "11:50"), ["09:00", "10:00"], ["09:00", "10:00"]),
    ],
)
def test_fitted_rounds_only_as_far_as_there_is_time_to_spare(
    stretch: Span, plain: list[str], fitted: list[str]
) -> None:
    assert shown(Pace(60), stretch) == plain
    assert shown(Pace(60, fitted=True), stretch) == fitted


def test_a_start_within_the_minute_that_has_begun_is_not_offered() -> None:
    late = (DAY + timedelta(hours=9, seconds=30), DAY + timedelta(hours=12))

    assert [f"{start:%H:%M}" for start in Pace(60).starts([late], 60 * MINUTE, UTC_ZONE)] == [
        "10:00",
        "11:00",
    ]


stretches = st.lists(
    st.tuples(st.integers(0, 1000), st.integers(1, 300)).map(
        lambda edges: (DAY + edges[0] * MINUTE, DAY + (edges[0] + edges[1]) * MINUTE)
    ),
    max_size=6,
)
paces = st.builds(
    Pace, st.sampled_from([5, 8, 15, 20, 30, 45, 50, 60]), st.integers(0, 10), st.booleans()
)


@given(paces, stretches, st.integers(5, 90))
def test_each_start_fits_into_one_stretch(pace: Pace, spans: list[Span], length: int) -> None:
    for start in pace.starts(spans, length * MINUTE, UTC_ZONE):
        assert any(first <= start and start + length * MINUTE <= last for first, last in spans)


@given(paces, stretches, st.integers(5, 90))
def test_no_stretch_with_room_is_left_empty(pace: Pace, spans: list[Span], length: int) -> None:
    starts = pace.starts(spans, length * MINUTE, UTC_ZONE)
    rounding = pace.interval_minutes + pace.frequency_minutes + 2 * pace.offset_minutes

    for first, last in spans:
        if last - first >= (length + rounding) * MINUTE:
            assert any(first <= start < last for start in starts)


@given(paces, stretches.filter(lambda spans: len(spans) == 1), st.integers(5, 90))
def test_in_one_stretch_starts_follow_by_the_frequency_until_nothing_fits(
    pace: Pace, spans: list[Span], length: int
) -> None:
    starts = pace.starts(spans, length * MINUTE, UTC_ZONE)

    step = (pace.frequency_minutes + pace.offset_minutes) * MINUTE
    assert {after - before for before, after in pairwise(starts)} <= {step}
    if starts:
        assert starts[-1] + step + length * MINUTE > spans[0][1]


@given(paces, stretches, st.integers(5, 90), st.randoms())
def test_the_order_of_the_stretches_changes_nothing(
    pace: Pace, spans: list[Span], length: int, random: Random
) -> None:
    shuffled = sorted(spans, key=lambda _: random.random())

    starts = pace.starts(shuffled, length * MINUTE, UTC_ZONE)

    assert starts == pace.starts(spans, length * MINUTE, UTC_ZONE)
