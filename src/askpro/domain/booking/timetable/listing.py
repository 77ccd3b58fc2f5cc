"""Every start there is for one question, before anybody is chosen."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cached_property

import attrs

from askpro.domain.booking.timetable.choice import asked_hosts
from askpro.domain.booking.timetable.diaries import Diaries
from askpro.domain.booking.timetable.engagement import Engagement, Kept
from askpro.domain.booking.timetable.pace import first_of_each_day
from askpro.domain.booking.timetable.plan import Plan, Question
from askpro.domain.booking.timetable.reach import MOST_DAYS_LOOKED_AT, RollingBookable, reachable
from askpro.domain.booking.timetable.spans import Span, covers, touches
from askpro.domain.booking.timetable.team import Host
from askpro.domain.moment import local

MINUTE = timedelta(minutes=1)


@attrs.define(slots=False, frozen=True)
class Listing:
    """The people's free time, the grid in it, and what leaves starts out."""

    plan: Plan
    hosts: Sequence[Host]
    now: datetime
    question: Question
    engagements: Sequence[Engagement]
    kept: Sequence[Kept]

    @cached_property
    def starts(self) -> Sequence[datetime]:
        found, (first, end) = self._found(self.question.during), self.reach
        found = found[bisect_left(found, first) : bisect_left(found, end)]
        if not self.plan.first_of_day_only:
            return found
        return first_of_each_day(found, self.question.zone)

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
        # Days after the asked time change nothing in it, so they need not be looked at.
        return reachable(reach, self.now, zone, lambda day: day in days or day > asked_until)

    def asked(self, during: Span) -> Sequence[Host]:
        return asked_hosts(
            self.hosts,
            self.plan,
            attrs.evolve(self.question, during=during),
            self.engagements,
            self.now,
            self._has_time,
        )

    def _has_time(self, hosts: Sequence[Host], during: Span) -> bool:
        return bool(self.diaries.together(hosts, (max(during[0], self.earliest), during[1])))

    @cached_property
    def booked(self) -> Sequence[Engagement]:
        """All but the one that is being moved."""
        moving = self.question.moving
        return [each for each in self.engagements if moving is None or each.key != moving]

    @cached_property
    def diaries(self) -> Diaries:
        return Diaries(self.plan, self.length, self.booked)

    def _found(self, during: Span) -> Sequence[datetime]:
        """The starts before the booking window has its say."""
        during = max(during[0].replace(microsecond=0), self.earliest), during[1]
        if during[0] >= during[1]:
            return []
        hosts = self.asked(during)
        pace = self.plan.pace(self.length // MINUTE)
        together = self.diaries.together(hosts, during)
        found = pace.starts(together, self.length, self.question.zone)
        if self.plan.seats is not None:
            joinable = self.diaries.joinable(hosts, during)
            found = sorted({*found, *(group.during[0] for _, group in joinable)})
        return self.allowed(found, hosts, during)

    def allowed(
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

    @property
    def span(self) -> Span:
        """What is asked for, as far as the notice leaves it."""
        first, last = self.question.during
        return max(first, self.earliest), last
