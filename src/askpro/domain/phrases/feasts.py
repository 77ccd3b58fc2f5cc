"""Feasts and the days that hang on Easter.

Easter by the Gregorian computus: the first Sunday after the full moon of spring.
"""

from collections.abc import Callable
from datetime import date, timedelta


def easter(year: int) -> date:
    """Easter Sunday.

    >>> easter(2027)
    datetime.date(2027, 3, 28)
    """
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, leap_rest = divmod(in_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - leap_rest) % 7
    correction = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def advent(sunday: int) -> Callable[[int], date]:
    """The first to fourth Sunday of Advent; the fourth is the last before 25 December."""

    def day(year: int) -> date:
        christmas = date(year, 12, 25)
        fourth = christmas - timedelta(days=christmas.weekday() + 1)
        return fourth - timedelta(weeks=4 - sunday)

    return day


def repentance_day(year: int) -> date:
    """The Wednesday eleven days before the first Sunday of Advent."""
    return advent(1)(year) - timedelta(days=11)


def nth_weekday(year: int, month: int, number: int, nth: int) -> date | None:
    """The nth (or last, -1) such weekday of a month, or None where there are not so many."""
    if nth < 0:
        after = date(year + month // 12, month % 12 + 1, 1)
        return after - timedelta(days=(after.weekday() - number - 1) % 7 + 1)
    first = date(year, month, 1)
    day = first + timedelta(days=(number - first.weekday()) % 7 + 7 * (nth - 1))
    return day if day.month == month else None


def mothers_day(year: int) -> date:
    day = nth_weekday(year, 5, 6, 2)
    assert day is not None
    return day
