"""Times of day: 14 Uhr 15, halb drei, viertel drei, fünf vor halb vier, Punkt zwei."""

import re
from collections.abc import Sequence

import attrs

from askpro.domain.phrases.german.numbers import amount, number
from askpro.domain.phrases.pieces import Clock, ClockBound, ClockNear, ClockSpan, Piece, Side
from askpro.domain.phrases.tokens import listed

Found = tuple[tuple[Piece, ...], int] | None
FoundClock = tuple[Clock, int] | None

_DIGITAL = re.compile(r"(\d{1,2})([:.])(\d\d)")
_RUN_TOGETHER = re.compile(r"(\d{1,2})(\d\d)")
_HOUR_WITH_DOT = re.compile(r"\d{1,2}\.")
_ONE_OCLOCK = frozenset({"ein", "eins"})
_SHORTLY = frozenset({"kurz", "knapp"})
_UHR = frozenset({"uhr", "h"})
INTRODUCTIONS = frozenset({"um", "gegen", "punkt", "schlag", "ca", "circa", "zirka", "etwa"})
_FUZZY = frozenset({"ungefaehr", "circa", "ca", "zirka", "etwa", "punkt", "genau", "um", "so"})


def at_clock(hour: int | None, minute: int = 0, *, literal: bool = False) -> Clock:
    """What was said, or a clock no house has: 25 Uhr, 10 Uhr 75."""
    if hour is None or not (0 <= minute < 60 and (0 <= hour < 24 or (hour, minute) == (24, 0))):
        return Clock(None)
    return Clock(60 * hour + minute, literal=literal or hour == 0 or hour > 12)


def _hour(words: Sequence[str], at: int) -> int | None:
    """A number that can be an hour, also "10." at the end of a sentence."""
    word = words[at]
    if word in _ONE_OCLOCK:
        return 1
    if _HOUR_WITH_DOT.fullmatch(word) and words[at + 1] == "":
        return int(word[:-1])
    found = number(word)
    return found if found is not None and found < 100 else None


def _near(hour: int, minutes: int) -> Clock:
    """So many minutes after (or, negative, before) an hour."""
    if hour > 24:
        return Clock(None)
    total = 60 * hour + minutes
    literal = hour == 0 or hour > 12
    return Clock(total % (24 * 60) if literal else total % (12 * 60), literal=literal)


def _digital(words: Sequence[str], at: int) -> FoundClock:
    match = _DIGITAL.fullmatch(words[at])
    if not match:
        return None
    hour, minute = int(match[1]), int(match[3])
    end = at + 1 + (words[at + 1] in _UHR)
    introduced = end > at + 1 or (at and words[at - 1] in INTRODUCTIONS)
    if match[2] == "." and not introduced and minute <= 12:
        return None  # 3.12 is a day
    return at_clock(hour, minute, literal=match[1].startswith("0")), end


def _run_together(words: Sequence[str], at: int) -> FoundClock:
    """1430 Uhr, um 1430."""
    match = _RUN_TOGETHER.fullmatch(words[at])
    spoken_as_time = words[at + 1] in _UHR or (at and words[at - 1] in INTRODUCTIONS)
    if not match or not spoken_as_time:
        return None
    clock = at_clock(int(match[1]), int(match[2]), literal=words[at].startswith("0"))
    return clock, at + 1 + (words[at + 1] in _UHR)


def _hour_and_minute(words: Sequence[str], at: int) -> FoundClock:
    """Vierzehn dreißig; in words only, for "14 30" may be a day, a price, a telephone number."""
    hour, minute = number(words[at]), number(words[at + 1])
    if hour is None or minute is None or not (words[at] + words[at + 1]).isalpha():
        return None
    if hour > 24 or minute < 10 or minute % 5 or minute > 55:
        return None
    after = words[at + 2]
    if after in _UNITS or after in ("vor", "nach", "uhr") or number(after) is not None:
        return None
    return at_clock(hour, minute), at + 2


def _oclock(words: Sequence[str], at: int) -> FoundClock:
    """14 Uhr, 14 Uhr 15, acht Uhr dreißig, 14 h 30."""
    hour = _hour(words, at)
    if hour is None or words[at + 1] not in _UHR:
        return None
    literal = words[at].startswith("0")
    start = at + 2 + (words[at + 2] == "und")
    minute = number(words[start])
    after = words[start + 1]
    if minute is None or minute > 99 or after in ("uhr", "vor", "nach", "tage", "tagen", "bis"):
        return at_clock(hour, literal=literal), at + 2
    return at_clock(hour, minute, literal=literal), start + 1 + (after in ("minuten", "minute"))


def _quarters(words: Sequence[str], at: int) -> FoundClock:
    """Halb drei 2:30, viertel drei 2:15, dreiviertel drei 2:45."""
    minutes, start = {"halb": -30, "viertel": -45, "dreiviertel": -15}.get(words[at]), at + 1
    if words[at] == "drei" and words[at + 1] == "viertel":
        minutes, start = -15, at + 2
    hour = _hour(words, start)
    return (_near(hour, minutes), start + 1) if minutes is not None and hour is not None else None


