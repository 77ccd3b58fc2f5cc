"""Services of several segments: one after the other, with waits between, all or none.

A perm of two hours and a quarter, which Mia does and nobody else is needed for twice:

    segment       minutes   who        wait before
    wind up            45   Mia        none
    work in            20   nobody     none          processing: Mia is free for others
    rinse              15   Mia        none
    fix                10   nobody     none
    cut and dry        45   anybody    0 to 15 minutes

Each staffed segment keeps one person busy for its own time only, each with a room keeps
one of the rooms. The first people and the shortest waits that fit are taken.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Self, TypeVar

import attrs

from askpro.domain.booking.timetable.spans import Span, Spans, covers
from askpro.domain.ids import HostId, RoomId, StaffId

MOST_SEGMENTS = 12
MOST_WAIT_MINUTES = 24 * 60
WAIT_STEP = timedelta(minutes=5)
T = TypeVar("T", StaffId, RoomId)


@attrs.frozen
class Segment:
    """One piece of work, after the piece before it and a wait within bounds, in minutes.

    ``staff`` are the people who can do it, the preferred first; without any it needs
    nobody. ``rooms`` likewise. ``same_person`` and ``same_room`` mean: as in the last
    segment that had one.
    """

    length_minutes: int = attrs.field(validator=attrs.validators.gt(0))
    staff: tuple[StaffId, ...] = ()
    rooms: tuple[RoomId, ...] = ()
    least_wait_minutes: int = attrs.field(default=0, validator=attrs.validators.ge(0))
    most_wait_minutes: int = attrs.field(
        default=attrs.Factory(lambda self: self.least_wait_minutes, takes_self=True),
        validator=attrs.validators.le(MOST_WAIT_MINUTES),
    )
    same_person: bool = False
    same_room: bool = False

    def __attrs_post_init__(self) -> None:
        if self.most_wait_minutes < self.least_wait_minutes:
            raise ValueError("a wait cannot be longer at least than at most")

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.length_minutes)


@attrs.frozen
class Placed:
    """When a segment happens, and who and what it keeps busy."""

    during: Span
    staff_id: StaffId | None = None
    room_id: RoomId | None = None


@attrs.frozen
class Composite:
    """The segments in their order."""

    segments: tuple[Segment, ...] = attrs.field(
        validator=[attrs.validators.min_len(1), attrs.validators.max_len(MOST_SEGMENTS)]
    )

    @classmethod
    def with_processing(
        cls,
        before: Segment,
        processing_minutes: int,
        after_minutes: int,
    ) -> Self:
        """One person begins and ends it in one room, and is free in the middle.

        >>> colour = Composite.with_processing(Segment(45), 20, 15)
        >>> [each.length_minutes for each in colour.segments]
        [45, 20, 15]
        """
        alone = Segment(processing_minutes, rooms=before.rooms, same_room=True)
        after = Segment(after_minutes, before.staff, before.rooms, same_person=True, same_room=True)
        return cls((before, alone, after))

    def arranged(self, start: datetime, free: Mapping[HostId, Spans]) -> tuple[Placed, ...] | None:
        """Every segment with its people and rooms, the first at this very start, or None.

        ``free`` are each person's and room's free stretches, as ``separate`` gives them;
        who is not among them has no time.
        """
        return _Search(self.segments, free).placed(0, start, None, None)

    def starts(
        self, wanted: Iterable[datetime], free: Mapping[HostId, Spans]
    ) -> Iterator[tuple[Placed, ...]]:
        """An arrangement for each wanted start that has one, found as they are asked for."""
        search = _Search(self.segments, free)
        for start in wanted:
            found = search.placed(0, start, None, None)
            if found is not None:
                yield found


@attrs.frozen
class _Search:
    """Depth first; what failed once from some time with the same people is not tried again."""

    segments: Sequence[Segment]
    free: Mapping[HostId, Spans]
    failed: set[tuple[int, datetime, StaffId | None, RoomId | None]] = attrs.field(factory=set)

    def placed(
        self, at: int, ready: datetime, person: StaffId | None, room: RoomId | None
    ) -> tuple[Placed, ...] | None:
        """The segments from this one on, when the one before ended then."""
        if at == len(self.segments):
            return ()
        state = (at, ready, person, room)
        if state in self.failed:
            return None
        for one in self._places(at, ready, person, room):
            others = self.placed(at + 1, one.during[1], one.staff_id or person, one.room_id or room)
            if others is not None:
                return (one, *others)
        self.failed.add(state)
        return None

    def _places(
        self, at: int, ready: datetime, person: StaffId | None, room: RoomId | None
    ) -> Iterator[Placed]:
        segment = self.segments[at]
        staff = _kept(segment.staff, person, same=segment.same_person)
        rooms = _kept(segment.rooms, room, same=segment.same_room)
        if bool(staff) != bool(segment.staff) or bool(rooms) != bool(segment.rooms):
            return  # the same one as before was asked for, and cannot do this
        for start in _starts(segment, ready, first=at == 0):
            during = (start, start + segment.length)
            for staff_id in self._able(staff, during):
                for room_id in self._able(rooms, during):
                    yield Placed(during, staff_id, room_id)

    def _able(self, candidates: Sequence[T], during: Span) -> Iterator[T | None]:
        """Those with time; nobody where nobody is needed."""
        if not candidates:
            yield None
        for each in candidates:
            if covers(self.free.get(each, ()), during):
                yield each


def _kept(candidates: Sequence[T], before: T | None, *, same: bool) -> Sequence[T]:
    if not same or before is None or not candidates:
        return candidates
    return [each for each in candidates if each == before]


def _starts(segment: Segment, ready: datetime, *, first: bool) -> Iterator[datetime]:
    """The shortest wait first; nothing is waited for before the first segment."""
    wait, most = (
        timedelta(minutes=0 if first else minutes)
        for minutes in (segment.least_wait_minutes, segment.most_wait_minutes)
    )
    while wait <= most:
        yield ready + wait
        wait += WAIT_STEP
