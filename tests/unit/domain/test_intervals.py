"""Intervals do what sets of minutes do."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.moment import Interval, common, merged, without

MIDNIGHT = datetime(2026, 3, 29, tzinfo=UTC)
LAST_MINUTE = 90


def between(start: int, end: int) -> Interval:
    """From one minute after midnight to another."""
    return Interval(MIDNIGHT + timedelta(minutes=start), MIDNIGHT + timedelta(minutes=end))


def minutes(intervals: Iterable[Interval]) -> set[int]:
    """The model: the minutes that begin within an interval."""
    starts = (MIDNIGHT + timedelta(minutes=minute) for minute in range(LAST_MINUTE))
    intervals = tuple(intervals)
    return {
        minute
        for minute, start in enumerate(starts)
        if any(interval.start <= start < interval.end for interval in intervals)
    }


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    start = draw(st.integers(0, LAST_MINUTE - 1))
    return between(start, draw(st.integers(start + 1, LAST_MINUTE)))


several = st.lists(intervals(), max_size=8)


def in_one_form(result: tuple[Interval, ...]) -> bool:
    """Ascending, and neither overlapping nor touching."""
    return all(earlier.end < later.start for earlier, later in pairwise(result))


@given(several)
def test_joining_keeps_every_minute_in_one_form(some: list[Interval]) -> None:
    joined = merged(some)

    assert minutes(joined) == minutes(some)
    assert in_one_form(joined)
    assert merged(reversed(some)) == joined
    assert merged(joined) == joined


@given(several, several)
def test_what_two_have_in_common(left: list[Interval], right: list[Interval]) -> None:
    both = common(left, right)

    assert minutes(both) == minutes(left) & minutes(right)
    assert in_one_form(both)
    assert common(right, left) == both


@given(several, several)
def test_what_is_left_without_the_taken(whole: list[Interval], taken: list[Interval]) -> None:
    free = without(whole, taken)

    assert minutes(free) == minutes(whole) - minutes(taken)
    assert in_one_form(free)
    assert merged([*free, *common(whole, taken)]) == merged(whole)


@given(intervals(), intervals())
def test_two_intervals_beside_each_other(one: Interval, other: Interval) -> None:
    ours, theirs = minutes([one]), minutes([other])

    assert one.overlaps(other) == other.overlaps(one) == bool(ours & theirs)
    assert one.covers(other) == (ours >= theirs)


@given(intervals(), st.integers(0, 30), st.integers(0, 30))
def test_widening_adds_at_both_ends(interval: Interval, before: int, after: int) -> None:
    wide = interval.widened(timedelta(minutes=before), timedelta(minutes=after))

    assert wide.covers(interval)
    assert wide.length == interval.length + timedelta(minutes=before + after)
    assert wide.widened(-timedelta(minutes=before), -timedelta(minutes=after)) == interval


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5)])
def test_an_interval_lasts(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="is not after"):
        between(start, end)


def test_an_interval_over_the_night_of_the_jump_is_an_hour_shorter() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    night = Interval(
        datetime(2026, 3, 29, 0, tzinfo=berlin), datetime(2026, 3, 29, 6, tzinfo=berlin)
    )

    assert night.length == timedelta(hours=5)
    assert night.start.tzinfo is UTC
