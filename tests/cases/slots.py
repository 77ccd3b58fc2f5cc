"""Slot cases: each kind's fields become values of the domain, whose answer is compared.

What has no builder here, and every field nobody looks at, is a failure, never a skip.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import reduce
from zoneinfo import ZoneInfo

from askpro.domain.booking.grid import day_edges
from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.timetable.pace import Pace
from askpro.domain.booking.timetable.reach import (
    Dates,
    Reach,
    Rolling,
    RollingBookable,
    reachable,
)
from askpro.domain.booking.timetable.schedule import Schedule
from askpro.domain.booking.timetable.spans import Spans, both, clipped, joined, outside, separate
from askpro.domain.booking.timetable.team import FIXED, Role, team_time
from askpro.domain.moment import local
from tests.cases import schedules
from tests.cases.notation import (
    Pairs,
    closing,
    date_meant,
    last_moment,
    moment,
    pairs,
    schedule,
    shown,
    spans,
)
from tests.cases.outcome import Case, NotBuiltError, Outcome, only, outcomes_of

DAY = timedelta(days=1)
HEAD = schedules.HEAD
ALSO_EXPECTED = ("expected_without_ooo", "expected_away", "seats")
"""Answers that some kinds give besides."""


def subtract(case: Case) -> Pairs:
    return pairs(outside(spans(case["ranges"]), spans(case["busy"])))


def intersect(case: Case) -> Pairs:
    lists = [separate(spans(each)) for each in case["lists"]]
    common: Spans = reduce(both, lists) if lists else ()
    return pairs(common)


def aggregate(case: Case) -> Pairs:
    """A team's people count without their dates out of office."""
    team = case["scheduling_type"]
    if team not in schedules.TEAMS:
        raise NotBuiltError(f"scheduling_type {team}")
    alone = team is None and len(case["hosts"]) == 1
    found = "ranges" if alone else "ranges_without_ooo"
    return pairs(
        team_time(
            (
                FIXED
                if schedules.TEAMS[team] or host["is_fixed"]
                else Role(fixed=False, group=host["group"]),
                spans(host[found]),
            )
            for host in case["hosts"]
        )
    )


def weekly_to_ranges(case: Case) -> Pairs:
    only(case, HEAD | {"days", "start", "end", "from", "to", "travel"})
    rule = {name: case[name] for name in ("days", "start", "end")}
    return _open(schedule({"timeZone": case["timezone"], "weekly": [rule]}, case["travel"]), case)


def override_to_range(case: Case) -> list[str] | None:
    only(case, HEAD | {"date", "start", "end", "travel"})
    override = {name: case[name] for name in ("date", "start", "end")}
    hours = {"timeZone": case["timezone"], "weekly": [], "overrides": [override]}
    noon = datetime.fromisoformat(case["date"][:10]).replace(hour=12, tzinfo=UTC)
    found = pairs(schedule(hours, case["travel"]).open((noon - 2 * DAY, noon + 2 * DAY)))
    return found[0] if found else None


def hours_to_ranges(case: Case) -> object:
    known = {"weekly", "overrides", "from", "to", "travel", "dates_out_of_office"}
    only(case, HEAD | known | {"expected_without_ooo"})
    hours = {"timeZone": case["timezone"]} | {name: case[name] for name in ("weekly", "overrides")}
    away = _dates(case["dates_out_of_office"])
    found = schedule(hours, case["travel"], away)
    return {
        "expected": _open(found.without_away(), case),
        "expected_without_ooo": _open(found, case),
    }


