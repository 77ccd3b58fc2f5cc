"""What can be booked: the one function behind every offer and every booking.

    bookable  =  opening hours ∩ working hours − absences
                 − appointments − other callers' holds − outside busy times
                 and far enough from now, near enough to now, on the grid

An appointment must lie inside the hours with its own length; its buffers must only
be free of what is taken. What ``verify`` grants is what ``slots`` lists.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.booking.hours import open_around
from askpro.domain.booking.service import Catalogue, Service, StaffMember
from askpro.domain.booking.slot import VERIFIED, Slot
from askpro.domain.errors import Refused
from askpro.domain.ids import CallId, ServiceId, StaffId
from askpro.domain.moment import Interval, edge_at_wall_time, local, merged, without
from askpro.domain.organisations.policy import Rules, settle


@attrs.define
class PastTime(Refused):
    """That time is already over."""

    wanted: datetime


@attrs.define
class TooSoon(Refused):
    """That time is too close to now to be booked."""

    wanted: datetime
    earliest: datetime


@attrs.define
class TooFar(Refused):
    """That time is further ahead than can be booked."""

    wanted: datetime
    latest: datetime


@attrs.define
class Closed(Refused):
    """Nobody works at that time."""

    wanted: datetime


@attrs.define
class OffGrid(Refused):
    """Appointments start at other minutes."""

    wanted: datetime
    grid_minutes: int


@attrs.define
class SlotTaken(Refused):
    """Somebody else has that time."""

    wanted: datetime


@attrs.define
class StaffCannot(Refused):
    """That staff member does not do this service."""

    staff: str
    able: tuple[str, ...]


@attrs.frozen
class Taken:
    """Time of a staff member that is gone: an appointment, a hold, or busy outside."""

    staff_id: StaffId
    during: Interval
    held_for: CallId | None = None


@attrs.define(slots=False, frozen=True)
class Bookability:
    """Everything that decides for one branch at one moment.

    ``taken`` must reach from now to the end of what is asked; ``caller`` is the call
    whose own holds do not stand in its way.
    """

    catalogue: Catalogue
    zone: ZoneInfo
    now: datetime
    taken: Sequence[Taken] = ()
    caller: CallId | None = None

    def verify(self, service: Service, start: datetime, staff: StaffMember | None = None) -> Slot:
        """The slot at this very start, with the wished or the best free staff member.

        Raises:
            PastTime, TooSoon, TooFar, OffGrid, Closed, SlotTaken, StaffCannot: Why not.
        """
        rules = self.rules(service)
        self._in_reach(start, rules)
        self._on_grid(start, rules)
        during = Interval(start, start + service.length)
        day = local(start, self.zone).date()
        working = [
            member
            for member in self._asked(service, staff)
            if any(free.covers(during) for free in self._working(member, day))
        ]
        if not working:
            raise Closed(start)
        occupies = service.occupies(during)
        free = [member for member in working if not self._diary_of(member).blocks(occupies)]
        if not free:
            raise SlotTaken(start)
        chosen = free[0]
        if len(free) > 1:
            midnight = edge_at_wall_time(day, time.min, self.zone)
            chosen = min(free, key=lambda member: self._preference(member, start, midnight))
        return Slot(service.id, chosen.id, during, occupies, VERIFIED)

    def slots(
        self, service: Service, window: Interval, staff: StaffMember | None = None
    ) -> Iterator[Slot]:
        """Every slot that starts in the window, ascending, found as they are asked for."""
        for start in self.candidates(service, window, staff):
            try:
                yield self.verify(service, start, staff)
            except (SlotTaken, Closed, TooSoon, PastTime, TooFar):
                continue

    def candidates(
        self, service: Service, window: Interval, staff: StaffMember | None = None
    ) -> Iterator[datetime]:
        """Every start in the window that may be granted, ascending; ``verify`` decides."""
        begin = max(window.start, self.now)
        day, last = (local(edge, self.zone).date() for edge in (begin, window.end))
        asked = self._asked(service, staff)
        while day <= last:
            for start in self._starts(service, day, asked):
                if begin <= start < window.end:
                    yield start
            day += timedelta(days=1)

    def rules(self, service: Service) -> Rules:
        known = self._known_rules.get(service.id)
        if known is None:
            known = settle(service.policy, self.catalogue.policy)
            self._known_rules[service.id] = known
        return known

    @cached_property
    def _known_rules(self) -> dict[ServiceId, Rules]:
        return {}

    def in_reach(self, service: Service, start: datetime) -> bool:
        """Whether the booking window reaches so far."""
        days = self.rules(service).booking_window_days
        return start <= self.now + timedelta(days=days)

    def _in_reach(self, start: datetime, rules: Rules) -> None:
        if start <= self.now:
            raise PastTime(start)
        earliest = self.now + timedelta(minutes=rules.minimum_notice_minutes)
        if start < earliest:
            raise TooSoon(start, earliest)
        latest = self.now + timedelta(days=rules.booking_window_days)
        if start > latest:
            raise TooFar(start, latest)

    def _on_grid(self, start: datetime, rules: Rules) -> None:
        if _past_grid(local(start, self.zone), rules.slot_grid_minutes):
            raise OffGrid(start, rules.slot_grid_minutes)

    def _asked(self, service: Service, staff: StaffMember | None) -> tuple[StaffMember, ...]:
        able = self.catalogue.able(service)
        if staff is None:
            return able
        if not staff.can(service):
            raise StaffCannot(staff.name, tuple(member.name for member in able))
        return (staff,)

    def _working(self, member: StaffMember, day: date) -> tuple[Interval, ...]:
        known = self._known_days.get((member.id, day))
        if known is None:
            known = open_around(day, self.zone, self.catalogue.opening, member.hours)
            if member.absences:
                known = without(known, member.absences)
            self._known_days[member.id, day] = known
        return known

    @cached_property
    def _known_days(self) -> dict[tuple[StaffId, date], tuple[Interval, ...]]:
        """When each works; one question asks for the same days a hundred times."""
        return {}

    def _starts(
        self, service: Service, day: date, staff: Sequence[StaffMember]
    ) -> Sequence[datetime]:
        """The grid of one local date inside the gaps anyone has left, ascending."""
        rules = self.rules(service)
        gaps = {gap for member in staff for gap in self._gaps(member, day, service)}
        starts = {start for gap in gaps for start in self._grid(gap, service, rules)}
        return sorted(start for start in starts if local(start, self.zone).date() == day)

    def _gaps(self, member: StaffMember, day: date, service: Service) -> Sequence[Interval]:
        """Where the service fits between what is taken, with its own buffers to both sides."""
        working = self._working(member, day)
        if not working:
            return ()
        reach = Interval(working[0].start, working[-1].end)
        before, after = service.buffers
        taken = self._diary_of(member).between(service.occupies(reach))
        return without(working, [other.widened(after, before) for other in taken])

    def _grid(self, free: Interval, service: Service, rules: Rules) -> Iterator[datetime]:
        step = timedelta(minutes=rules.slot_grid_minutes)
        past = _past_grid(local(free.start, self.zone), rules.slot_grid_minutes)
        start = free.start - past + (step if past else timedelta())
        while start + service.length <= free.end:
            yield start
            start += step

    def _diary_of(self, member: StaffMember) -> "_Diary":
        return self._diaries.get(member.id, _NOTHING_TAKEN)

    @cached_property
    def _diaries(self) -> Mapping[StaffId, "_Diary"]:
        """What blocks, per staff member; the caller's own holds do not."""
        blocks: dict[StaffId, list[Interval]] = {}
        for taken in self.taken:
            if taken.held_for is None or taken.held_for != self.caller:
                blocks.setdefault(taken.staff_id, []).append(taken.during)
        return {staff_id: _Diary.of(times) for staff_id, times in blocks.items()}

    def _preference(
        self, member: StaffMember, start: datetime, midnight: datetime
    ) -> tuple[timedelta, datetime, int]:
        """Least loaded that day, then longest idle, then the order of the catalogue."""
        diary = self._diary_of(member)
        load = diary.load(midnight, midnight + timedelta(days=1))
        idle_since = diary.last_end(start) or self.now
        return load, idle_since, self.catalogue.staff.index(member)


