"""Weekdays with the word before them, weekends, and the compounds Freitagnachmittag."""

from collections.abc import Sequence

from askpro.domain.phrases.german.numbers import ordinal
from askpro.domain.phrases.german.parts import PART_STEMS
from askpro.domain.phrases.pieces import NthWeekday, Part, Piece, Weekday, Weekend, Which

Found = tuple[tuple[Piece, ...], int] | None

NAMES = {
    "montag": 0,
    "dienstag": 1,
    "mittwoch": 2,
    "donnerstag": 3,
    "freitag": 4,
    "samstag": 5,
    "sonnabend": 5,
    "sonntag": 6,
}
ABBREVIATIONS = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5}
_COMPOUNDS = {
    f"{name}{stem}": (number, part)
    for name, number in NAMES.items()
    for stem, part in PART_STEMS.items()
}
WEEKDAYS = NAMES | ABBREVIATIONS | {f"{name}s": number for name, number in NAMES.items()}


def _forms(stem: str) -> tuple[str, ...]:
    return tuple(stem + ending for ending in ("e", "en", "er", "es", "em"))


WHICH: dict[str, Which] = {
    form: which
    for stem, which in (
        ("dies", Which.THIS),
        ("kommend", Which.COMING),
        ("folgend", Which.COMING),
        ("naechst", Which.NEXT),
        ("uebernaechst", Which.AFTER_NEXT),
        ("letzt", Which.LAST),
        ("vorig", Which.LAST),
        ("vergangen", Which.LAST),
    )
    for form in _forms(stem)
}


def weekday_number(words: Sequence[str], at: int) -> int | None:
    """Sunday's abbreviation is the word "so", a day only after "am" or "nächsten"."""
    word = words[at]
    if word == "so":
        return 6 if at and (words[at - 1] in ("am", "den") or words[at - 1] in WHICH) else None
    return WEEKDAYS.get(word)


def weekday(words: Sequence[str], at: int) -> Found:
    which = WHICH.get(words[at], Which.ANY)
    start = at + (which is not Which.ANY)
    number = weekday_number(words, start)
    if number is not None:
        return (Weekday(number, which),), start + 1
    compound = _COMPOUNDS.get(words[start])
    if compound is None:
        return None
    day, part = compound
    return (Weekday(day, which), Part(part)), start + 1


def nth_weekday(words: Sequence[str], at: int) -> Found:
    """ "(am) ersten Montag", to be followed by a month."""
    nth = -1 if WHICH.get(words[at]) is Which.LAST else ordinal(words[at])
    number = WEEKDAYS.get(words[at + 1])
    if nth is None or number is None or nth > 5 or words[at].endswith("."):
        return None
    in_month = words[at + 2] in ("im", "in", "des", "vom") or words[at + 2] in WHICH
    return ((NthWeekday(nth, number),), at + 2) if in_month else None


def weekend(words: Sequence[str], at: int) -> Found:
    """Am Wochenende, übers Wochenende, nächstes Wochenende."""
    over = 1 if words[at] == "uebers" else 2 * (words[at] == "ueber" and words[at + 1] == "das")
    which = WHICH.get(words[at + over], Which.ANY)
    start = at + over + (which is not Which.ANY)
    return ((Weekend(which),), start + 1) if words[start] in ("wochenende", "wochenendes") else None


RULES = (nth_weekday, weekday, weekend)
