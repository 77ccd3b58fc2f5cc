"""When each person is free for one service, from hours, engagements and full periods."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.booking.timetable.engagement import NO_BUFFERS, Engagement, busy_spans
from askpro.domain.booking.timetable.plan import Plan
from askpro.domain.booking.timetable.schedule import Schedule
from askpro.domain.booking.timetable.spans import Span, Spans, both, covers, outside
from askpro.domain.booking.timetable.team import Host, team_time
from askpro.domain.ids import HostId

_MINUTE = timedelta(minutes=1)


@attrs.define(slots=False, frozen=True)
class Diaries:
    """What is booked, as one service sees it for an appointment of some length."""

    plan: Plan
    length: timedelta
    engagements: Sequence[Engagement]

    def free(self, host: Host, during: Span) -> Spans:
        """When this person can begin something, and have it done, without others."""
        groups = [group.during for group in self.groups if host.id in group.host_ids]
        open_time = self.open(host, during)
        return outside(open_time, groups) if groups else open_time

    def together(self, hosts: Iterable[Host], during: Span) -> Spans:
        """When the team is open; beside its own groups something begins or is joined."""
        return team_time((host.role, self.open(host, during)) for host in hosts)

    def joinable(self, hosts: Iterable[Host], during: Span) -> Iterator[tuple[HostId, Engagement]]:
        """The groups each person is in, with nothing else of theirs across them."""
        for host in hosts:
            theirs = [group for group in self.groups if host.id in group.host_ids]
            open_time = self.open(host, during) if theirs else ()
            yield from ((host.id, one) for one in theirs if covers(open_time, one.during))

    def hours(self, host: Host) -> Schedule:
        return self.plan.hours or host.schedule

    def working(self, host: Host, during: Span) -> Spans:
        """When this person works, busy or not."""
        found = self.hours(host).open(during)
        if self.plan.opening is not None:
            found = both(found, self._opening(during))
        return outside(found, host.absences) if host.absences else found

    def full_periods(self, host: Host) -> Iterator[Span]:
        """The periods in which this person's limits, or the service's, are reached."""
        plan, zone = self.plan, self._limits_zone(host)
        ours = [each for each in self._confirmed if each.service_id == plan.service_id]
        yield from plan.bookings.full([(each.during[0], 1) for each in ours], 1, zone)
        lengths = (
            (each.during[0], (each.during[1] - each.during[0]) // _MINUTE)
            for each in ours
            if host.id in each.host_ids
        )
        yield from plan.minutes.full(lengths, self.length // _MINUTE, zone)
        team = plan.team_services | {plan.service_id}
        in_team = (
            (each.during[0], 1)
            for each in self._confirmed
            if host.id in each.host_ids and each.service_id in team
        )
        yield from plan.team_bookings.full(in_team, 1, zone)

    def _limits_zone(self, host: Host) -> ZoneInfo:
        """Limits go by the clock of the service's schedule, else by the person's own."""
        if self.plan.hours is not None:
            return self.plan.hours.zone
        return host.home or host.schedule.zone

    def open(self, host: Host, during: Span) -> Spans:
        """When this person works and is not busy; of groups to join, only the buffers are."""
        buffers = self.plan.buffers
        group_of = None if self.plan.seats is None else self.plan.service_id
        busy = [
            *busy_spans(self._engaged.get(host.id, ()), buffers, group_of),
            *(buffers.around(each, NO_BUFFERS) for each in host.outside),
            *(self.full_periods(host) if self.plan.is_limited else ()),
        ]
        return outside(self.working(host, during), busy)

    def _opening(self, during: Span) -> Spans:
        """The same for everybody, so worked out once."""
        known = self._known_opening.get(during)
        if known is None:
            assert self.plan.opening is not None
            known = self._known_opening[during] = self.plan.opening.open(during)
        return known

    @cached_property
    def _known_opening(self) -> dict[Span, Spans]:
        return {}

    @cached_property
    def groups(self) -> Sequence[Engagement]:
        """The service's own appointments, where several customers share one."""
        if self.plan.seats is None:
            return ()
        ours = self.plan.service_id
        return [each for each in self.engagements if each.blocks and each.service_id == ours]

    @cached_property
    def _confirmed(self) -> Sequence[Engagement]:
        return [each for each in self.engagements if not each.requested]

    @cached_property
    def _engaged(self) -> Mapping[HostId, Sequence[Engagement]]:
        """What blocks, for each person."""
        found: dict[HostId, list[Engagement]] = {}
        for each in self.engagements:
            if each.blocks:
                for id in each.host_ids:
                    found.setdefault(id, []).append(each)
        return found
