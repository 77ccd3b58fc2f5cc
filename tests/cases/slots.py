"""Slot cases for the engine there is: one host, weekly hours, bookings, busy times, notice.

What has no builder here, and every field nobody looks at, is a failure, never a skip.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import reduce
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from askpro.domain.booking.bookability import Bookability, Taken
from askpro.domain.booking.hours import Opening, WeeklyHours
from askpro.domain.booking.service import Catalogue, Service, StaffMember
from askpro.domain.ids import BranchId, OrganisationId, ServiceId, StaffId
from askpro.domain.moment import Interval, common, without
from askpro.domain.money import Money
from askpro.domain.organisations.policy import Policy
from tests.cases.outcome import Case, NotBuiltError, Outcome, only, outcomes_of

Pairs = list[list[str]]
HEAD = frozenset(
    {"id", "test", "source", "now", "kind", "timezone", "expected", "expected_count", "verdict"}
    | {"produced_by", "why", "calcom", "features"}
)
SCHEDULE = HEAD | {"query", "event", "hosts", "bookings", "otherEvents"}
EVENT = frozenset(
    {"id", "length", "slotInterval", "beforeBuffer", "afterBuffer", "minimumBookingNotice"}
)
HOST = frozenset({"id", "timeZone", "weekly", "calendarBusy"})
BOOKING = frozenset({"uid", "hostIds", "start", "end", "eventTypeId", "status"})
QUERY = frozenset({"start", "end", "timeZone"})
RULE = frozenset({"days", "start", "end"})
WHOLE_WORLD_DAYS = 3_650
_NAMES = UUID(int=0)


def intervals(pairs: Pairs) -> tuple[Interval, ...]:
    """Empty ranges hold no moment and are left out."""
    moments = ([datetime.fromisoformat(edge) for edge in pair] for pair in pairs)
    return tuple(Interval(start, end) for start, end in moments if start < end)


def shown(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def subtract(case: Case) -> Pairs:
    return _pairs(without(intervals(case["ranges"]), intervals(case["busy"])))


def intersect(case: Case) -> Pairs:
    lists = [intervals(pairs) for pairs in case["lists"]]
    return _pairs(reduce(common, lists) if lists else ())


def weekly_to_ranges(case: Case) -> Pairs:
    _without_content(case, "travel")
    rule = {name: case[name] for name in RULE}
    return _open_times(case, [rule])


def hours_to_ranges(case: Case) -> Pairs:
    _without_content(case, "travel", "overrides", "dates_out_of_office")
    return _open_times(case, case["weekly"])


def schedule(case: Case) -> list[str]:
    """The starts our own bookability lists for the asked time."""
    only(case, SCHEDULE)
    only(case["event"], EVENT, "event.")
    only(case["query"], QUERY, "query.")
    if len(case["hosts"]) != 1:
        raise NotBuiltError("several hosts")
    (host,) = case["hosts"]
    only(host, HOST, "host.")
    event = _service(case["event"])
    others = [_service(other) for other in case.get("otherEvents", [])]
    hours = weekly_hours(host["weekly"])
    member = StaffMember(_staff(host["id"]), _OWNER, _PLACE, "", hours, frozenset({event.id}))
    book = Bookability(
        Catalogue(hours, (event,), (member,), Policy(booking_window_days=WHOLE_WORLD_DAYS)),
        ZoneInfo(host["timeZone"]),
        datetime.fromisoformat(case["now"]),
        tuple(_taken(case, host, {service.id: service for service in (event, *others)})),
    )
    start, end = (datetime.fromisoformat(case["query"][edge]) for edge in ("start", "end"))
    window = Interval(start, end + timedelta(milliseconds=1))
    return [shown(slot.start) for slot in book.slots(event, window)]


def weekly_hours(rules: Sequence[Case]) -> WeeklyHours:
    """Sunday is 0 in the cases; 23:59 as an end is midnight."""
    for rule in rules:
        only(rule, RULE, "weekly.")
    return WeeklyHours(
        tuple(
            Opening((day - 1) % 7, time.fromisoformat(rule["start"]), _end(rule["end"]))
            for rule in rules
            for day in rule["days"]
        )
    )


_OWNER, _PLACE = OrganisationId(UUID(int=1)), BranchId(UUID(int=2))


def _end(clock: str) -> time:
    return time.min if clock == "23:59" else time.fromisoformat(clock)


def _staff(id: int) -> StaffId:
    return StaffId(uuid5(_NAMES, f"host {id}"))


def _event(id: int) -> ServiceId:
    return ServiceId(uuid5(_NAMES, f"event {id}"))


def _service(event: Case) -> Service:
    only(event, EVENT, "event.")
    return Service(
        _event(event["id"]),
        _OWNER,
        "",
        event["length"],
        Money(0),
        event.get("beforeBuffer", 0),
        event.get("afterBuffer", 0),
        policy=Policy(
            # An event without a notice still needs a minute.
            minimum_notice_minutes=max(event.get("minimumBookingNotice", 0), 1),
            slot_grid_minutes=event.get("slotInterval") or event["length"],
        ),
    )


def _taken(case: Case, host: Case, services: Mapping[ServiceId, Service]) -> Iterator[Taken]:
    for busy in host.get("calendarBusy", []):
        yield Taken(_staff(host["id"]), _interval(busy))
    for booking in case.get("bookings", []):
        only(booking, BOOKING, "booking.")
        if booking.get("status", "ACCEPTED") != "ACCEPTED" or host["id"] not in booking["hostIds"]:
            continue
        service = services[_event(booking.get("eventTypeId", 1))]
        yield Taken(_staff(host["id"]), service.occupies(_interval(booking)))


def _interval(edges: Case) -> Interval:
    return Interval(datetime.fromisoformat(edges["start"]), datetime.fromisoformat(edges["end"]))


def _open_times(case: Case, rules: Sequence[Case]) -> Pairs:
    window = Interval(datetime.fromisoformat(case["from"]), datetime.fromisoformat(case["to"]))
    found = weekly_hours(rules).within(window, ZoneInfo(case["timezone"]))
    return _pairs(common(found, [window]))


def _without_content(case: Case, *names: str) -> None:
    filled = [name for name in names if case.get(name)]
    if filled:
        raise NotBuiltError(", ".join(filled))


def _pairs(found: tuple[Interval, ...]) -> Pairs:
    return [[shown(interval.start), shown(interval.end)] for interval in found]


BUILDERS: dict[str, Callable[[Case], object]] = {
    "schedule": schedule,
    "weekly_to_ranges": weekly_to_ranges,
    "hours_to_ranges": hours_to_ranges,
    "subtract": subtract,
    "intersect": intersect,
}


def outcomes(document: Case) -> Iterator[Outcome]:
    def got(case: Case) -> object:
        build = BUILDERS.get(case["kind"])
        if build is None:
            raise NotBuiltError(f"kind {case['kind']}")
        return build(case)

    return outcomes_of(document, lambda case: case.get("expected"), got)
