"""Weekly hours by the wall clock of a place.

>>> from datetime import date, time
>>> from zoneinfo import ZoneInfo
>>> hours = WeeklyHours.parse("Tue-Fri 09:00-18:00, Sat 09:00-14:00")
>>> [len(hours.on(date(2026, 11, day), ZoneInfo("Europe/Berlin"))) for day in (22, 23, 24)]
[0, 0, 1]
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Self
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.errors import Refused
from askpro.domain.moment import Interval, common, edge_at_wall_time, local, merged

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_RULE = re.compile(r"(?P<first>\w{3})(?:-(?P<last>\w{3}))? (?P<start>\d\d:\d\d)-(?P<end>\d\d:\d\d)")


@attrs.define
class NotHours(Refused):
    """Hours are written such as: Tue-Fri 09:00-18:00, Sat 09:00-14:00."""

    text: str


@attrs.frozen(order=True)
class Opening:
    """Open on one weekday (Monday is 0) from start until end; midnight as end is 24:00."""

    weekday: int
    start: time
    end: time

    def __attrs_post_init__(self) -> None:
        assert 0 <= self.weekday < len(DAY_NAMES)
        if self.end != time.min and self.end <= self.start:
            raise NotHours(f"{DAY_NAMES[self.weekday]} {self.start:%H:%M}-{self.end:%H:%M}")


@attrs.frozen(cache_hash=True)
class WeeklyHours:
    """When a place is open or a person works, week after week."""

    openings: tuple[Opening, ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``Tue-Fri 09:00-18:00, Sat 09:00-14:00``; 24:00 may end a day."""
        return cls(tuple(opening for rule in text.split(",") for opening in _openings(rule)))

    def on(self, day: date, zone: ZoneInfo) -> tuple[Interval, ...]:
        """The open intervals that begin on this local date."""
        return merged(
            Interval(start, end)
            for opening in self.openings
            if opening.weekday == day.weekday()
            for start, end in [_edges(opening, day, zone)]
            if start < end
        )

    def within(self, window: Interval, zone: ZoneInfo) -> tuple[Interval, ...]:
        """The open intervals that touch the window, whole, joined over midnight."""
        first = local(window.start, zone).date() - timedelta(days=1)
        days = (local(window.end, zone).date() - first).days + 1
        whole = merged(
            interval
            for offset in range(days)
            for interval in self.on(first + timedelta(days=offset), zone)
        )
        return tuple(interval for interval in whole if interval.overlaps(window))


@lru_cache(maxsize=8192)
def open_around(
    day: date, zone: ZoneInfo, opening: WeeklyHours, working: WeeklyHours
) -> tuple[Interval, ...]:
    """When both hours allow work on a local date, joined over the midnights beside it.

    The same few weeks are asked for in every call, so the answers are kept.
    """
    days = [day + timedelta(days=offset) for offset in (-1, 0, 1)]
    there = (interval for each in days for interval in opening.on(each, zone))
    here = (interval for each in days for interval in working.on(each, zone))
    return common(there, here)


def _edges(opening: Opening, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    last = day + timedelta(days=1) if opening.end == time.min else day
    return edge_at_wall_time(day, opening.start, zone), edge_at_wall_time(last, opening.end, zone)


def _openings(rule: str) -> Iterator[Opening]:
    found = _RULE.fullmatch(rule.strip())
    if found is None or found["first"] not in DAY_NAMES:
        raise NotHours(rule.strip())
    first = DAY_NAMES.index(found["first"])
    last = DAY_NAMES.index(found["last"]) if found["last"] in DAY_NAMES else first
    try:
        start = time.fromisoformat(found["start"])
        end = time.min if found["end"] == "24:00" else time.fromisoformat(found["end"])
    except ValueError as error:
        raise NotHours(rule.strip()) from error
    for weekday in range(first, last + 1):
        yield Opening(weekday, start, end)
