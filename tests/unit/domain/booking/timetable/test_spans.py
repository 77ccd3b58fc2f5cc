"""Stretches beside sets of minutes, which have no edges to get wrong."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.booking.timetable.spans import (
    Span,
    both,
    clipped,
    covers,
    joined,
    outside,
    separate,
    touches,
)
from askpro.domain.booking.timetable.team import FIXED, Role, team_time

START = datetime(2026, 6, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def span(first: int, length: int) -> Span:
    return START + first * MINUTE, START + (first + length) * MINUTE


def minutes(*spans: Span) -> set[int]:
    return {
        minute
        for start, end in spans
        for minute in range((start - START) // MINUTE, (end - START) // MINUTE)
    }


one = st.builds(span, st.integers(0, 60), st.integers(1, 30))
some = st.lists(one, max_size=6)


@given(some)
def test_joined_keeps_the_minutes_and_leaves_gaps_between(spans: list[Span]) -> None:
    whole = joined(spans)

    assert minutes(*whole) == minutes(*spans)
    assert all(before[1] < after[0] for before, after in pairwise(whole))


@given(some)
def test_separate_joins_nothing_and_loses_no_minute(spans: list[Span]) -> None:
    apart = separate(spans)

    assert set(apart) <= set(spans)
    assert minutes(*apart) == minutes(*spans)
    assert [end for _, end in apart] == sorted({end for _, end in apart})


@given(some, some)
def test_outside_takes_the_taken_minutes_away(spans: list[Span], taken: list[Span]) -> None:
    left = outside(spans, taken)

    assert minutes(*left) == minutes(*spans) - minutes(*taken)
    assert all(any(each[0] <= a and b <= each[1] for each in spans) for a, b in left)


@given(some, some)
def test_both_has_the_common_minutes_of_each_pair(left: list[Span], right: list[Span]) -> None:
    found = both(separate(left), separate(right))

    assert minutes(*found) == minutes(*left) & minutes(*right)
    for each in found:
        assert covers(separate(left), each)
        assert covers(separate(right), each)


@given(some, one)
def test_one_of_the_stretches_covers_or_none(spans: list[Span], wanted: Span) -> None:
    whole = any(start <= wanted[0] and wanted[1] <= end for start, end in spans)

    assert covers(separate(spans), wanted) == whole
    assert touches(spans, wanted) == bool(minutes(*spans) & minutes(wanted))
    assert minutes(*clipped(spans, wanted)) == minutes(*spans) & minutes(wanted)


def test_two_people_with_half_an_hour_each_have_no_hour() -> None:
    anyone = Role(fixed=False)
    free = team_time([(anyone, (span(0, 30),)), (anyone, (span(30, 30),))])

    assert not covers(free, span(0, 60))
    assert covers(free, span(0, 30))


@given(st.lists(st.tuples(st.sampled_from([None, "a", "b"]), some), min_size=1, max_size=5), some)
def test_a_team_has_the_minutes_all_groups_and_all_the_fixed_have(
    grouped: list[tuple[str | None, list[Span]]], fixed: list[Span]
) -> None:
    roles = [(Role(fixed=False, group=group), tuple(spans)) for group, spans in grouped]

    found = team_time([*roles, (FIXED, joined(fixed))])

    common = minutes(*fixed)
    for group in {group for group, _ in grouped}:
        common &= minutes(*(each for name, spans in grouped if name == group for each in spans))
    assert minutes(*found) == common