def _relative(words: Sequence[str], at: int) -> FoundClock:
    """Viertel nach vier, zwanzig vor acht, fünf Minuten vor halb vier."""
    minutes = 15 if words[at] == "viertel" else amount(words[at])
    side = at + 1 + (words[at + 1] in ("minuten", "minute"))
    if minutes is None or not 0 < minutes < 60 or words[side] not in ("vor", "nach"):
        return None
    signed = minutes if words[side] == "nach" else -minutes
    half = words[side + 1] == "halb"
    hour = _hour(words, side + 1 + half)
    if hour is None:
        return None
    return _near(hour, signed - 30 if half else signed), side + 2 + half


def _named(words: Sequence[str], at: int) -> FoundClock:
    introduced = at and words[at - 1] in (*INTRODUCTIONS, "zu", "zum", "ab", "nach", "vor", "bis")
    if words[at] == "mitternacht":
        return Clock(24 * 60, literal=True), at + 1
    return (Clock(12 * 60, literal=True), at + 1) if words[at] == "mittag" and introduced else None


def _plain_hour(words: Sequence[str], at: int) -> FoundClock:
    hour = _hour(words, at)
    return (at_clock(hour, literal=False), at + 1) if hour is not None else None


def _certain_clock(words: Sequence[str], at: int) -> FoundClock:
    """A time that needs no preposition."""
    for reader in _CERTAIN:
        found = reader(words, at)
        if found is not None:
            clock, end = found
            return clock, end + (words[end] == "uhr")
    return None


_CERTAIN = (
    _digital,
    _run_together,
    _relative,
    _quarters,
    _oclock,
    _hour_and_minute,
    _named,
)


def any_clock(words: Sequence[str], at: int) -> FoundClock:
    """A time after a preposition: a bare hour is enough."""
    while words[at] in _FUZZY:
        at += 1
    found = _certain_clock(words, at) or _plain_hour(words, at)
    if found is None or words[found[1]] in _UNITS:
        return None
    return found


_UNITS = frozenset(
    listed(
        "tag tage tagen woche wochen monat monate monaten jahr jahre jahren stunde stunden"
        " minute minuten"
    )
)


def clock(words: Sequence[str], at: int) -> Found:
    found = any_clock(words, at + 1) if words[at] in INTRODUCTIONS else _certain_clock(words, at)
    return ((found[0],), found[1]) if found else None


def bare_hour(words: Sequence[str], at: int) -> Found:
    """ "Zehn": a time only beside a day or after "oder"."""
    hour = None if words[at] in _ONE_OCLOCK else _hour(words, at)
    if hour is None or words[at + 1] in _UNITS or (at and words[at - 1] in ("kw", "woche")):
        return None
    return (attrs.evolve(at_clock(hour), bare=True),), at + 1


def span(words: Sequence[str], at: int) -> Found:
    """Zwischen 14 und 16 Uhr, von neun bis fünf, 14 bis 16 Uhr."""
    opened = words[at] in ("zwischen", "von")
    start = any_clock(words, at + opened) if opened else _any_start(words, at)
    if start is None or words[start[1]] not in ("und", "bis"):
        return None
    if words[start[1]] == "und" and words[at] != "zwischen":
        return None
    end = any_clock(words, start[1] + 1)
    return ((ClockSpan(start[0], end[0]),), end[1]) if end else None


def _any_start(words: Sequence[str], at: int) -> FoundClock:
    return _certain_clock(words, at) or _plain_hour(words, at)


_SIDES: dict[tuple[str, ...], Side] = {
    ("nicht", "spaeter", "als"): Side.BEFORE,
    ("nicht", "frueher", "als"): Side.AFTER,
    ("nicht", "vor"): Side.AFTER,
    ("nicht", "nach"): Side.BEFORE,
    ("bis", "spaetestens"): Side.BEFORE,
    ("spaetestens", "bis"): Side.BEFORE,
    ("fruehestens", "ab"): Side.AFTER,
    ("spaetestens",): Side.BEFORE,
    ("fruehestens",): Side.AFTER,
    ("ab",): Side.AFTER,
    ("nach",): Side.AFTER,
    ("vor",): Side.BEFORE,
    ("bis",): Side.BEFORE,
}


def bound(words: Sequence[str], at: int) -> Found:
    """Ab 16 Uhr, nicht vor zehn, bis spätestens zwölf."""
    for said, side in _SIDES.items():
        start = at + len(said)
        if words[at] == said[0] and tuple(words[at:start]) == said:
            found = any_clock(words, start)
            return ((ClockBound(side, found[0]),), found[1]) if found else None
    return None


def near(words: Sequence[str], at: int) -> Found:
    """Kurz nach drei, um kurz vor halb vier."""
    start = at + (words[at] in INTRODUCTIONS)
    side = {"nach": Side.AFTER, "vor": Side.BEFORE}.get(words[start + 1])
    found = any_clock(words, start + 2) if words[start] in _SHORTLY and side else None
    return ((ClockNear(side, found[0]),), found[1]) if found and side else None


RULES = (clock, bare_hour, span, bound, near)