def ranges_to_slots(case: Case) -> object:
    known = {"ranges", "event_length", "frequency", "offset_start", "minimum_notice_minutes"}
    known |= {"show_optimized_slots", "dates_out_of_office", "ooo_timezone", "expected_away"}
    only(case, HEAD | known)
    earliest = moment(case["now"]) + timedelta(minutes=case["minimum_notice_minutes"])
    stretches = [(moment(start), closing(end)) for start, end in case["ranges"]]
    latest = max((end for _, end in stretches), default=earliest)
    # Nothing is shorter than a minute.
    frequency, length = max(case["frequency"], 1), max(case["event_length"], 1)
    pace = Pace(frequency, case["offset_start"] or 0, bool(case["show_optimized_slots"]))
    starts = pace.starts(
        clipped(stretches, (earliest.replace(microsecond=0), latest)),
        timedelta(minutes=length),
        ZoneInfo(case["timezone"]),
    )
    away = _dates(case["dates_out_of_office"])
    host = Schedule(ZoneInfo(case["ooo_timezone"] or "UTC"), WeeklyHours(()), away=away)
    return {
        "expected": [shown(start) for start in starts],
        "expected_away": [shown(start) for start in starts if host.is_away(start)],
    }


def rolling_window_end(case: Case) -> str:
    known = {"start", "start_offset_minutes", "days_needed", "count_calendar_days", "bookable"}
    only(case, HEAD | known)
    zone = _fixed(case["start_offset_minutes"])
    window = RollingBookable(case["days_needed"], not case["count_calendar_days"])
    today = local(moment(case["start"]), zone).date()
    last = window.last(today, lambda day: bool(case["bookable"].get(day.isoformat())))
    return last_moment(day_edges(last, zone)[1])


def period_limits(case: Case) -> object:
    known = {"period_type", "period_days", "count_calendar_days", "period_start", "period_end"}
    only(case, HEAD | known | {"event_utc_offset_minutes", "booker_utc_offset_minutes"})
    booker, event = (_fixed(case[f"{who}_utc_offset_minutes"]) for who in ("booker", "event"))
    reach = _reach(case, event)
    within = reachable(reach, moment(case["now"]), booker, lambda _: True)
    dates = isinstance(reach, Dates)
    ahead = reach is not None and not dates
    return {
        "endOfRollingPeriodEndDayInBookerTz": last_moment(within[1]) if ahead else None,
        "startOfRangeStartDayInEventTz": shown(within[0]) if dates else None,
        "endOfRangeEndDayInEventTz": last_moment(within[1]) if dates else None,
    }


def _reach(case: Case, event: timezone) -> Reach:
    business_days = not case["count_calendar_days"]
    match case["period_type"]:
        case "ROLLING":
            return Rolling(case["period_days"], business_days)
        case "ROLLING_WINDOW":
            return RollingBookable(case["period_days"], business_days)
        case "RANGE":
            edges = (case["period_start"], case["period_end"])
            first, last = (date_meant(edge, event) for edge in edges)
            return Dates(first, last, event)
        case None | "UNLIMITED":
            return None
        case other:
            raise NotBuiltError(f"period_type {other}")


def _open(hours: Schedule, case: Case) -> Pairs:
    return pairs(joined(hours.open((moment(case["from"]), closing(case["to"])))))


def _dates(texts: Sequence[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(text[:10]) for text in texts)


def _fixed(offset_minutes: int) -> timezone:
    return timezone(timedelta(minutes=offset_minutes))


BUILDERS: dict[str, Callable[[Case], object]] = {
    "schedule": schedules.answer,
    "weekly_to_ranges": weekly_to_ranges,
    "override_to_range": override_to_range,
    "hours_to_ranges": hours_to_ranges,
    "subtract": subtract,
    "intersect": intersect,
    "aggregate": aggregate,
    "ranges_to_slots": ranges_to_slots,
    "rolling_window_end": rolling_window_end,
    "period_limits": period_limits,
}


def outcomes(document: Case) -> Iterator[Outcome]:
    def got(case: Case) -> object:
        build = BUILDERS.get(case["kind"])
        if build is None:
            raise NotBuiltError(f"kind {case['kind']}")
        return build(case)

    return outcomes_of(document, _expected, got)


def _expected(case: Case) -> object:
    besides = {name: case[name] for name in ALSO_EXPECTED if name in case}
    return {"expected": case.get("expected"), **besides} if besides else case.get("expected")
