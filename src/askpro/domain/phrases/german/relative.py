"""Heute, in zwei Wochen, nächste Woche, Ende des Monats, ab Montag."""

from collections.abc import Sequence

from askpro.domain.phrases.german.numbers import ONE, amount, number
from askpro.domain.phrases.german.parts import part_of_day
from askpro.domain.phrases.german.weekdays import WHICH
from askpro.domain.phrases.pieces import (
    DayBound,
    Elapsed,
    Mark,
    Month,
    NearDay,
    NextDays,
    Piece,
    Shift,
    Side,
    Soonest,
    Third,
    Week,
    Which,
    Year,
)

Found = tuple[tuple[Piece, ...], int] | None

_NEAR = {
    "heute": 0, "heut": 0, "morgen": 1, "uebermorgen": 2, "ueberuebermorgen": 3,
    "gestern": -1, "vorgestern": -2,
}  # fmt: skip
_SHIFTS = {
    Which.THIS: 0, Which.COMING: 1, Which.NEXT: 1, Which.AFTER_NEXT: 2, Which.LAST: -1,
}  # fmt: skip
_UNITS = {
    "tag": "day", "tage": "day", "tagen": "day", "tages": "day",
    "woche": "week", "wochen": "week",
    "monat": "month", "monate": "month", "monaten": "month", "monats": "month",
    "jahr": "year", "jahre": "year", "jahren": "year", "jahres": "year",
    "stunde": "hour", "stunden": "hour", "minute": "minute", "minuten": "minute", "min": "minute",
    "viertelstunde": "quarter", "viertelstunden": "quarter", "dreiviertelstunde": "quarters",
}  # fmt: skip
_MINUTES = {"hour": 60, "minute": 1, "quarter": 15, "quarters": 45}
_SOME_DAYS = 7
_HALVES = frozenset({"halbe", "halben", "halbes", "halber"})
_THIRDS = {"anfang": 0, "mitte": 1, "ende": 2}
_COMPOUND_THIRDS: dict[str, tuple[Piece, ...]] = {
    f"{unit}{third}": (Third(index), piece)
    for unit, piece in (("wochen", Week()), ("monats", Month()), ("jahres", Year()))
    for third, index in _THIRDS.items()
    if unit + third != "wochenende"
}


def near_day(words: Sequence[str], at: int) -> Found:
    shift = _NEAR.get(words[at])
    if shift is None or (words[at] == "morgen" and part_of_day(words, at)):
        return None
    return (NearDay(shift),), at + 1


def calendar_unit(words: Sequence[str], at: int) -> Found:
    """Nächste Woche, kommenden Monat, dieses Jahr; "der Woche" after Anfang, Mitte, Ende."""
    which = WHICH.get(words[at])
    unit = _UNITS.get(words[at + 1])
    if words[at] in ("der", "des") and at and words[at - 1] in _THIRDS:
        which = Which.THIS
    if which is None or unit is None or words[at + 1] in ("wochen", "monate", "jahre", "tage"):
        return None
    if unit == "week":
        return (Week(_SHIFTS[which]),), at + 2
    if unit == "month":
        return (Month(_SHIFTS[which]),), at + 2
    return ((Year(_SHIFTS[which]),), at + 2) if unit == "year" else None


def third(words: Sequence[str], at: int) -> Found:
    if words[at] in _COMPOUND_THIRDS:
        return _COMPOUND_THIRDS[words[at]], at + 1
    index = _THIRDS.get(words[at])
    return ((Third(index),), at + 1) if index is not None else None


def _length(words: Sequence[str], at: int) -> tuple[str, int, int] | None:
    """Unit, quarters of it, end: "anderthalb Stunden" is six quarters of an hour."""
    word, following = words[at], words[at + 1]
    if word in ONE and following in _HALVES and words[at + 2] in _UNITS:
        return _UNITS[words[at + 2]], 2, at + 3
    if word in ONE and words[at + 2] == "stunde":
        quarters = {"viertel": 1, "dreiviertel": 3}.get(following)
        return ("hour", quarters, at + 3) if quarters else None
    quarters = _quarters_of(word)
    if quarters is None or following not in _UNITS:
        return None
    return _UNITS[following], quarters, at + 2


def _quarters_of(word: str) -> int | None:
    """Four times the number: zwei 8, zweieinhalb 10, anderthalb 6, 1,5 6."""
    if word in ("anderthalb", "eineinhalb", "einenhalb", "1,5"):
        return 6
    if word.endswith("einhalb"):
        whole = number(word.removesuffix("einhalb"))
        return None if whole is None else 4 * whole + 2
    if word.endswith(",5") and word[:-2].isdigit():
        return 4 * int(word[:-2]) + 2
    whole = amount(word)
    return None if whole is None else 4 * whole


