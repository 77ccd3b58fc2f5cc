"""How much may be booked in a day, a week, a month and a year by somebody's clock.

    limit      what is spent              a period is full when
    bookings   appointments that begin    spent + 1 > limit
    minutes    their lengths              spent + the length asked for > limit

Weeks begin on Sunday. A full period is blocked as a whole.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.booking.timetable.spans import FOREVER, Span
from askpro.domain.moment import edge_at_wall_time, local


@attrs.frozen
class Limits:
    """The most in each period; None sets no limit."""

    per_day: int | None = None
    per_week: int | None = None
    per_month: int | None = None
    per_year: int | None = None

    def full(
        self, spent: Iterable[tuple[datetime, int]], adding: int, zone: ZoneInfo
    ) -> Iterator[Span]:
        """The periods that hold no more of what is added.

        ``spent`` are starts with amounts.

        >>> noon = datetime(2026, 6, 10, 12, tzinfo=ZoneInfo("UTC"))
        >>> [span] = Limits(per_week=1).full([(noon, 1)], 1, ZoneInfo("UTC"))
        >>> f"{span[0]:%a %d} to {span[1]:%a %d}"
        'Sun 07 to Sun 14'
        """
        limits = [
            (limit, dates_around)
            for limit, dates_around in (
                (self.per_day, day_around),
                (self.per_week, week_around),
                (self.per_month, month_around),
                (self.per_year, year_around),
            )
            if limit is not None
        ]
        dated = [(local(start, zone).date(), amount) for start, amount in spent] if limits else ()
        for limit, dates_around in limits:
            if adding > limit:
                yield FOREVER
            sums: Counter[tuple[date, date]] = Counter()
            for day, amount in dated:
                sums[dates_around(day)] += amount
            for (first, following), amount in sums.items():
                if amount + adding > limit:
                    yield (
                        edge_at_wall_time(first, time.min, zone),
                        edge_at_wall_time(following, time.min, zone),
                    )


NO_LIMITS = Limits()


def day_around(day: date) -> tuple[date, date]:
    """The date and the next one."""
    return day, day + timedelta(days=1)


def week_around(day: date) -> tuple[date, date]:
    """From Sunday to the next Sunday.

    >>> week_around(date(2026, 6, 13))[0]
    datetime.date(2026, 6, 7)
    """
    sunday = day - timedelta(days=day.isoweekday() % 7)
    return sunday, sunday + timedelta(days=7)


def month_around(day: date) -> tuple[date, date]:
    """From the first to the next first."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1)


def year_around(day: date) -> tuple[date, date]:
    """From New Year's Day to the next one."""
    return date(day.year, 1, 1), date(day.year + 1, 1, 1)
