"""What can be booked: the one function behind every offer and every booking.

    bookable  =  opening hours ∩ working hours − absences
                 − appointments − other callers' holds − outside busy times
                 and far enough from now, near enough to now, on the grid

An appointment must lie inside the hours with its own length; its buffers must only
be free of what is taken. What ``verify`` grants is what ``slots`` lists.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from heapq import merge
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.booking.grid import day_edges, past_grid, stepped
from askpro.domain.booking.hours import open_around
from askpro.domain.booking.service import Catalogue, Service, StaffMember
from askpro.domain.booking.slot import VERIFIED, Slot
from askpro.domain.booking.taken_times import NOTHING_TAKEN, TakenTimes
from askpro.domain.errors import Refused
from askpro.domain.ids import CallId, ServiceId, StaffId
from askpro.domain.moment import Interval, local, without
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
        occupies = service.occupies(during)
        day = local(start, self.zone).date()
        working = [
            (member, taken)
            for member, hours, taken in self._plans(service, staff, day)
            if any(free.covers(during) for free in hours)
        ]
        if not working:
            raise Closed(start)
        free = [(member, taken) for member, taken in working if not taken.blocks(occupies)]
        if not free:
            raise SlotTaken(start)
        chosen = free[0][0]
        if len(free) > 1:
            midnight, _ = day_edges(day, self.zone)
            # Of equals the first, which is the order of the catalogue.
            chosen = min(free, key=lambda one: self._preference(one[1], start, midnight))[0]
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
        while day <= last:
            for start in self._starts(service, day, staff, begin):
                if start >= window.end:
                    break
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
        if past_grid(local(start, self.zone), rules.slot_grid_minutes):
            raise OffGrid(start, rules.slot_grid_minutes)

    def _asked(self, service: Service, staff: StaffMember | None) -> tuple[StaffMember, ...]:
        able = self.catalogue.able(service)
        if staff is None:
            return able
        if not staff.can(service):
            raise StaffCannot(staff.name, tuple(member.name for member in able))
        return (staff,)

    def _plans(
        self, service: Service, staff: StaffMember | None, day: date
    ) -> Sequence[tuple[StaffMember, Sequence[Interval], TakenTimes]]:
        """Who may be asked, when each works on that date, and when each is taken."""
        asked = (service.id, None if staff is None else staff.id, day)
        known = self._known_plans.get(asked)
        if known is None:
            known = [
                (member, self._working(member, day), self._diaries.get(member.id, NOTHING_TAKEN))
                for member in self._asked(service, staff)
            ]
            self._known_plans[asked] = known
        return known

    @cached_property
    def _known_plans(
        self,
    ) -> dict[
        tuple[ServiceId, StaffId | None, date],
        Sequence[tuple[StaffMember, Sequence[Interval], TakenTimes]],
    ]:
        """One question asks for the same days a hundred times."""
        return {}

    def _working(self, member: StaffMember, day: date) -> tuple[Interval, ...]:
        hours = open_around(day, self.zone, self.catalogue.opening, member.hours)
        closed = self._closed_around(day) if self.catalogue.closed else ()
        gone = (*member.absences, *closed)
        return without(hours, gone) if gone else hours

    def _closed_around(self, day: date) -> tuple[Interval, ...]:
        """The closed dates among this one and those beside it, which hours may reach into."""
        days = (day + timedelta(days=offset) for offset in (-1, 0, 1))
        return tuple(
            Interval(*day_edges(each, self.zone)) for each in days if each in self.catalogue.closed
        )

    def _starts(
        self, service: Service, day: date, staff: StaffMember | None, begin: datetime
    ) -> Iterator[datetime]:
        """The grid of one local date inside the gaps anyone has left, ascending.

        Nothing before ``begin``; made as they are asked for, because mostly the first will do.
        """
        step, length = timedelta(minutes=self.rules(service).slot_grid_minutes), service.length
        before, after = service.buffers
        first, end = day_edges(day, self.zone)
        earliest = max(first, begin)
        gaps = {
            gap
            for _, hours, taken in self._plans(service, staff, day)
            for free in hours
            for gap in taken.gaps(free, before, after)
        }
        runs: dict[timedelta, list[tuple[datetime, datetime]]] = {}
        for opened, closed in gaps:
            if closed - length < earliest or opened >= end:
                continue
            start, last = self._on_next_grid(opened, step), closed - length
            if start < earliest:
                start += -(-(earliest - start) // step) * step
            if start <= last:
                runs.setdefault((start - first) % step, []).append((start, last))
        # One grid, except where the clock is moved by a part of it.
        return merge(*(stepped(sorted(each), step, end) for each in runs.values()))

    def _on_next_grid(self, moment: datetime, step: timedelta) -> datetime:
        past = past_grid(local(moment, self.zone), step // timedelta(minutes=1))
        return moment - past + step if past else moment

    @cached_property
    def _diaries(self) -> Mapping[StaffId, TakenTimes]:
        """What blocks, per staff member; the caller's own holds do not."""
        blocks: dict[StaffId, list[Interval]] = {}
        for taken in self.taken:
            if taken.held_for is None or taken.held_for != self.caller:
                blocks.setdefault(taken.staff_id, []).append(taken.during)
        return {staff_id: TakenTimes.of(times) for staff_id, times in blocks.items()}

    def _preference(
        self, taken: TakenTimes, start: datetime, midnight: datetime
    ) -> tuple[timedelta, datetime]:
        """Least loaded that day, then longest idle."""
        load = taken.load(midnight, midnight + timedelta(days=1))
        return load, taken.last_end(start) or self.now
