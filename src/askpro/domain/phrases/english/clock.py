"""Times of day: half past two, quarter to three, 3 pm, 14:30, ten o'clock, noon."""

import re
from collections.abc import Sequence

import attrs

from askpro.domain.phrases.english.numbers import amount, number
from askpro.domain.phrases.pieces import Clock, ClockBound, ClockNear, ClockSpan, Piece, Side
from askpro.domain.phrases.tokens import listed

Found = tuple[tuple[Piece, ...], int] | None
FoundClock = tuple[Clock, int] | None

_DIGITAL = re.compile(r"(\d{1,2})[:.](\d\d)")
_FUZZY = frozenset({"about", "around", "roughly", "exactly", "say", "at", "approximately"})
_UNITS = frozenset(
    listed("day days week weeks month months year years hour hours minute minutes fortnight")
)
_HOUR_WITH_DOT = re.compile(r"\d{1,2}\.")


def at_clock(hour: int, minute: int, half: str, *, literal: bool = False) -> Clock:
    """``half`` is am, pm or nothing; 13 pm and 25 o'clock exist nowhere."""
    if not (0 <= minute < 60 and (0 <= hour < 24 or (hour, minute) == (24, 0))):
        return Clock(None)
    if not half:
        return Clock(60 * hour + minute, literal=literal or hour == 0 or hour > 12)
    if not 1 <= hour <= 12:
        return (
            Clock(60 * hour + minute, literal=True) if half == "pm" and hour > 12 else Clock(None)
        )
    return Clock(60 * (hour % 12 + (12 if half == "pm" else 0)) + minute, literal=True)


def _half_of_day(words: Sequence[str], at: int) -> tuple[str, int]:
    """ "am" and "pm" with the "o'clock" before them."""
    if words[at] in ("o'clock", "oclock"):
        at += 1
    elif words[at] == "o" and words[at + 1] == "clock":
        at += 2
    return (words[at], at + 1) if words[at] in ("am", "pm") else ("", at)


def _hour(words: Sequence[str], at: int) -> tuple[int, int] | None:
    if _HOUR_WITH_DOT.fullmatch(words[at]) and words[at + 1] == "":
        return int(words[at][:-1]), at + 1
    found = number(words, at)
    return found if found is not None and found[0] < 100 else None


def _digital(words: Sequence[str], at: int) -> FoundClock:
    match = _DIGITAL.fullmatch(words[at])
    if not match:
        return None
    half, end = _half_of_day(words, at + 1)
    literal = match[1].startswith("0")
    return at_clock(int(match[1]), int(match[2]), half, literal=literal), end


def _relative(words: Sequence[str], at: int) -> FoundClock:
    """Half past two, quarter to three, twenty past two, five minutes to four, half two."""
    start = at + (words[at] == "a")
    if words[start] == "half":
        minutes, side = 30, start + 1
        if words[side] != "past":
            hour = _hour(words, side)
            return _near(words, hour, 30) if hour and words[side].isalpha() else None
    elif words[start] == "quarter":
        minutes, side = 15, start + 1
    else:
        counted = amount(words, at)
        if counted is None or not 0 < counted[0] < 60:
            return None
        minutes, side = counted[0], counted[1] + (words[counted[1]] in ("minutes", "minute"))
    signed = {"past": minutes, "after": minutes, "to": -minutes, "before": -minutes}
    if words[side] not in signed or (words[side] == "to" and words[side - 1].isdigit()):
        return None
    return _near(words, _hour(words, side + 1), signed[words[side]])


def _near(words: Sequence[str], hour: tuple[int, int] | None, minutes: int) -> FoundClock:
    if hour is None:
        return None
    half, end = _half_of_day(words, hour[1])
    exact = at_clock(hour[0], 0, half)
    if exact.minutes is None:
        return exact, end
    day = 24 * 60 if exact.literal else 12 * 60
    return Clock((exact.minutes + minutes) % day, literal=exact.literal), end


def _spoken(words: Sequence[str], at: int) -> FoundClock:
    """3 pm, ten o'clock, two thirty pm, three thirty."""
    hour = _hour(words, at)
    if hour is None:
        return None
    half, end = _half_of_day(words, hour[1])
    if end > hour[1]:
        return at_clock(hour[0], 0, half, literal=words[at].startswith("0")), end
    minute = number(words, hour[1])
    if minute is None or not 10 <= minute[0] < 60 or words[minute[1]] in _UNITS or hour[0] > 24:
        return None
    if not words[hour[1]].isalpha():
        return None
    half, end = _half_of_day(words, minute[1])
    return at_clock(hour[0], minute[0], half), end


