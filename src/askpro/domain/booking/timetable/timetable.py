"""One question's starts: what is offered, and therefore what is granted."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property

import attrs

from askpro.domain.booking.bookability import Closed, OffGrid, PastTime, SlotTaken, TooFar, TooSoon
from askpro.domain.booking.grid import day_edges
from askpro.domain.booking.timetable.choice import asked_hosts, least_loaded
from askpro.domain.booking.timetable.diaries import Diaries
from askpro.domain.booking.timetable.engagement import Engagement, Kept
from askpro.domain.booking.timetable.pace import first_of_each_day
from askpro.domain.booking.timetable.plan import Plan, Question
from askpro.domain.booking.timetable.reach import MOST_DAYS_LOOKED_AT, RollingBookable, reachable
from askpro.domain.booking.timetable.seating import Seating
from askpro.domain.booking.timetable.spans import Span, Spans, covers, touches
from askpro.domain.booking.timetable.team import FIXED, Host, crews, team_time
from askpro.domain.errors import Refused
from askpro.domain.ids import HostId
from askpro.domain.moment import local

MINUTE = timedelta(minutes=1)


@attrs.frozen
class Granted:
    """A time that was free for these people when it was looked at."""

    during: Span
    host_ids: tuple[HostId, ...]


@attrs.define(slots=False, frozen=True)
class Timetable:
    """Everything that decides about one question, at one moment.

    ``engagements`` and the hosts' outside times must reach from a day before what is asked
    to its end, and over each period that has a limit.
    """

    plan: Plan
    hosts: Sequence[Host]
    now: datetime
    question: Question
    engagements: Sequence[Engagement] = ()
    kept: Sequence[Kept] = ()

    @cached_property
    def starts(self) -> Sequence[datetime]:
        """Every start in the asked time, ascending.

        Where customers share appointments, full groups are among them, and what lies
        across a group: whoever shows these shows ``seats_taken`` as well.
        """
        found, (first, end) = self._found(self.question.during), self.reach
        found = found[bisect_left(found, first) : bisect_left(found, end)]
        return (
            first_of_each_day(found, self.question.zone) if self.plan.first_of_day_only else found
        )

    @cached_property
    def offered(self) -> Sequence[datetime]:
        """The starts that can still be booked, by joining a group or beginning one."""
        if self.plan.seats is None:
            return self.starts
        return [start for start in self.starts if self._has_somebody(start)]

    def verify(self, start: datetime) -> Granted:
        """This very start with who does it; granted is what is offered, and nothing else.

        Raises:
            PastTime, TooSoon, TooFar, Closed, SlotTaken, OffGrid: Why not.
        """
        at = bisect_left(self.offered, start)
        if at == len(self.offered) or self.offered[at] != start:
            raise self._refusal(start)
        during = (start, start + self.length)
        midnight = day_edges(local(start, self.question.zone).date(), self.question.zone)[0]
        chosen = []
        for crew in self._crews:
            able = [host for host in crew if self._seating.may_join(host.id, start)]
            able = able or [host for host in crew if self._begins(host, during)]
            chosen.append(least_loaded(able, self._engagements, start, midnight, self.now).id)
        return Granted(during, tuple(chosen))

    @property
    def seats_taken(self) -> Mapping[datetime, int]:
        """How many sit in the groups of a start already, seats kept by others included."""
        return self._seating.taken

    @cached_property
    def earliest(self) -> datetime:
        """Nothing starts before; parts of a second do not count."""
        return (self.now + self.plan.notice).replace(microsecond=0)

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.question.length_minutes or self.plan.length_minutes)

    @cached_property
    def reach(self) -> Span:
        """In which time the booking window allows a start."""
        reach, zone = self.plan.reach, self.question.zone
        asked_until = local(self.question.during[1], zone).date()
        days: set[date] = set()
        if isinstance(reach, RollingBookable):
            far = self.now + timedelta(days=MOST_DAYS_LOOKED_AT)
            found = self._found((self.now, min(far, self.question.during[1])))
            days = {local(start, zone).date() for start in found}
        schedule_zone = self._diaries.hours(self.hosts[0]).zone if self.hosts else zone
        # Days after the asked time change nothing in it, so they need not be looked at.
        return reachable(
            reach, self.now, zone, schedule_zone, lambda day: day in days or day > asked_until
        )

    def _found(self, during: Span) -> Sequence[datetime]:
        """The starts before the booking window has its say."""
        during = max(during[0].replace(microsecond=0), self.earliest), during[1]
        if during[0] >= during[1]:
            return []
        hosts = self._asked(during)
        pace = self.plan.pace(self.length // MINUTE)
        together = self._diaries.together(hosts, during)
        found = pace.starts(together, self.length, self.question.zone)
        if self.plan.seats is not None:
            joinable = self._diaries.joinable(hosts, during)
            found = sorted({*found, *(group.during[0] for _, group in joinable)})
        return self._allowed(found, hosts, during)

    def _allowed(
        self, found: Sequence[datetime], hosts: Sequence[Host], during: Span
    ) -> Sequence[datetime]:
        """Without what others keep, and within the restriction."""
        length, ours = self.length, {host.id for host in hosts}
        kept = [
            each.during
            for each in self.kept
            if each.blocks(self.now) and (each.host_id is None or each.host_id in ours)
        ]
        if kept:
            found = [start for start in found if not touches(kept, (start, start + length))]
        restriction = self.plan.restriction_for(self.question.zone)
        if restriction is not None:
            allowed = restriction.open((during[0], during[1] + length))
            found = [start for start in found if covers(allowed, (start, start + length))]
        return found

    def _asked(self, during: Span) -> Sequence[Host]:
        return asked_hosts(
            self.hosts,
            self.plan,
            attrs.evolve(self.question, during=during),
            self.engagements,
            self.now,
            self._has_time,
        )

    def _has_time(self, hosts: Sequence[Host], during: Span) -> bool:
        return bool(self._diaries.together(hosts, (max(during[0], self.earliest), during[1])))

    @cached_property
    def _engagements(self) -> Sequence[Engagement]:
        """All but the one that is being moved."""
        moving = self.question.moving
        return [each for each in self.engagements if moving is None or each.key != moving]

    @cached_property
    def _diaries(self) -> Diaries:
        return Diaries(self.plan, self.length, self._engagements)

    def _has_somebody(self, start: datetime) -> bool:
        """Whether in each crew somebody joins or begins something then."""
        during = (start, start + self.length)
        return all(
            any(
                self._seating.may_join(host.id, start) or self._begins(host, during)
                for host in crew
            )
            for crew in self._crews
        )

    def _begins(self, host: Host, during: Span) -> bool:
        return self._seating.may_begin(during[0]) and covers(self._free(host), during)

    @cached_property
    def _seating(self) -> Seating:
        joinable = self._diaries.joinable(self.hosts, self._span)
        seats, groups = self.plan.seats, self._diaries.groups
        return Seating(seats, groups, tuple(joinable), self.kept, self.now)

    @cached_property
    def _crews(self) -> Sequence[Sequence[Host]]:
        return crews(self._asked(self.question.during))

    @property
    def _span(self) -> Span:
        """What is asked for, as far as the notice leaves it."""
        first, last = self.question.during
        return max(first, self.earliest), last

    def _refusal(self, start: datetime) -> Refused:
        """The first rule that is in the way."""
        during = (start, start + self.length)
        (opening, end), hosts = self.reach, self._asked(self.question.during)
        if start <= self.now:
            return PastTime(start)
        if start < max(self.earliest, opening):
            return TooSoon(start, max(self.earliest, opening))
        if start >= end:
            return TooFar(start, end)
        restriction = self.plan.restriction_for(self.question.zone)
        schedules = [(host.role, self._diaries.working(host, during)) for host in hosts]
        if restriction is not None:
            schedules.append((FIXED, restriction.open(during)))
        if not covers(team_time(schedules), during):
            return Closed(start)
        if not self._has_somebody(start) or not self._allowed([start], hosts, during):
            return SlotTaken(start)
        return OffGrid(start, self.plan.pace(self.length // MINUTE).interval_minutes)

    def _free(self, host: Host) -> Spans:
        known = self._known_free.get(host.id)
        if known is None:
            known = self._diaries.free(host, self._span)
            self._known_free[host.id] = known
        return known

    @cached_property
    def _known_free(self) -> dict[HostId, Spans]:
        return {}
