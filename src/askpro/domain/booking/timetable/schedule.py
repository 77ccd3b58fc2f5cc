"""When somebody works: a week by the wall clock, dates that differ, journeys, days away.

>>> from datetime import UTC
>>> week = WeeklyHours.parse("Mon-Fri 09:00-17:00")
>>> berlin = Schedule(ZoneInfo("Europe/Berlin"), week, (DayHours(date(2026, 6, 11)),))
>>> day = datetime(2026, 6, 10, tzinfo=UTC)
>>> [f"{start:%d %H:%M}-{end:%H:%M}" for start, end in berlin.open((day, day + 3 * DAY))]
['10 07:00-15:00', '12 07:00-15:00']
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import Self, TypeAlias
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.booking.hours import Opening, WeeklyHours
from askpro.domain.booking.timetable.spans import Span, Spans, clipped, joined
from askpro.domain.moment import edge_at_wall_time, local

DAY = timedelta(days=1)
REACH = timedelta(days=2)
"""A local date may begin so long before or after the date it has in UTC."""

WallHours: TypeAlias = tuple[tuple[time, time], ...]
"""From and until by the wall clock; midnight as an end is 24:00."""


@attrs.frozen
class DayHours:
    """The hours of one local date, instead of the week's; without any, the date is closed."""

    day: date
    hours: WallHours = ()


@attrs.frozen
class Journey:
    """From the first local date to the last the schedule follows another zone's clock."""

    zone: ZoneInfo
    first: date
    last: date = date.max


@attrs.define(slots=False, frozen=True)
class Schedule:
    """Wall-clock hours, which decide also on the days the clock is moved.

    ``away`` are local dates out of office; ``without_away`` is the schedule as if there
    were none, to tell why a date is closed.
    """

    zone: ZoneInfo
    weekly: WeeklyHours
    overrides: tuple[DayHours, ...] = ()
    journeys: tuple[Journey, ...] = ()
    away: frozenset[date] = frozenset()

    def open(self, during: Span) -> Spans:
        """The open stretches in this time, joined where they touch, also over midnight."""
        return clipped(joined(self._opened(*during)), during)

    def without_away(self) -> Self:
        return attrs.evolve(self, away=frozenset())

    def zone_on(self, day: date) -> ZoneInfo:
        """Whose clock the local date follows; of two journeys the first named."""
        for journey in self.journeys:
            if journey.first <= day <= journey.last:
                return journey.zone
        return self.zone

    def is_away(self, moment: datetime) -> bool:
        """Whether the instant lies in a date out of office."""
        return bool(self.away) and local(moment, self.zone).date() in self.away

    def _opened(self, start: datetime, end: datetime) -> Iterator[Span]:
        overrides = self._overrides
        day, last = (start - REACH).date(), (end + REACH).date()
        while day <= last:
            if day not in self.away:
                hours = overrides.get(day)
                zone = self.zone_on(day) if self.journeys else self.zone
                if hours is None:
                    yield from _week_on(day, zone, self.weekly)
                elif hours:
                    yield from hours_on(day, zone, hours)
            day += DAY

    @cached_property
    def _overrides(self) -> dict[date, WallHours]:
        """Several for one date count together."""
        found: dict[date, WallHours] = {}
        for override in self.overrides:
            found[override.day] = (*found.get(override.day, ()), *override.hours)
        return found


def always(zone: ZoneInfo) -> Schedule:
    """A schedule that never closes."""
    whole_days = (Opening(weekday, time.min, time.min) for weekday in range(7))
    return Schedule(zone, WeeklyHours(tuple(whole_days)))


def days_between(first: date, last: date) -> frozenset[date]:
    """Both included; none when the last lies before the first."""
    return frozenset(first + timedelta(days=after) for after in range((last - first).days + 1))


def hours_on(day: date, zone: ZoneInfo, hours: Sequence[tuple[time, time]]) -> Spans:
    """Wall-clock hours of a local date; those that end before they start hold no time."""
    edges = (
        (
            edge_at_wall_time(day, start, zone),
            edge_at_wall_time(day + DAY if end == time.min else day, end, zone),
        )
        for start, end in hours
    )
    return joined(span for span in edges if span[0] < span[1])


@lru_cache(maxsize=16_384)
def _week_on(day: date, zone: ZoneInfo, weekly: WeeklyHours) -> Spans:
    """The same few weeks are asked for in every call, so the answers are kept."""
    weekday = day.weekday()
    hours = [(each.start, each.end) for each in weekly.openings if each.weekday == weekday]
    return hours_on(day, zone, hours) if hours else ()
