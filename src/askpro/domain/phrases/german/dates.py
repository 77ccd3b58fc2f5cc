"""Calendar dates, months, ISO weeks and ISO 8601."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from askpro.domain.phrases.german.numbers import number, ordinal
from askpro.domain.phrases.pieces import CalendarDay, Clock, Month, Piece, Week, Written, Year
from askpro.domain.phrases.tokens import listed

Found = tuple[tuple[Piece, ...], int] | None

_NAMES = listed(
    "januar februar märz april mai juni juli august september oktober november dezember"
)
MONTHS = (
    {name: month for month, name in enumerate(_NAMES, start=1)}
    | {"jaenner": 1, "feber": 2, "juno": 6, "julei": 7, "jan": 1, "feb": 2, "mrz": 3, "maer": 3}
    | {"apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dez": 12}
    | {f"{name}s": month for month, name in enumerate(_NAMES, start=1) if name[-1] != "s"}
)
_NUMERIC = re.compile(r"(\d{1,2})[./]\s?(\d{1,2})(?:[./]\s?(\d{4}|\d\d)?)?")
_ISO = re.compile(r"\d{4}-\d\d-\d\d.*")


def _full_year(word: str) -> int | None:
    year = number(word)
    return year if year is not None and 1900 <= year <= 2199 else None


def numeric(words: Sequence[str], at: int) -> Found:
    """3.5., 03/12, 3.12.2026, 10.12.26; the day comes first."""
    match = _NUMERIC.fullmatch(words[at])
    if not match:
        return None
    if words[at + 1] == "uhr":
        return None
    year = match[3]
    if year is None and int(match[2]) > 12 and not words[at].endswith("."):
        return None if "." in words[at] else ((CalendarDay(int(match[1]), int(match[2])),), at + 1)
    if year is None:
        spoken = _full_year(words[at + 1])
        if spoken is not None:
            return (CalendarDay(int(match[1]), int(match[2]), spoken),), at + 2
        return (CalendarDay(int(match[1]), int(match[2])),), at + 1
    full = int(year) + (2000 if len(year) == 2 else 0)
    return (CalendarDay(int(match[1]), int(match[2]), full),), at + 1


def _day(words: Sequence[str], at: int) -> int | None:
    """An ordinal, or a plain number where a month or "am" makes it a day."""
    found = ordinal(words[at])
    if found is not None:
        return found
    plain = number(words[at])
    named = words[at + 1] in MONTHS
    return plain if plain is not None and plain < 100 and named else None


def spoken(words: Sequence[str], at: int) -> Found:
    """Am 5. Januar 2027, am ersten Zwölften, am zweiten."""
    day = _day(words, at)
    if day is None:
        return None
    if words[at + 1] in MONTHS:
        month: int | None = MONTHS[words[at + 1]]
    else:
        month = ordinal(words[at + 1])
    if month is None:
        alone = not words[at].endswith(".") or words[at + 1] != "" or _after_am(words, at)
        return ((CalendarDay(day),), at + 1) if alone else None
    year = _full_year(words[at + 2])
    return (CalendarDay(day, month, year),), at + 2 + (year is not None)


def _after_am(words: Sequence[str], at: int) -> bool:
    return bool(at) and words[at - 1] in ("am", "den", "dem", "der", "vom", "zum")


def number_after_am(words: Sequence[str], at: int) -> Found:
    """ "Am 5 um zehn": speech to text forgets the dot."""
    day = number(words[at]) if words[at].isdigit() else None
    if (
        day is None
        or not _after_am(words, at)
        or words[at + 1] in ("uhr", "nach", "vor", "minuten")
    ):
        return None
    return (CalendarDay(day),), at + 1


def month(words: Sequence[str], at: int) -> Found:
    found = MONTHS.get(words[at])
    if found is None:
        return None
    year = _full_year(words[at + 1])
    if year is None:
        return (Month(number=found),), at + 1
    return (Month(number=found), Year(number=year)), at + 2


def year(words: Sequence[str], at: int) -> Found:
    """ "2027", "im Jahr zweitausendsiebenundzwanzig"; four digits are no time of day."""
    start = at + (words[at] in ("jahr", "jahre"))
    found = _full_year(words[start])
    return ((Year(number=found),), start + 1) if found is not None else None


def iso_week(words: Sequence[str], at: int) -> Found:
    """KW 49, Kalenderwoche neunundvierzig, in der 49. Kalenderwoche."""
    if words[at] in ("kw", "kalenderwoche"):
        week = number(words[at + 1])
        return ((Week(number=week),), at + 2) if week is not None else None
    week = ordinal(words[at])
    if week is not None and words[at + 1] in ("kw", "kalenderwoche"):
        return (Week(number=week),), at + 2
    return None


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


RULES = (numeric, spoken, number_after_am, month, year, iso_week, iso_moment)
