"""Who does it together: everybody fixed, and one of each group.

collective    everybody is fixed: the time all have
round robin   of each group somebody, and all the fixed: the time of any one of the
              group, each person's stretches by themselves
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.booking.timetable.schedule import Schedule
from askpro.domain.booking.timetable.spans import Spans, both, separate
from askpro.domain.ids import HostId


@attrs.frozen
class Role:
    """Fixed members are always needed; of those in one group anybody will do."""

    fixed: bool = True
    group: str | None = None


FIXED = Role()


@attrs.frozen
class Host:
    """A staff member, or a room, as far as the timetable looks: hours, and what is outside.

    Rooms are one more group, of which any one is needed beside the people.

    Buffers must be free of what is ``outside`` as well; into ``absences`` they may reach,
    as they may beyond the hours. ``home`` is the person's own zone, where the schedule has
    another.
    """

    id: HostId
    schedule: Schedule
    outside: Spans = ()
    role: Role = FIXED
    home: ZoneInfo | None = None
    absences: Spans = ()


def team_time(parts: Iterable[tuple[Role, Spans]]) -> Spans:
    """When the team can work, from when each of them can.

    Somebody fixed without any time vetoes; nobody at all has no time.

    >>> from datetime import UTC, datetime
    >>> nine, ten, noon = (datetime(2026, 6, 10, hour, tzinfo=UTC) for hour in (9, 10, 12))
    >>> anyone = Role(fixed=False)
    >>> team_time([(anyone, ((nine, ten),)), (anyone, ((ten, noon),))]) == (
    ...     (nine, ten), (ten, noon))
    True
    >>> team_time([(FIXED, ((nine, noon),)), (anyone, ((ten, noon),))]) == ((ten, noon),)
    True
    """
    needed: list[Spans] = []
    groups: dict[str | None, list[Spans]] = {}
    for role, free in parts:
        if role.fixed:
            needed.append(separate(free))
        else:
            groups.setdefault(role.group, []).append(free)
    needed += [separate(span for free in each for span in free) for each in groups.values()]
    return reduce(both, needed) if needed else ()


def crews(hosts: Sequence[Host]) -> Sequence[Sequence[Host]]:
    """From each of these lists one is needed."""
    fixed = [(host,) for host in hosts if host.role.fixed]
    groups: dict[str | None, list[Host]] = {}
    for host in hosts:
        if not host.role.fixed:
            groups.setdefault(host.role.group, []).append(host)
    return [*fixed, *groups.values()]
