"""How the slot cases write instants, hours and dates, as values of the domain."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from askpro.domain.booking.hours import Opening, WeeklyHours
from askpro.domain.booking.timetable.schedule import DayHours, Journey, Schedule, days_between
from askpro.domain.booking.timetable.spans import Span, Spans
from askpro.domain.moment import local
from tests.cases.outcome import Case, only

Pairs = list[list[str]]
RULE = frozenset({"days", "start", "end"})
OVERRIDE = frozenset({"date", "start", "end"})
SCHEDULE = frozenset({"timeZone", "weekly", "overrides"})


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def closing(text: str) -> datetime:
    """An end may be written as the last moment before it."""
    end = moment(text)
    if end.second != 59:
        return end
    return end.replace(second=0, microsecond=0) + timedelta(minutes=1)


def span(edges: Case) -> Span:
    return moment(edges["start"]), closing(edges["end"])


def spans(pairs: Pairs) -> Spans:
    return tuple((moment(start), moment(end)) for start, end in pairs)


def shown(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def last_moment(end: datetime) -> str:
    """The last millisecond before an end."""
    return shown(end - timedelta(milliseconds=1))


def pairs(found: Iterable[Span]) -> Pairs:
    return [[shown(start), shown(end)] for start, end in found]


def schedule(
    case: Case, travel: Sequence[Case] = (), away: frozenset[date] = frozenset()
) -> Schedule:
    """Hours in a zone, with dates that differ, journeys and dates out of office."""
    zone = ZoneInfo(case["timeZone"])
    return Schedule(
        zone,
        weekly_hours(case["weekly"]),
        tuple(_day_hours(override) for override in case.get("overrides") or ()),
        tuple(_journey(each, zone) for each in travel),
        away,
    )


def weekly_hours(rules: Sequence[Case]) -> WeeklyHours:
    """Sunday is 0 in the cases; rules that end before they start hold no time."""
    for rule in rules:
        only(rule, RULE, "weekly.")
    return WeeklyHours(
        tuple(
            Opening((day - 1) % 7, start, end)
            for rule in rules
            for start, end in _hours(rule)
            for day in rule["days"]
        )
    )


def days_away(out_of_office: Iterable[Case]) -> frozenset[date]:
    """Whole dates, written as the first and last moment they have in UTC."""
    return frozenset(
        day
        for each in out_of_office
        for day in days_between(moment(each["start"]).date(), moment(each["end"]).date())
    )


def date_meant(text: str, zone: tzinfo) -> date:
    """A date written as an instant: midnight in UTC or in the zone."""
    at = moment(text)
    return at.date() if at.time() == time.min else local(at, zone).date()


def _hours(rule: Case) -> Iterable[tuple[time, time]]:
    """23:59 as an end is midnight."""
    start, end = time.fromisoformat(rule["start"]), time.fromisoformat(rule["end"])
    if end > start:
        yield start, time.min if rule["end"] == "23:59" else end


def _day_hours(override: Case) -> DayHours:
    only(override, OVERRIDE, "override.")
    return DayHours(date.fromisoformat(override["date"][:10]), tuple(_hours(override)))


def _journey(travel: dict[str, Any], zone: ZoneInfo) -> Journey:
    """The dates whose noon lies in it: its edges are midnights of one zone or another."""
    half = timedelta(hours=12)
    first = local(moment(travel["start"]) + half - timedelta(microseconds=1), zone).date()
    if travel["end"] is None:
        return Journey(ZoneInfo(travel["timeZone"]), first)
    last = local(moment(travel["end"]) - half, zone).date()
    return Journey(ZoneInfo(travel["timeZone"]), first, last)