def in_a_while(words: Sequence[str], at: int) -> Found:
    """In zwei Wochen, in einer halben Stunde, vor drei Tagen."""
    if words[at] not in ("in", "vor"):
        return None
    found = _length(words, at + 1)
    if found is None:
        return None
    unit, quarters, end = found
    sign = 1 if words[at] == "in" else -1
    if unit in _MINUTES:
        return _elapsed(words, unit, quarters, end, sign)
    days = {"day": 1, "week": 7}.get(unit)
    if days is not None:
        return ((_days(days * quarters // 4, unit, sign),), end) if quarters % 4 == 0 else None
    months = {"month": 1, "year": 12}[unit] * quarters
    return ((Shift(months=sign * months // 4),), end) if months % 4 == 0 else None


def _days(days: int, unit: str, sign: int) -> Shift:
    return Shift(days=sign * days, a_week=sign > 0 and unit == "day" and days == 8)


def _elapsed(words: Sequence[str], unit: str, quarters: int, end: int, sign: int) -> Found:
    minutes = _MINUTES[unit] * quarters // 4
    more = _length(words, end + (words[end] == "und"))
    if more is not None and more[0] in _MINUTES and unit != "minute":
        minutes += _MINUTES[more[0]] * more[1] // 4
        end = more[2]
    return ((Elapsed(sign * minutes),), end) if minutes < 100 * 60 else None


def next_days(words: Sequence[str], at: int) -> Found:
    """In den nächsten zwei Wochen, innerhalb von drei Tagen, in den nächsten Tagen."""
    start = at
    if words[at] in ("innerhalb", "binnen"):
        start += 1 + (words[at + 1] in ("von", "der"))
    elif words[at] == "in" and words[at + 1] == "den":
        start += 2
    elif words[at] == "die" and words[at + 2] == "tage":
        start += 1
    else:
        return None
    chosen = WHICH.get(words[start]) in (Which.NEXT, Which.COMING)
    if not chosen and words[at] == "in":
        return None
    if chosen and words[start + 1] in ("tagen", "tage"):
        return (NextDays(_SOME_DAYS),), start + 2
    found = _length(words, start + chosen)
    days = {"day": 1, "week": 7}.get(found[0]) if found else None
    if found is None or days is None or found[1] % 4:
        return None
    return (NextDays(days * found[1] // 4),), found[2]


_SIDES: dict[tuple[str, ...], tuple[Side, bool]] = {
    ("nicht", "vor"): (Side.AFTER, True),
    ("nicht", "nach"): (Side.BEFORE, True),
    ("bis", "spaetestens"): (Side.BEFORE, True),
    ("fruehestens", "ab"): (Side.AFTER, True),
    ("bis", "zu"): (Side.BEFORE, True),
    ("bis", "zum"): (Side.BEFORE, True),
    ("spaetestens",): (Side.BEFORE, True),
    ("fruehestens",): (Side.AFTER, True),
    ("ab",): (Side.AFTER, True),
    ("nach",): (Side.AFTER, False),
    ("vor",): (Side.BEFORE, False),
    ("bis",): (Side.BEFORE, True),
}


def day_bound(words: Sequence[str], at: int) -> Found:
    """Ab Montag, bis zum fünften, nach dem Wochenende; what follows says the day."""
    for said, (side, including) in _SIDES.items():
        if words[at] == said[0] and tuple(words[at : at + len(said)]) == said:
            return (DayBound(side, including),), at + len(said)
    return None


def between_days(words: Sequence[str], at: int) -> Found:
    """ "Zwischen Montag und Mittwoch", "vom 3. bis 5."."""
    if words[at] in ("zwischen", "von", "vom"):
        return (Mark.FROM,), at + 1
    if words[at] == "und" and "zwischen" in words[:at]:
        return (DayBound(Side.BEFORE, including=True),), at + 1
    return None


def soonest(words: Sequence[str], at: int) -> Found:
    if words[at] in ("sofort", "schnellstmoeglich", "baldmoeglichst", "jetzt", "schnellstens"):
        return (Soonest(),), at + 1
    if words[at] == "ab" and words[at + 1] in ("sofort", "jetzt"):
        return (Soonest(),), at + 2
    early = words[at + 1] in ("bald", "schnell", "frueh", "zeitnah")
    if words[at] == "so" and early and words[at + 2] in ("wie", "als"):
        return ((Soonest(),), at + 4) if words[at + 3] in ("moeglich", "es") else None
    return None


RULES = (
    near_day,
    calendar_unit,
    third,
    in_a_while,
    next_days,
    day_bound,
    between_days,
    soonest,
)
