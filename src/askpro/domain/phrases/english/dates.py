"""Weekdays, months, calendar dates and feasts in English."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from askpro.domain.phrases.english.numbers import number, ordinal
from askpro.domain.phrases.feasts import fixed, from_easter
from askpro.domain.phrases.pieces import (
    CalendarDay,
    Clock,
    EitherDay,
    Feast,
    Month,
    NthWeekday,
    Piece,
    Weekday,
    Weekend,
    Which,
    Written,
    Year,
)
from askpro.domain.phrases.tokens import listed

Found = tuple[tuple[Piece, ...], int] | None

WEEKDAYS = {
    name: number
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "mon tue wed thu fri sat sun",
        "mon tues wed thurs fri",
    )
    for number, name in enumerate(listed(names))
}
MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sept oct nov dec",
        "jan feb mar apr may jun jul aug sep",
    )
    for number, name in enumerate(listed(names), start=1)
}
WHICH = {
    "this": Which.THIS,
    "coming": Which.COMING,
    "next": Which.NEXT,
    "last": Which.LAST,
    "past": Which.LAST,
}
_NUMERIC = re.compile(r"(\d{1,2})([./])\s?(\d{1,2})(?:[./]\s?(\d{4}|\d\d)?)?")
_ISO = re.compile(r"\d{4}-\d\d-\d\d.*")
_FEASTS: dict[tuple[str, ...], Feast] = {
    ("christmas", "eve"): Feast(fixed(12, 24)),
    ("christmas", "day"): Feast(fixed(12, 25)),
    ("christmas",): Feast(fixed(12, 25), days=2),
    ("boxing", "day"): Feast(fixed(12, 26)),
    ("new", "year's", "eve"): Feast(fixed(12, 31)),
    ("new", "years", "eve"): Feast(fixed(12, 31)),
    ("new", "year's", "day"): Feast(fixed(1, 1)),
    ("new", "years", "day"): Feast(fixed(1, 1)),
    ("valentine's", "day"): Feast(fixed(2, 14)),
    ("ash", "wednesday"): Feast(from_easter(-46)),
    ("good", "friday"): Feast(from_easter(-2)),
    ("easter", "sunday"): Feast(from_easter(0)),
    ("easter", "monday"): Feast(from_easter(1)),
    ("easter",): Feast(from_easter(0), days=2),
    ("ascension", "day"): Feast(from_easter(39)),
    ("whit", "monday"): Feast(from_easter(50)),
}


def _which(words: Sequence[str], at: int) -> tuple[Which, int]:
    if words[at] == "this" and words[at + 1] == "coming":
        return Which.COMING, at + 2
    which = WHICH.get(words[at])
    return (which, at + 1) if which else (Which.ANY, at)


def weekday(words: Sequence[str], at: int) -> Found:
    """Monday, this Friday, next Tuesday, Monday after next."""
    which, start = _which(words, at)
    day = WEEKDAYS.get(words[start])
    if day is None:
        return None
    if which is Which.ANY and words[start + 1 : start + 3] == ("after", "next"):
        return (Weekday(day, Which.AFTER_NEXT),), start + 3
    return (Weekday(day, which),), start + 1


def nth_weekday(words: Sequence[str], at: int) -> Found:
    counted = (-1, at + 1) if words[at] == "last" else ordinal(words, at)
    if counted is None or counted[0] > 5 or words[counted[1] + 1] not in ("of", "in"):
        return None
    day = WEEKDAYS.get(words[counted[1]])
    return ((NthWeekday(counted[0], day),), counted[1] + 1) if day is not None else None


def weekend(words: Sequence[str], at: int) -> Found:
    which, start = _which(words, at)
    return ((Weekend(which),), start + 1) if words[start] == "weekend" else None


def _year(words: Sequence[str], at: int) -> tuple[int | None, int]:
    found = number(words, at)
    if found is not None and 1900 <= found[0] <= 2199:
        return found
    return None, at


def spoken(words: Sequence[str], at: int) -> Found:
    """The 5th of January, January 5th, 5 January 2027, the fifth."""
    month = MONTHS.get(words[at])
    if month is not None:
        start = at + 1 + (words[at + 1] == "the")
        day = ordinal(words, start) or number(words, start)
        if day is None or day[0] > 31:
            return None
        year, end = _year(words, day[1])
        return (CalendarDay(day[0], month, year),), end
    day = ordinal(words, at)
    plain = day or number(words, at)
    if plain is None or plain[0] > 99:
        return None
    start = plain[1] + (words[plain[1]] == "of")
    month = MONTHS.get(words[start])
    if month is None:
        return ((CalendarDay(plain[0]),), plain[1]) if day else None
    year, end = _year(words, start + 1)
    return (CalendarDay(plain[0], month, year),), end


def numeric(words: Sequence[str], at: int) -> Found:
    """3/12 is read both ways; 25/12, 12/25 and 3.12. can only mean one day."""
    match = _NUMERIC.fullmatch(words[at])
    if not match or (match[2] == "." and match[4] is None and not words[at].endswith(".")):
        return None
    first, second = int(match[1]), int(match[3])
    year = None if match[4] is None else int(match[4]) + (2000 if len(match[4]) == 2 else 0)
    if match[2] == "." or second > 12 >= first or first > 12 or first == second:
        swap = match[2] == "/" and second > 12 >= first
        day, month = (second, first) if swap else (first, second)
        return (CalendarDay(day, month, year),), at + 1
    either = EitherDay(CalendarDay(first, second, year), CalendarDay(second, first, year))
    return (either,), at + 1


def month(words: Sequence[str], at: int) -> Found:
    found = MONTHS.get(words[at])
    if found is None:
        return None
    said, end = _year(words, at + 1)
    if said is None:
        return (Month(number=found),), at + 1
    return (Month(number=found), Year(number=said)), end


def year(words: Sequence[str], at: int) -> Found:
    said, end = _year(words, at)
    return ((Year(number=said),), end) if said is not None else None


def iso_moment(words: Sequence[str], at: int) -> Found:
    if not _ISO.fullmatch(words[at]):
        return None
    text = words[at].upper()
    try:
        said = date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return (Clock(None),), at + 1
    if isinstance(said, datetime):
        return (Written(said),), at + 1
    return (CalendarDay(said.day, said.month, said.year),), at + 1


def feast(words: Sequence[str], at: int) -> Found:
    for said, found in _FEASTS.items():
        if words[at] == said[0] and tuple(words[at : at + len(said)]) == said:
            return (found,), at + len(said)
    return None


RULES = (weekday, nth_weekday, weekend, spoken, numeric, month, year, iso_moment, feast)
