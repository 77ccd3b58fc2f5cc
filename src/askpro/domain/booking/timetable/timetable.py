"""One question's starts: what is offered, and therefore what is granted."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property

import attrs

from askpro.domain.booking.bookability import Closed, OffGrid, PastTime, SlotTaken, TooFar, TooSoon
from askpro.domain.booking.grid import day_edges
from askpro.domain.booking.timetable.choice import least_loaded
from askpro.domain.booking.timetable.engagement import Engagement, Kept
from askpro.domain.booking.timetable.listing import MINUTE, Listing
from askpro.domain.booking.timetable.plan import Plan, Question
from askpro.domain.booking.timetable.seating import Seating
from askpro.domain.booking.timetable.spans import Span, Spans, covers
from askpro.domain.booking.timetable.team import FIXED, Host, crews, team_time
from askpro.domain.errors import Refused
from askpro.domain.ids import HostId
from askpro.domain.moment import local


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

    @property
    def starts(self) -> Sequence[datetime]:
        """Every start in the asked time, ascending.

        Where customers share appointments, full groups are among them, and what lies
        across a group: whoever shows these shows ``seats_taken`` as well.
        """
        return self._listing.starts

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
            chosen.append(least_loaded(able, self._listing.booked, start, midnight, self.now).id)
        return Granted(during, tuple(chosen))

    @property
    def length(self) -> timedelta:
        return self._listing.length

    @property
    def seats_taken(self) -> Mapping[datetime, int]:
        """How many sit in the groups of a start already, seats kept by others included."""
        return self._seating.taken

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
        joinable = self._listing.diaries.joinable(self.hosts, self._listing.span)
        seats, groups = self.plan.seats, self._listing.diaries.groups
        return Seating(seats, groups, tuple(joinable), self.kept, self.now)

    @cached_property
    def _crews(self) -> Sequence[Sequence[Host]]:
        return crews(self._listing.asked(self.question.during))

    @cached_property
    def _listing(self) -> Listing:
        return Listing(self.plan, self.hosts, self.now, self.question, self.engagements, self.kept)

    def _refusal(self, start: datetime) -> Refused:
        """The first rule that is in the way."""
        during = (start, start + self.length)
        (opening, end), hosts = self._listing.reach, self._listing.asked(self.question.during)
        if start <= self.now:
            return PastTime(start)
        if start < max(self._listing.earliest, opening):
            return TooSoon(start, max(self._listing.earliest, opening))
        if start >= end:
            return TooFar(start, end)
        restriction = self.plan.restriction_for(self.question.zone)
        schedules = [(host.role, self._listing.diaries.working(host, during)) for host in hosts]
        if restriction is not None:
            schedules.append((FIXED, restriction.open(during)))
        if not covers(team_time(schedules), during):
            return Closed(start)
        if not self._has_somebody(start) or not self._listing.allowed([start], hosts, during):
            return SlotTaken(start)
        return OffGrid(start, self.plan.pace(self.length // MINUTE).interval_minutes)

    def _free(self, host: Host) -> Spans:
        known = self._known_free.get(host.id)
        if known is None:
            known = self._listing.diaries.free(host, self._listing.span)
            self._known_free[host.id] = known
        return known

    @cached_property
    def _known_free(self) -> dict[HostId, Spans]:
        return {}
