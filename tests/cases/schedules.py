"""Slot cases of the whole engine: a case's fields become a timetable, its starts the answer."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from askpro.domain.booking.timetable.engagement import Buffers, Engagement, Kept
from askpro.domain.booking.timetable.limits import NO_LIMITS, Limits
from askpro.domain.booking.timetable.plan import Plan, Question
from askpro.domain.booking.timetable.reach import Dates, Reach, Rolling, RollingBookable
from askpro.domain.booking.timetable.team import FIXED, Host, Role
from askpro.domain.booking.timetable.timetable import Timetable
from askpro.domain.ids import ServiceId, StaffId
from tests.cases.notation import (
    SCHEDULE,
    closing,
    date_meant,
    days_away,
    moment,
    schedule,
    shown,
    span,
)
from tests.cases.outcome import Case, NotBuiltError, only

HEAD = frozenset(
    {"id", "test", "source", "now", "kind", "timezone", "expected", "expected_count", "verdict"}
    | {"produced_by", "why", "calcom", "features"}
)
FIELDS = HEAD | {"query", "event", "hosts", "bookings", "otherEvents", "reserved", "seats"}
LIMITS = frozenset({"bookingLimits", "durationLimits", "teamBookingLimits"})
PERIOD = frozenset(
    {"periodType", "periodDays", "periodCountCalendarDays", "periodStartDate", "periodEndDate"}
)
EVENT = (
    frozenset({"id", "length", "slotInterval", "offsetStart", "beforeBuffer", "afterBuffer"})
    | {"minimumBookingNotice", "schedulingType", "seatsPerTimeSlot", "showOptimizedSlots"}
    | {"onlyShowFirstAvailableSlot", "requiresConfirmation", "requiresConfirmationWillBlockSlot"}
    | {"restriction", "schedule", "rescheduleWithSameRoundRobinHost", "teamId"}
    | LIMITS
    | PERIOD
)
HOST = frozenset(
    {"id", "isFixed", "groupId", "timeZone", "userTimeZone", "weekly", "overrides", "calendarBusy"}
    | {"ooo", "travel", "hostSchedule"}
)
BOOKING = frozenset({"uid", "hostIds", "start", "end", "eventTypeId", "status", "seatsTaken"})
QUERY = frozenset({"start", "end", "timeZone", "duration", "rescheduleUid", "routedHostIds"})
PREFERRED = frozenset({"preferredHostId"})
RESERVED = frozenset(
    {"start", "end", "releaseAt", "mine", "isSeat", "hostId", "eventTypeId"},
)
TEAMS = {None: True, "COLLECTIVE": True, "ROUND_ROBIN": False}
"""Whether everybody is needed."""
_NAMES = UUID(int=0)


def answer(case: Case) -> object:
    """The starts, and the seats taken where the case names them."""
    table = timetable(case)
    starts = [shown(start) for start in table.starts]
    if "seats" not in case:
        return starts
    taken = [
        {"time": shown(start), "seatsBooked": table.seats_taken[start]}
        for start in table.starts
        if start in table.seats_taken
    ]
    return {"expected": starts, "seats": taken}


def timetable(case: Case) -> Timetable:
    only(case, FIELDS)
    only(case["query"], QUERY | PREFERRED, "query.")
    event, query = case["event"], case["query"]
    events = {event["id"]: event}
    others = case.get("otherEvents") or {}
    for other in others.values() if isinstance(others, dict) else others:
        events.setdefault(other["id"], other)
    clocks = [event.get("schedule"), *case["hosts"], query]
    zone = next(clock["timeZone"] for clock in clocks if clock)
    routed = frozenset(_staff(id) for id in query.get("routedHostIds") or ())
    preferred = query.get("preferredHostId")
    return Timetable(
        _plan(event, events, ZoneInfo(zone)),
        [_host(host, event) for host in case["hosts"]],
        moment(case["now"]),
        Question(
            (moment(query["start"]), closing(query["end"])),
            ZoneInfo(query["timeZone"]),
            query.get("duration"),
            query.get("rescheduleUid"),
            routed,
            None if preferred is None else _staff(preferred),
        ),
        list(_engagements(case, events)),
        [_kept(each) for each in case.get("reserved") or ()],
    )


def _staff(id: int) -> StaffId:
    return StaffId(uuid5(_NAMES, f"host {id}"))


def _service(id: int) -> ServiceId:
    return ServiceId(uuid5(_NAMES, f"event {id}"))


def _plan(event: Case, events: Mapping[int, Case], zone: ZoneInfo) -> Plan:
    only(event, EVENT, "event.")
    restriction = event.get("restriction")
    hours = event.get("schedule")
    if restriction:
        only(restriction, SCHEDULE | {"useBookerTimezone"}, "restriction.")
    if hours:
        only(hours, SCHEDULE, "schedule.")
    return Plan(
        _service(event["id"]),
        event["length"],
        event.get("slotInterval") or None,
        event.get("offsetStart") or 0,
        bool(event.get("showOptimizedSlots")),
        _buffers(event),
        event.get("minimumBookingNotice") or 0,
        event.get("seatsPerTimeSlot"),
        _limits(event.get("bookingLimits")),
        _limits(event.get("durationLimits")),
        team_bookings=_limits(event.get("teamBookingLimits")),
        team_services=frozenset(_service(id) for id, other in events.items() if "teamId" in other),
        reach=_reach(event, zone),
        restriction=schedule(restriction) if restriction else None,
        restricted_by_askers_clock=bool(restriction and restriction.get("useBookerTimezone")),
        first_of_day_only=bool(event.get("onlyShowFirstAvailableSlot")),
        moved_with_same_person=bool(event.get("rescheduleWithSameRoundRobinHost")),
        hours=schedule(hours) if hours else None,
    )


def _buffers(event: Case) -> Buffers:
    minutes = (event.get(name) or 0 for name in ("beforeBuffer", "afterBuffer"))
    return Buffers.of_minutes(*minutes)


def _limits(limits: Case | None) -> Limits:
    if not limits:
        return NO_LIMITS
    names = ("PER_DAY", "PER_WEEK", "PER_MONTH", "PER_YEAR")
    only(limits, frozenset(names), "limits.")
    return Limits(*(limits.get(name) for name in names))


def _reach(event: Case, zone: ZoneInfo) -> Reach:
    business_days = not event.get("periodCountCalendarDays")
    match event.get("periodType"):
        case "ROLLING":
            return Rolling(event["periodDays"], business_days)
        case "ROLLING_WINDOW":
            return RollingBookable(event["periodDays"], business_days)
        case "RANGE":
            edges = (event["periodStartDate"], event["periodEndDate"])
            first, last = (date_meant(edge, zone) for edge in edges)
            return Dates(first, last, zone)
        case None | "UNLIMITED":
            return None
        case other:
            raise NotBuiltError(f"event.periodType {other}")


def _host(host: Case, event: Case) -> Host:
    """Journeys belong to a host's usual schedule, dates out of office to the person."""
    only(host, HOST, "host.")
    own = host.get("hostSchedule")
    if own:
        only(own, SCHEDULE, "hostSchedule.")
    away = days_away(host.get("ooo") or ())
    team = event.get("schedulingType")
    if team not in TEAMS:
        raise NotBuiltError(f"event.schedulingType {team}")
    fixed = TEAMS[team] or bool(host.get("isFixed"))
    return Host(
        _staff(host["id"]),
        schedule(own, away=away) if own else schedule(host, host.get("travel") or (), away),
        tuple(span(busy) for busy in host.get("calendarBusy") or ()),
        FIXED if fixed else Role(fixed=False, group=host.get("groupId")),
        ZoneInfo(host["userTimeZone"]) if host.get("userTimeZone") else None,
    )


def _engagements(case: Case, events: Mapping[int, Case]) -> Iterator[Engagement]:
    for number, booking in enumerate(case.get("bookings") or ()):
        only(booking, BOOKING, "booking.")
        status = booking.get("status", "ACCEPTED")
        if status not in {"ACCEPTED", "PENDING"}:
            continue
        id = booking.get("eventTypeId", 1)
        event = events.get(id, {})
        yield Engagement(
            booking.get("uid") or f"booking {number}",
            _service(id),
            tuple(_staff(host) for host in booking["hostIds"]),
            span(booking),
            _buffers(event),
            requested=status == "PENDING",
            requested_blocks=bool(event.get("requiresConfirmationWillBlockSlot")),
            seats_taken=booking.get("seatsTaken", 1),
        )


def _kept(reserved: Case) -> Kept:
    only(reserved, RESERVED, "reserved.")
    until = reserved.get("releaseAt")
    host = reserved.get("hostId")
    return Kept(
        span(reserved),
        None if host is None else _staff(host),
        datetime.fromisoformat(until).astimezone(UTC) if until else None,
        bool(reserved.get("mine")),
        bool(reserved.get("isSeat")),
    )
