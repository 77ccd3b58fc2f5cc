"""Which time of day the clock pieces of a phrase mean.

    said                      without part    früh     nachmittags   abends
    um eins … um sieben       13:00 … 19:00   as said  13:00 …       from four: 16:00 …
    um acht … um zwölf        8:00 … 12:00    as said  not sensible  20:00 … 24:00
    14 Uhr, 07:30             as said
    kurz nach drei            15:00 until 15:30, for nobody means one minute by it

The time decides, not the hour in the words: "Viertel vor eins" is 12:45.
"""

from collections.abc import Sequence

import attrs

from askpro.domain.phrases.pieces import (
    Clock,
    ClockBound,
    ClockNear,
    ClockPiece,
    ClockSpan,
    DayPart,
    Part,
    Side,
)
from askpro.domain.phrases.puzzles import NoSuchMomentError, NotUnderstoodError

NOON = 12 * 60
SHORTLY = 30
MIDNIGHT = 24 * 60


@attrs.frozen
class At:
    minutes: int


@attrs.frozen
class Hours:
    """From start until just before end; ``maybe`` is a second reading that must be asked."""

    start: int
    end: int
    maybe: "Hours | None" = None


@attrs.frozen
class From:
    minutes: int


@attrs.frozen
class Until:
    minutes: int


DayTime = At | Hours | From | Until

# For each part of the day: hours of a twelve-hour clock that are as said, and those that
# mean twelve more. Twelve itself counts as hour 0.
_AS_SAID: dict[DayPart, range] = {
    DayPart.EARLY: range(1, 12),
    DayPart.FORENOON: range(1, 12),
    DayPart.NOON: range(11, 12),
    DayPart.AFTERNOON: range(0),
    DayPart.EVENING: range(0),
    DayPart.NIGHT: range(7),
}
_TWELVE_MORE: dict[DayPart, range] = {
    DayPart.EARLY: range(0),
    DayPart.FORENOON: range(0),
    DayPart.NOON: range(4),
    DayPart.AFTERNOON: range(8),
    DayPart.EVENING: range(4, 12),
    DayPart.NIGHT: range(8, 12),
}


def day_time(pieces: Sequence[ClockPiece]) -> DayTime | None:
    """The time of day meant, or None where none was said.

    Raises:
        NoSuchMomentError: 25 Uhr.
        NotUnderstoodError: Two times, or 14 Uhr in the morning.
    """
    parts = [piece for piece in pieces if isinstance(piece, Part)]
    times = [piece for piece in pieces if not isinstance(piece, Part)]
    if len(parts) > 1 or len(times) > 1:
        return _from_until(times) if not parts else _not_understood()
    part = parts[0] if parts else None
    if not times:
        return _part_hours(part) if part else None
    match times[0]:
        case ClockSpan(start, end):
            return _span(start, end, part)
        case ClockBound(side, clock):
            minutes = meant(clock, part)
            return From(minutes) if side is Side.AFTER else Until(minutes)
        case ClockNear(side, clock):
            minutes = meant(clock, part)
            early = minutes if side is Side.AFTER else max(minutes - SHORTLY, 0)
            return Hours(early, early + SHORTLY)
        case clock:
            return At(meant(clock, part))


def _not_understood() -> DayTime:
    raise NotUnderstoodError


def _from_until(times: Sequence[Clock | ClockSpan | ClockBound | ClockNear]) -> DayTime:
    """ "Ab zehn, aber bis spätestens zwölf"."""
    match times:
        case [ClockBound(Side.AFTER, start), ClockBound(Side.BEFORE, end)]:
            return _span(start, end, None)
    raise NotUnderstoodError


def _part_hours(part: Part) -> Hours:
    start, end = (60 * hour for hour in part.part.value)
    middle = (start + end) // 2
    match part.half:
        case 0:
            return Hours(start, middle)
        case 1:
            return Hours(middle, end)
    return Hours(start, end)


def _span(start: Clock, end: Clock, part: Part | None) -> Hours:
    first, last = meant(start, part), meant(end, part)
    if first < last:
        return Hours(first, last)
    if start.literal or end.literal or part is not None:
        raise NotUnderstoodError
    # "Von sieben bis neun": morning or evening, nobody can know.
    assert start.minutes is not None
    assert end.minutes is not None
    if not start.minutes < end.minutes < NOON:
        raise NotUnderstoodError
    return Hours(start.minutes, end.minutes, maybe=Hours(first, last + NOON))


def meant(clock: Clock, part: Part | None = None) -> int:
    """Minutes since midnight, 1440 for the midnight that ends the day."""
    minutes = clock.minutes
    if minutes is None or not 0 <= minutes <= MIDNIGHT:
        raise NoSuchMomentError
    if part is not None:
        return _in_part(minutes, clock.literal, part.part)
    if clock.literal:
        return minutes
    if minutes < 60:
        return minutes + NOON
    return minutes + NOON if minutes < 8 * 60 else minutes


def _in_part(minutes: int, literal: bool, part: DayPart) -> int:
    hour = minutes // 60
    if literal:
        start, end = part.value
        if start - 2 <= hour < end + 2 or (part is DayPart.NIGHT and (hour < 7 or hour >= 20)):
            return minutes
        raise NotUnderstoodError
    in_half = minutes % NOON
    if in_half == 0 and part in (DayPart.NIGHT, DayPart.EVENING):
        return MIDNIGHT
    if in_half // 60 in _AS_SAID[part]:
        return in_half
    if in_half // 60 in _TWELVE_MORE[part]:
        return in_half + NOON
    raise NotUnderstoodError
