"""How far ahead may be booked: some days from today, some bookable days, or fixed dates.

    kind             from        until the end of            by the clock of
    Rolling          today       the Nth day after today     whoever asks
    RollingBookable  today       the Nth day with a start    whoever asks
    Dates            first date  the last date               the place

Days that do not count (weekends, where business days are counted) are bookable all the same.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from typing import TypeAlias

import attrs

from askpro.domain.booking.grid import day_edges
from askpro.domain.booking.timetable.spans import FOREVER, Span
from askpro.domain.moment import local

MOST_DAYS_LOOKED_AT = 61
_SATURDAY = 5


@attrs.frozen
class Rolling:
    """Today and so many days after it."""

    days: int
    business_days: bool = False

    def last(self, today: date) -> date:
        """The last date that can be booked.

        >>> Rolling(2, business_days=True).last(date(2026, 6, 5))
        datetime.date(2026, 6, 9)
        """
        if not self.business_days:
            return today + timedelta(days=self.days)
        day, left = today, self.days
        while left > 0:
            day += timedelta(days=1)
            left -= is_business_day(day)
        return day


@attrs.frozen
class RollingBookable:
    """From today on until so many dates with a free start have gone by."""

    days: int
    business_days: bool = False

    def last(self, today: date, bookable: Callable[[date], bool]) -> date:
        """The last of the days that count, looking at no more than 61.

        Without any it is the day after those: no end at all would be no limit.

        >>> RollingBookable(2).last(date(2026, 6, 5), lambda day: day.day != 6)
        datetime.date(2026, 6, 7)
        """
        last, found = today + timedelta(days=MOST_DAYS_LOOKED_AT), 0
        for after in range(MOST_DAYS_LOOKED_AT):
            day = today + timedelta(days=after)
            if (is_business_day(day) or not self.business_days) and bookable(day):
                last, found = day, found + 1
                if found >= self.days:
                    break
        return last


@attrs.frozen
class Dates:
    """From the first date to the last, both included, by the clock of the place."""

    first: date
    last: date
    zone: tzinfo


Reach: TypeAlias = Rolling | RollingBookable | Dates | None
"""None has no end."""


def reachable(
    reach: Reach,
    now: datetime,
    asked_in: tzinfo,
    bookable: Callable[[date], bool],
) -> Span:
    """In which time an appointment may start."""
    beginning, end = FOREVER
    today = local(now, asked_in).date()
    match reach:
        case Rolling():
            end = day_edges(reach.last(today), asked_in)[1]
        case RollingBookable():
            end = day_edges(reach.last(today, bookable), asked_in)[1]
        case Dates(first, last, zone):
            beginning, end = day_edges(first, zone)[0], day_edges(last, zone)[1]
        case None:
            pass
    return beginning, end


def is_business_day(day: date) -> bool:
    return day.weekday() < _SATURDAY
