"""The parts a phrase about time is made of, the same in every language, before any date is known.

A grammar turns words into pieces; only ``days``, ``clock`` and ``assembly`` know what
day it is.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from enum import Enum

import attrs


class Which(Enum):
    """The word before a weekday, week or weekend."""

    ANY = "am"
    THIS = "dieser"
    COMING = "kommender"
    NEXT = "nächster"
    AFTER_NEXT = "übernächster"
    LAST = "letzter"


class DayPart(Enum):
    """Parts of a day with the hours they stand for."""

    EARLY = (6, 10)
    FORENOON = (8, 12)
    NOON = (12, 14)
    AFTERNOON = (12, 18)
    EVENING = (18, 22)
    NIGHT = (22, 30)


class Side(Enum):
    AFTER = "after"
    BEFORE = "before"


class Mark(Enum):
    """Words that say how the pieces around them belong together."""

    OR = "or"
    NOT = "not"
    BUT = "but"
    NO = "no"
    INSTEAD = "instead"
    FROM = "from"


@attrs.frozen
class NearDay:
    """heute 0, morgen 1, gestern -1."""

    shift: int


@attrs.frozen
class Weekday:
    """Monday is 0."""

    number: int
    which: Which = Which.ANY


@attrs.frozen
class NthWeekday:
    """The first (1), second … or last (-1) such weekday of a month."""

    nth: int
    number: int


@attrs.frozen
class CalendarDay:
    day: int
    month: int | None = None
    year: int | None = None


@attrs.frozen
class EitherDay:
    """Two readings of one notation: 3/12 in English."""

    first: CalendarDay
    second: CalendarDay


@attrs.frozen
class Feast:
    """A day of the church or civil year, or several days from it on."""

    first_day: Callable[[int], date]
    days: int = 1


@attrs.frozen
class Shift:
    """In so many days or months; negative is ago. ``a_week`` marks the idiom "in acht Tagen"."""

    days: int = 0
    months: int = 0
    a_week: bool = False


@attrs.frozen
class Elapsed:
    """In so many minutes."""

    minutes: int


@attrs.frozen
class NextDays:
    """Within the next so many days."""

    days: int


@attrs.frozen
class Week:
    """So many calendar weeks from this one, or the ISO week of this number."""

    shift: int = 0
    number: int | None = None


@attrs.frozen
class Month:
    """So many months from this one, or the month of this number."""

    shift: int = 0
    number: int | None = None


@attrs.frozen
class Year:
    shift: int = 0
    number: int | None = None


@attrs.frozen
class Third:
    """Beginning 0, middle 1, end 2 of a week, month or year."""

    index: int


@attrs.frozen
class Weekend:
    which: Which = Which.ANY


@attrs.frozen
class DayBound:
    """From this day on, until this day; ``including`` the day itself or not."""

    side: Side
    including: bool


@attrs.frozen
class Soonest:
    """As soon as possible."""


@attrs.frozen
class Part:
    """A part of the day; ``half`` 0 or 1 where its early or late half was meant."""

    part: DayPart
    half: int | None = None


@attrs.frozen
class Clock:
    """Minutes since midnight as said; None where no clock shows it.

    ``literal`` needs no guess about the half of the day. ``bare`` is a number that only
    its surroundings make a time.
    """

    minutes: int | None
    literal: bool = False
    bare: bool = False


@attrs.frozen
class ClockSpan:
    start: Clock
    end: Clock


@attrs.frozen
class ClockBound:
    side: Side
    clock: Clock


@attrs.frozen
class ClockNear:
    """Shortly after or before a time of day."""

    side: Side
    clock: Clock


@attrs.frozen
class Written:
    """A moment in ISO 8601, with an offset or in local time."""

    moment: datetime


DayPiece = (
    NearDay
    | Weekday
    | NthWeekday
    | CalendarDay
    | EitherDay
    | Feast
    | Shift
    | NextDays
    | Week
    | Month
    | Year
    | Third
    | Weekend
)
ClockPiece = Part | Clock | ClockSpan | ClockBound | ClockNear
Piece = DayPiece | ClockPiece | DayBound | Elapsed | Soonest | Written | Mark

DAY_PIECES = (
    NearDay,
    Weekday,
    NthWeekday,
    CalendarDay,
    EitherDay,
    Feast,
    Shift,
    NextDays,
    Week,
    Month,
    Year,
    Third,
    Weekend,
)
CLOCK_PIECES = (Part, Clock, ClockSpan, ClockBound, ClockNear)


def as_clock_time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
