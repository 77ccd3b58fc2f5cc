"""Which people a question is about, and who of the free ones does it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from askpro.domain.booking.timetable.engagement import Engagement
from askpro.domain.booking.timetable.plan import Plan, Question
from askpro.domain.booking.timetable.schedule import DAY
from askpro.domain.booking.timetable.spans import Span, joined
from askpro.domain.booking.timetable.team import Host
from askpro.domain.ids import HostId

PATIENCE = timedelta(days=14)
"""So long somebody waits for the preferred person; if that takes longer, anybody will do."""


def asked_hosts(
    hosts: Sequence[Host],
    plan: Plan,
    question: Question,
    engagements: Iterable[Engagement],
    now: datetime,
    has_time: Callable[[Sequence[Host], Span], bool],
) -> Sequence[Host]:
    """The people who come into question; those who are always needed are always among them.

    ``has_time`` says whether a team has any free time in a span.
    """
    asked = _narrowed(hosts, question.only)
    if question.moving is not None and plan.moved_with_same_person:
        asked = _narrowed(asked, _person_of(question.moving, engagements))
    if question.preferred is None:
        return asked
    with_preferred = _narrowed(asked, frozenset({question.preferred}))
    first_weeks = (now, now + PATIENCE)
    if len(with_preferred) == len(asked) or has_time(with_preferred, first_weeks):
        return with_preferred
    later = question.during[0] >= first_weeks[1] and has_time(with_preferred, question.during)
    return with_preferred if later else asked


def least_loaded(
    hosts: Sequence[Host],
    engagements: Sequence[Engagement],
    start: datetime,
    midnight: datetime,
    now: datetime,
) -> Host:
    """Of those who are free then: the one with least to do that day, then the longest idle."""

    def preference(host: Host) -> tuple[timedelta, datetime, int]:
        own = (each.during for each in engagements if each.blocks and host.id in each.host_ids)
        busy = joined((*own, *host.outside))
        load = (end - begin for begin, end in busy if midnight <= begin < midnight + DAY)
        ended = max((end for _, end in busy if end <= start), default=now)
        return sum(load, timedelta()), ended, host.id.int

    return min(hosts, key=preference)


def _narrowed(hosts: Sequence[Host], only: frozenset[HostId]) -> Sequence[Host]:
    """Those, where any of them may be chosen among; else everybody."""
    if not any(host.id in only and not host.role.fixed for host in hosts):
        return hosts
    return [host for host in hosts if host.role.fixed or host.id in only]


def _person_of(moving: str, engagements: Iterable[Engagement]) -> frozenset[HostId]:
    """Who leads the appointment that is being moved."""
    leaders = (each.host_ids[:1] for each in engagements if each.key == moving)
    return frozenset(id for ids in leaders for id in ids)