def _past_grid(wall: datetime, grid_minutes: int) -> timedelta:
    """How long ago, by the wall clock, the last grid start was."""
    return timedelta(
        minutes=(wall.hour * 60 + wall.minute) % grid_minutes,
        seconds=wall.second,
        microseconds=wall.microsecond,
    )


@attrs.frozen
class _Diary:
    """One person's taken times, joined where they touch, so both edges ascend."""

    starts: tuple[datetime, ...]
    ends: tuple[datetime, ...]

    @classmethod
    def of(cls, times: Sequence[Interval]) -> "_Diary":
        joined = merged(times)
        return cls(tuple(t.start for t in joined), tuple(t.end for t in joined))

    def blocks(self, during: Interval) -> bool:
        first = bisect_right(self.ends, during.start)
        return first < len(self.starts) and self.starts[first] < during.end

    def between(self, window: Interval) -> Iterator[Interval]:
        """What touches the window."""
        for at in range(bisect_right(self.ends, window.start), len(self.starts)):
            if self.starts[at] >= window.end:
                return
            yield Interval(self.starts[at], self.ends[at])

    def load(self, start: datetime, end: datetime) -> timedelta:
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        lengths = (self.ends[at] - self.starts[at] for at in range(first, last))
        return sum(lengths, timedelta())

    def last_end(self, before: datetime) -> datetime | None:
        at = bisect_right(self.ends, before)
        return self.ends[at - 1] if at else None


_NOTHING_TAKEN = _Diary((), ())
