"""A branch's own words as a timetable: its catalogue, its rules, what is taken."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from askpro.domain.booking.bookability import Taken
from askpro.domain.booking.service import Catalogue, Service, StaffMember
from askpro.domain.booking.timetable.engagement import Buffers
from askpro.domain.booking.timetable.plan import Plan, Question
from askpro.domain.booking.timetable.reach import Rolling
from askpro.domain.booking.timetable.schedule import Schedule
from askpro.domain.booking.timetable.spans import Span
from askpro.domain.booking.timetable.team import Host, Role
from askpro.domain.booking.timetable.timetable import Timetable
from askpro.domain.ids import CallId
from askpro.domain.moment import Interval
from askpro.domain.organisations.policy import settle

ANYBODY = Role(fixed=False)


def timetable_of(
    catalogue: Catalogue,
    service: Service,
    question: Question,
    now: datetime,
    taken: Sequence[Taken] = (),
    *,
    zone: ZoneInfo,
    staff: StaffMember | None = None,
    caller: CallId | None = None,
) -> Timetable:
    """Anybody able, or the wished person, in the branch's zone.

    ``taken`` are times with their own buffers; the caller's own holds are not in the way.
    The booking window ends with its last local date.
    """
    blocking = [each for each in taken if each.held_for is None or each.held_for != caller]
    able = catalogue.able(service) if staff is None else (staff,)
    hosts = [_host(member, zone, blocking) for member in able if member.can(service)]
    return Timetable(plan_of(catalogue, service, zone), hosts, now, question)


def plan_of(catalogue: Catalogue, service: Service, zone: ZoneInfo) -> Plan:
    """The service's rules, settled."""
    rules = settle(service.policy, catalogue.policy)
    return Plan(
        service.id,
        service.length_minutes,
        rules.slot_grid_minutes,
        buffers=Buffers(*service.buffers),
        notice_minutes=rules.minimum_notice_minutes,
        reach=Rolling(rules.booking_window_days),
        opening=Schedule(zone, catalogue.opening, away=catalogue.closed),
    )


def _host(member: StaffMember, zone: ZoneInfo, taken: Iterable[Taken]) -> Host:
    outside = (_span(each.during) for each in taken if each.staff_id == member.id)
    return Host(
        member.id,
        Schedule(zone, member.hours),
        tuple(outside),
        ANYBODY,
        absences=tuple(_span(absence) for absence in member.absences),
    )


def _span(interval: Interval) -> Span:
    return interval.start, interval.end
