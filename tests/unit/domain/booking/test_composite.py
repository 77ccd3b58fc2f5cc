from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.booking.composite import Composite, Placed, Segment
from askpro.domain.booking.timetable.spans import Span, Spans, covers, joined, outside
from askpro.domain.ids import HostId, RoomId, StaffId

NINE = datetime(2026, 6, 10, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MIA, BEN = (StaffId(UUID(int=number)) for number in (1, 2))
CHAIR, SINK = (RoomId(UUID(int=number)) for number in (3, 4))
DAY = (NINE, NINE + timedelta(hours=4))
PERM = Composite(
    (
        Segment(45, (MIA,)),
        Segment(20),
        Segment(15, (MIA, BEN), same_person=True),
        Segment(10),
        Segment(45, (MIA, BEN), most_wait_minutes=15),
    )
)


def at(minute: int, length: int) -> Span:
    return NINE + minute * MINUTE, NINE + (minute + length) * MINUTE


def free(*busy: tuple[HostId, Span]) -> dict[HostId, Spans]:
    return {
        host: outside([DAY], [span for busy_host, span in busy if busy_host == host])
        for host in (MIA, BEN, CHAIR, SINK)
    }


def shown(placed: tuple[Placed, ...] | None) -> list[tuple[int, StaffId | None]]:
    assert placed is not None
    return [((each.during[0] - NINE) // MINUTE, each.staff_id) for each in placed]


def test_the_segments_follow_each_other_with_the_first_who_can() -> None:
    assert shown(PERM.arranged(NINE, free())) == [
        (0, MIA),
        (45, None),
        (65, MIA),
        (80, None),
        (90, MIA),
    ]


def test_the_person_is_free_for_others_while_it_works_in() -> None:
    middle = free((MIA, at(45, 20)))

    assert PERM.arranged(NINE, middle) is not None


def test_a_wait_is_as_long_as_needed_and_no_longer_than_allowed() -> None:
    assert shown(PERM.arranged(NINE, free((MIA, at(90, 10)), (BEN, at(90, 60)))))[-1] == (100, MIA)
    assert PERM.arranged(NINE, free((MIA, at(90, 20)), (BEN, at(90, 60)))) is None


def test_a_colleague_takes_over_only_where_the_same_person_is_not_asked_for() -> None:
    assert shown(PERM.arranged(NINE, free((MIA, at(90, 60)))))[-1] == (90, BEN)
    assert PERM.arranged(NINE, free((MIA, at(70, 5)))) is None


def test_the_same_person_who_cannot_do_it_is_nobody() -> None:
    impossible = Composite((Segment(10, (MIA,)), Segment(10, (BEN,), same_person=True)))

    assert impossible.arranged(NINE, free()) is None


def test_who_began_is_changed_where_only_another_can_end_it() -> None:
    either = Composite((Segment(10, (MIA, BEN)), Segment(10, (MIA, BEN), same_person=True)))

    assert shown(either.arranged(NINE, free((MIA, at(10, 5))))) == [(0, BEN), (10, BEN)]


def test_processing_keeps_the_room_and_not_the_person() -> None:
    service = Composite.with_processing(Segment(30, (MIA,), (CHAIR, SINK)), 20, 10)

    placed = service.arranged(NINE, free((MIA, at(30, 20)), (CHAIR, at(40, 5))))

    assert placed is not None
    assert [each.staff_id for each in placed] == [MIA, None, MIA]
    assert {each.room_id for each in placed} == {SINK}


def test_waits_must_be_possible() -> None:
    with pytest.raises(ValueError, match="wait"):
        Segment(10, least_wait_minutes=10, most_wait_minutes=5)


spans = st.builds(at, st.integers(0, 40).map(lambda step: 5 * step), st.integers(1, 60))
busies = st.lists(st.tuples(st.sampled_from([MIA, BEN, CHAIR, SINK]), spans), max_size=8)
segments = st.builds(
    Segment,
    st.sampled_from([10, 15, 30]),
    st.sampled_from([(), (MIA,), (BEN, MIA), (MIA, BEN)]),
    st.sampled_from([(), (), (CHAIR,), (CHAIR, SINK)]),
    st.sampled_from([0, 0, 5]),
    st.sampled_from([5, 10, 20]),
    same_person=st.booleans(),
    same_room=st.booleans(),
)
composites = st.lists(segments, min_size=1, max_size=3).map(lambda found: Composite(tuple(found)))
wanted = st.integers(0, 40).map(lambda step: NINE + 5 * step * MINUTE)


@given(composites, busies, wanted)
def test_all_segments_are_placed_as_asked_or_none(
    service: Composite, busy: list[tuple[HostId, Span]], start: datetime
) -> None:
    times = free(*busy)

    placed = service.arranged(start, times)

    possible = any(_right(service, each, times) for each in _every_arrangement(service, start))
    assert (placed is not None) == possible
    if placed is not None:
        assert placed[0].during[0] == start
        assert _right(service, placed, times)


@given(composites, busies)
def test_each_start_is_found_by_itself_as_among_others(
    service: Composite, busy: list[tuple[HostId, Span]]
) -> None:
    times, every = free(*busy), [NINE + 5 * step * MINUTE for step in range(48)]

    found = list(service.starts(every, times))

    alone = [service.arranged(start, times) for start in every]
    assert found == [placed for placed in alone if placed is not None]


@given(composites, busies, wanted)
def test_what_was_arranged_is_taken_for_the_next(
    service: Composite, busy: list[tuple[HostId, Span]], start: datetime
) -> None:
    times = free(*busy)
    placed = service.arranged(start, times) or ()

    took = [
        (host, each.during) for each in placed for host in (each.staff_id, each.room_id) if host
    ]

    again = service.arranged(start, free(*busy, *took)) or ()
    for each in again:
        for host in (each.staff_id, each.room_id):
            assert not any(
                host == other and each.during[0] < span[1] and span[0] < each.during[1]
                for other, span in took
            )


def _every_arrangement(service: Composite, start: datetime) -> Iterator[tuple[Placed, ...]]:
    """All waits, people and rooms, right or wrong: slow and without a thought."""
    waits = [
        range(each.least_wait_minutes, each.most_wait_minutes + 1, 5)
        for each in service.segments[1:]
    ]
    people = [each.staff or (None,) for each in service.segments]
    rooms = [each.rooms or (None,) for each in service.segments]
    for chosen in product(product(*waits), product(*people), product(*rooms)):
        ready, placed = start, []
        for segment, wait, staff_id, room_id in zip(
            service.segments, (0, *chosen[0]), chosen[1], chosen[2], strict=True
        ):
            begin = ready + wait * MINUTE
            ready = begin + segment.length
            placed.append(Placed((begin, ready), staff_id, room_id))
        yield tuple(placed)


def _right(service: Composite, placed: tuple[Placed, ...], times: Mapping[HostId, Spans]) -> bool:
    person: HostId | None = None
    room: HostId | None = None
    for segment, each in zip(service.segments, placed, strict=True):
        hosts = [host for host in (each.staff_id, each.room_id) if host is not None]
        if not all(covers(joined(times[host]), each.during) for host in hosts):
            return False
        if segment.staff and segment.same_person and person not in {None, each.staff_id}:
            return False
        if segment.rooms and segment.same_room and room not in {None, each.room_id}:
            return False
        person, room = each.staff_id or person, each.room_id or room
    return all(
        segment.least_wait_minutes
        <= (after.during[0] - before.during[1]) // MINUTE
        <= segment.most_wait_minutes
        for segment, before, after in zip(service.segments[1:], placed, placed[1:], strict=False)
    )
