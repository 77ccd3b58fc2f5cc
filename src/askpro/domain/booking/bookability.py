"""What can be booked: the one function behind every offer and every booking.

    bookable  =  opening hours ∩ working hours − absences
                 − appointments − other callers' holds − outside busy times
                 and far enough from now, near enough to now, on the grid

An appointment must lie inside the hours with its own length; its buffers must only
be free of what is taken. What ``verify`` grants is what ``slots`` lists.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.booking.service import Catalogue, Service, StaffMember
from askpro.domain.booking.slot import VERIFIED, Slot
from askpro.domain.errors import Refused
from askpro.domain.ids import CallId, StaffId
from askpro.domain.moment import Interval, common, local, without
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
        working = [
            member
            for member in self._asked(service, staff)
            if any(free.covers(during) for free in self._working(member, during))
        ]
        if not working:
            raise Closed(start)
        occupies = service.occupies(during)
        free = [member for member in working if not self._blocked(member, occupies)]
        if not free:
            raise SlotTaken(start)
        chosen = min(free, key=lambda member: self._preference(member, start))
        return Slot(service.id, chosen.id, during, occupies, VERIFIED)

    def slots(
        self, service: Service, window: Interval, staff: StaffMember | None = None
    ) -> Iterator[Slot]:
        """Every slot that starts in the window, ascending, found as they are asked for."""
        rules = self.rules(service)
        starts = self._starts(service, window, rules, self._asked(service, staff))
        for start in starts:
            try:
                yield self.verify(service, start, staff)
            except (SlotTaken, Closed, TooSoon, PastTime, TooFar):
                continue

    def rules(self, service: Service) -> Rules:
        return settle(service.policy, self.catalogue.policy)

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
        wall = local(start, self.zone)
        minute = wall.hour * 60 + wall.minute
        if minute % rules.slot_grid_minutes or wall.second or wall.microsecond:
            raise OffGrid(start, rules.slot_grid_minutes)

    def _asked(self, service: Service, staff: StaffMember | None) -> tuple[StaffMember, ...]:
        able = self.catalogue.able(service)
        if staff is None:
            return able
        if not staff.can(service):
            raise StaffCannot(staff.name, tuple(member.name for member in able))
        return (staff,)

    def _working(self, member: StaffMember, window: Interval) -> tuple[Interval, ...]:
        present = common(
            self.catalogue.opening.within(window, self.zone),
            member.hours.within(window, self.zone),
        )
        return without(present, member.absences) if member.absences else present

    def _starts(
        self, service: Service, window: Interval, rules: Rules, staff: Sequence[StaffMember]
    ) -> Iterator[datetime]:
        """Grid starts inside anyone's working time, day by day so that few are computed."""
        begin = max(window.start, self.now)
        day_start = begin
        while day_start < window.end:
            day_end = min(day_start + timedelta(days=1), window.end)
            day = Interval(day_start, day_end)
            found = {
                start
                for member in staff
                for free in self._working(member, day)
                for start in self._grid(free, service, rules, day)
            }
            yield from sorted(found)
            day_start = day_end

    def _grid(
        self, free: Interval, service: Service, rules: Rules, day: Interval
    ) -> Iterator[datetime]:
        step = timedelta(minutes=rules.slot_grid_minutes)
        first = max(free.start, day.start)
        wall = local(first, self.zone)
        past_grid = timedelta(
            minutes=(wall.hour * 60 + wall.minute) % rules.slot_grid_minutes,
            seconds=wall.second,
            microseconds=wall.microsecond,
        )
        start = first - past_grid + (step if past_grid else timedelta())
        while start + service.length <= free.end and start < day.end:
            yield start
            start += step

    @cached_property
    def _taken_of(self) -> Mapping[StaffId, list[Interval]]:
        """What blocks, per staff member; the caller's own holds do not."""
        blocks: dict[StaffId, list[Interval]] = {}
        for taken in self.taken:
            if taken.held_for is None or taken.held_for != self.caller:
                blocks.setdefault(taken.staff_id, []).append(taken.during)
        return {staff_id: sorted(times) for staff_id, times in blocks.items()}

    def _blocked(self, member: StaffMember, occupies: Interval) -> bool:
        return any(taken.overlaps(occupies) for taken in self._taken_of.get(member.id, ()))

    def _preference(self, member: StaffMember, start: datetime) -> tuple[timedelta, datetime, int]:
        """Least loaded that day, then longest idle, then the order of the catalogue."""
        day = local(start, self.zone).date()
        times = [
            taken
            for taken in self._taken_of.get(member.id, ())
            if local(taken.start, self.zone).date() == day
        ]
        load = sum((taken.length for taken in times), timedelta())
        idle_since = max((t.end for t in times if t.end <= start), default=self.now)
        return load, idle_since, self.catalogue.staff.index(member)