def _named(words: Sequence[str], at: int) -> FoundClock:
    if words[at] in ("noon", "midday"):
        return Clock(12 * 60, literal=True), at + 1
    return (Clock(24 * 60, literal=True), at + 1) if words[at] == "midnight" else None


def _certain_clock(words: Sequence[str], at: int) -> FoundClock:
    for reader in (_digital, _relative, _spoken, _named):
        found = reader(words, at)
        if found is not None:
            return found
    return None


def any_clock(words: Sequence[str], at: int) -> FoundClock:
    """A time after a preposition: a bare hour is enough."""
    while words[at] in _FUZZY:
        at += 1
    certain = _certain_clock(words, at)
    if certain is not None:
        return certain
    hour = _hour(words, at)
    if hour is None or words[hour[1]] in _UNITS:
        return None
    return at_clock(hour[0], 0, ""), hour[1]


def clock(words: Sequence[str], at: int) -> Found:
    introduced = words[at] in ("at", "around", "about")
    found = any_clock(words, at + 1) if introduced else _certain_clock(words, at)
    return ((found[0],), found[1]) if found else None


def bare_hour(words: Sequence[str], at: int) -> Found:
    hour = _hour(words, at)
    if hour is None or words[hour[1]] in _UNITS or words[at] == "one":
        return None
    return (attrs.evolve(at_clock(hour[0], 0, ""), bare=True),), hour[1]


def span(words: Sequence[str], at: int) -> Found:
    """Between 2 and 4, from nine to five, 2 to 4 pm."""
    opened = words[at] in ("between", "from")
    joins = ("and",) if words[at] == "between" else ("to", "until", "till")
    start = any_clock(words, at + opened) if opened else _plain(words, at)
    if start is None or words[start[1]] not in joins:
        return None
    end = any_clock(words, start[1] + 1)
    if end is None:
        return None
    first, last = start[0], end[0]
    afternoon = last.literal and last.minutes is not None and last.minutes > 12 * 60
    if not first.literal and first.minutes is not None and afternoon:
        assert last.minutes is not None
        # "2 to 4 pm" is two in the afternoon, "11 to 1 pm" eleven in the morning.
        if first.minutes + 12 * 60 < last.minutes:
            first = Clock(first.minutes + 12 * 60, literal=True)
        else:
            first = Clock(first.minutes, literal=True)
    return (ClockSpan(first, last),), end[1]


def _plain(words: Sequence[str], at: int) -> FoundClock:
    certain = _certain_clock(words, at)
    hour = _hour(words, at)
    return certain or ((at_clock(hour[0], 0, ""), hour[1]) if hour else None)


_SIDES: dict[tuple[str, ...], Side] = {
    ("not", "before"): Side.AFTER,
    ("not", "after"): Side.BEFORE,
    ("no", "later", "than"): Side.BEFORE,
    ("no", "earlier", "than"): Side.AFTER,
    ("not", "later", "than"): Side.BEFORE,
    ("not", "earlier", "than"): Side.AFTER,
    ("any", "time", "after"): Side.AFTER,
    ("anytime", "after"): Side.AFTER,
    ("from",): Side.AFTER,
    ("after",): Side.AFTER,
    ("before",): Side.BEFORE,
    ("until",): Side.BEFORE,
    ("till",): Side.BEFORE,
    ("by",): Side.BEFORE,
}


def bound(words: Sequence[str], at: int) -> Found:
    """After 5, before noon, by 3 pm, no later than ten."""
    for said, side in _SIDES.items():
        start = at + len(said)
        if words[at] == said[0] and tuple(words[at:start]) == said:
            found = any_clock(words, start)
            if found is None:
                return None
            return (ClockBound(side, found[0]),), found[1] + (words[found[1]] == "onwards")
    return None


def near(words: Sequence[str], at: int) -> Found:
    """Just after three, shortly before noon."""
    start = at + (words[at] == "at")
    side = {"after": Side.AFTER, "past": Side.AFTER, "before": Side.BEFORE}.get(words[start + 1])
    found = any_clock(words, start + 2) if words[start] in ("just", "shortly") and side else None
    return ((ClockNear(side, found[0]),), found[1]) if found and side else None


RULES = (clock, bare_hour, span, bound, near)
