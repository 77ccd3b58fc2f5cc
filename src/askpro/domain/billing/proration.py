"""Parts of a period's fee, by local days or by seconds; the denominator is the whole period.

    30.00 for April, from the 16th on        15 of 30 days               15.00
    1000.00 → 3000.00, 166 of 366 days left  credit 453.55               charge 1360.66
    1.00 in three parts of ten days each     0.33, 0.34 and 0.33         1.00

A part is what the fee rises by between its first and its last moment, so parts of any
number sum to the fee and the last takes what is left.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.moment import Interval, edge_at_wall_time, utc
from askpro.domain.money import Money, half_up

A_DAY = timedelta(days=1)
A_MICROSECOND = timedelta(microseconds=1)


@attrs.frozen
class Period:
    """Whole local days, from the first until just before ``end``.

    >>> period = Period(date(2024, 4, 1), date(2024, 7, 1))
    >>> period.days, period.days_from(date(2024, 5, 20))
    (91, 42)
    """

    first: date
    end: date

    def __attrs_post_init__(self) -> None:
        if self.end <= self.first:
            raise ValueError(f"{self.end} is not after {self.first}")

    @classmethod
    def month_of(cls, day: date) -> "Period":
        first = day.replace(day=1)
        return cls(first, (first + 31 * A_DAY).replace(day=1))

    @property
    def previous(self) -> "Period":
        """The month before its first day."""
        return Period.month_of(self.first - A_DAY)

    @property
    def name(self) -> str:
        """The month of its first day, such as ``2026-11``.

        >>> Period.month_of(date(2026, 1, 31)).previous.name
        '2025-12'
        """
        return f"{self.first:%Y-%m}"

    @property
    def days(self) -> int:
        return (self.end - self.first).days

    def days_from(self, start: date) -> int:
        """How many of its days are left on the morning of a day, within the period."""
        return (self.end - min(max(start, self.first), self.end)).days

    def interval(self, zone: ZoneInfo) -> Interval:
        """Its instants in a zone: from midnight to midnight, an hour more or less twice a year.

        >>> berlin = ZoneInfo("Europe/Berlin")
        >>> [Period.month_of(date(2026, month, 1)).interval(berlin).length.total_seconds() / 3600
        ...  for month in (3, 4, 10)]
        [743.0, 720.0, 745.0]
        """
        midnights = (edge_at_wall_time(day, time(0), zone) for day in (self.first, self.end))
        return Interval(*midnights)


def prorated(fee: Money, used: int, whole: int) -> Money:
    """One part alone: so many days or seconds of a whole period, rounded once, half up.

    >>> prorated(Money(100_000), 166, 366).cents, prorated(Money(300_000), 166, 365).cents
    (45355, 136438)
    """
    assert 0 <= used <= whole
    return Money(half_up(fee.cents * used, whole), fee.currency)


def by_days(fee: Money, period: Period, cuts: Sequence[date] = ()) -> tuple[Money, ...]:
    """The parts of a fee between the days a period is cut at, each the first of a part.

    >>> april = Period.month_of(date(2026, 4, 1))
    >>> parts = by_days(Money(100), april, [date(2026, 4, 11), date(2026, 4, 21)])
    >>> [part.cents for part in parts]
    [33, 34, 33]
    """
    places = [(cut - period.first).days for cut in cuts]
    return _parts(fee, places, period.days)


def by_seconds(fee: Money, whole: Interval, cuts: Sequence[datetime] = ()) -> tuple[Money, ...]:
    """As ``by_days`` between instants, exact to the microsecond."""
    places = [(utc(cut) - whole.start) // A_MICROSECOND for cut in cuts]
    return _parts(fee, places, whole.length // A_MICROSECOND)


def _parts(fee: Money, places: Sequence[int], whole: int) -> tuple[Money, ...]:
    """What the rounded fee rises by from each place to the next."""
    borders = (0, *places, whole)
    assert all(left <= right for left, right in pairwise(borders)), "cuts ascend in the period"
    risen = [prorated(fee, border, whole) for border in borders]
    return tuple(after - before for before, after in pairwise(risen))
