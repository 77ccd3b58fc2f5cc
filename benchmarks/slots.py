"""A month of starts in the pure core, beside a bare loop over the same grid.

Thirty days of eight hours in Berlin, a start every quarter of an hour, fifty appointments
in each diary. The bare loop steps over the month's grid once and looks each step up among
the busy times of one diary, sorted before; it knows no hours, zones, teams or buffers.

    alone          one person
    round robin    anybody of ten
    collective     all of ten
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from statistics import median
from time import process_time
from uuid import UUID
from zoneinfo import ZoneInfo

from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.timetable.engagement import Engagement
from askpro.domain.booking.timetable.plan import Plan, Question
from askpro.domain.booking.timetable.schedule import Schedule
from askpro.domain.booking.timetable.spans import Spans, joined
from askpro.domain.booking.timetable.team import FIXED, Host, Role
from askpro.domain.booking.timetable.timetable import Timetable
from askpro.domain.ids import ServiceId, StaffId
from benchmarks.figures import Figures, Row

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 6, 1, 6, tzinfo=UTC)
MONTH = (NOW, NOW + timedelta(days=30))
LENGTH = timedelta(minutes=15)
BLOCKS = 50
ROUNDS = 21
PLAN = Plan(ServiceId(UUID(int=1)), LENGTH // timedelta(minutes=1))
TEAMS = (("alone", 1, FIXED), ("round robin", 10, Role(fixed=False)), ("collective", 10, FIXED))


def run() -> Figures:
    """Rounds in which ours and the bare loop take turns; the medians count."""
    rows = [_row(name, people, role) for name, people, role in TEAMS]
    notes = (
        f"One thread, processor time, medians of {ROUNDS} rounds; each round asks anew.",
        "The house asks for 3 ms alone and 10 ms for ten.",
    )
    return Figures("A month of starts", rows, notes)


def _row(name: str, people: int, role: Role) -> Row:
    random = Random(people)
    hosts = [_host(number, role) for number in range(people)]
    booked = [each for host in hosts for each in _booked(host, random)]
    busy = joined(each.during for each in booked if hosts[0].id in each.host_ids)
    question = Question(MONTH, BERLIN)
    ours, bare = [], []
    starts: Sequence[datetime] = ()
    for _ in range(ROUNDS):
        table = Timetable(PLAN, hosts, NOW, question, booked)
        took, starts = _timed(partial(_starts, table))
        ours.append(took)
        bare.append(_timed(partial(_bare_loop, busy))[0])
    assert starts
    spent = median(ours)
    return {
        "team": name,
        "people": people,
        "starts": len(starts),
        "ms": spent * 1_000,
        "µs/start": spent * 1_000_000 / len(starts),
        "bare ms": median(bare) * 1_000,
        "ratio": spent / median(bare),
    }


def _starts(table: Timetable) -> Sequence[datetime]:
    return table.starts


def _bare_loop(busy: Spans) -> list[datetime]:
    ends = [end for _, end in busy]
    found = []
    start, last = MONTH
    while start + LENGTH <= last:
        at = bisect_right(ends, start)
        if at == len(busy) or busy[at][0] >= start + LENGTH:
            found.append(start)
        start += LENGTH
    return found


def _timed(
    question: Callable[[], Sequence[datetime]],
) -> tuple[float, Sequence[datetime]]:
    before = process_time()
    found = question()
    return process_time() - before, found


def _host(number: int, role: Role) -> Host:
    week = WeeklyHours.parse("Mon-Sun 09:00-17:00")
    return Host(StaffId(UUID(int=number + 10)), Schedule(BERLIN, week), role=role)


def _booked(host: Host, random: Random) -> list[Engagement]:
    """Half an hour each, somewhere in the working hours of the month."""
    starts = (
        MONTH[0] + timedelta(days=random.randrange(30), minutes=60 + 5 * random.randrange(90))
        for _ in range(BLOCKS)
    )
    half_hours = ((start, start + timedelta(minutes=30)) for start in starts)
    return [
        Engagement(f"{host.id} {during[0]}", PLAN.service_id, (host.id,), during)
        for during in half_hours
    ]
