"""Tomorrow, in two weeks, next week, the end of the month, parts of the day, corrections."""

from collections.abc import Sequence

from askpro.domain.phrases.english.dates import WEEKDAYS, WHICH
from askpro.domain.phrases.english.numbers import amount
from askpro.domain.phrases.pieces import (
    DayBound,
    DayPart,
    Elapsed,
    Mark,
    Month,
    NearDay,
    NextDays,
    Part,
    Piece,
    Shift,
    Side,
    Soonest,
    Third,
    Week,
    Weekday,
    Which,
    Year,
)
from askpro.domain.phrases.tokens import listed

Found = tuple[tuple[Piece, ...], int] | None

_PHRASES: dict[tuple[str, ...], tuple[Piece, ...]] = {
    ("today",): (NearDay(0),),
    ("tomorrow",): (NearDay(1),),
    ("yesterday",): (NearDay(-1),),
    ("the", "day", "after", "tomorrow"): (NearDay(2),),
    ("day", "after", "tomorrow"): (NearDay(2),),
    ("the", "day", "before", "yesterday"): (NearDay(-2),),
    ("tonight",): (NearDay(0), Part(DayPart.EVENING)),
    ("this", "morning"): (NearDay(0), Part(DayPart.FORENOON)),
    ("this", "afternoon"): (NearDay(0), Part(DayPart.AFTERNOON)),
    ("this", "evening"): (NearDay(0), Part(DayPart.EVENING)),
    ("early", "morning"): (Part(DayPart.EARLY),),
    ("morning",): (Part(DayPart.FORENOON),),
    ("lunchtime",): (Part(DayPart.NOON),),
    ("afternoon",): (Part(DayPart.AFTERNOON),),
    ("early", "afternoon"): (Part(DayPart.AFTERNOON, 0),),
    ("late", "afternoon"): (Part(DayPart.AFTERNOON, 1),),
    ("evening",): (Part(DayPart.EVENING),),
    ("at", "night"): (Part(DayPart.NIGHT),),
    ("the", "week", "after", "next"): (Week(2),),
    ("week", "after", "next"): (Week(2),),
    ("the", "month"): (Month(),),
    ("the", "week"): (Week(),),
    ("the", "year"): (Year(),),
    ("as", "soon", "as", "possible"): (Soonest(),),
    ("as", "early", "as", "possible"): (Soonest(),),
    ("asap",): (Soonest(),),
    ("right", "now"): (Soonest(),),
    ("straight", "away"): (Soonest(),),
    ("no",): (Mark.NO,),
    ("sorry",): (Mark.NO,),
    ("actually",): (Mark.NO,),
    ("i", "mean"): (Mark.NO,),
    ("i", "meant"): (Mark.NO,),
    ("rather",): (Mark.NO,),
    ("make", "that"): (Mark.NO,),
    ("not",): (Mark.NOT,),
    ("instead", "of"): (Mark.INSTEAD,),
    ("rather", "than"): (Mark.INSTEAD,),
    ("but",): (Mark.BUT,),
    ("or",): (Mark.OR,),
    ("between",): (Mark.FROM,),
    ("not", "before"): (DayBound(Side.AFTER, True),),
    ("no", "later", "than"): (DayBound(Side.BEFORE, True),),
    ("no", "earlier", "than"): (DayBound(Side.AFTER, True),),
    ("from",): (DayBound(Side.AFTER, True),),
    ("after",): (DayBound(Side.AFTER, False),),
    ("before",): (DayBound(Side.BEFORE, False),),
    ("until",): (DayBound(Side.BEFORE, True),),
    ("till",): (DayBound(Side.BEFORE, True),),
    ("by",): (DayBound(Side.BEFORE, True),),
}
_UNITS = {
    "day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14, "fortnights": 14,
}  # fmt: skip
_MONTHS = {"month": 1, "months": 1, "year": 12, "years": 12}
_MINUTES = {"minute": 1, "minutes": 1, "hour": 60, "hours": 60}
_SHIFTS = {
    Which.THIS: 0, Which.COMING: 1, Which.NEXT: 1, Which.LAST: -1, Which.AFTER_NEXT: 2,
}  # fmt: skip
_THIRDS = {"beginning": 0, "start": 0, "middle": 1, "end": 2}


def phrase(words: Sequence[str], at: int) -> Found:
    for length in range(4, 0, -1):
        found = _PHRASES.get(tuple(words[at : at + length]))
        if found is not None:
            return found, at + length
    return None


def calendar_unit(words: Sequence[str], at: int) -> Found:
    which = WHICH.get(words[at])
    if which is None:
        return None
    shift = _SHIFTS[which]
    unit: dict[str, Piece] = {"week": Week(shift), "month": Month(shift), "year": Year(shift)}
    found = unit.get(words[at + 1])
    return ((found,), at + 2) if found else None


def third(words: Sequence[str], at: int) -> Found:
    index = _THIRDS.get(words[at])
    return ((Third(index),), at + 2) if index is not None and words[at + 1] == "of" else None


def in_a_while(words: Sequence[str], at: int) -> Found:
    """In two weeks, in half an hour, an hour from now, three days ago."""
    start = at + (words[at] in ("in", "within"))
    if words[at] == "in" and tuple(words[start : start + 3]) == ("half", "an", "hour"):
        return (Elapsed(30),), start + 3
    counted = amount(words, start)
    if counted is None:
        return None
    count, unit = counted
    sign, end = (1, unit + 1) if start > at else _from_now(words, unit + 1)
    if sign == 0:
        return None
    if words[at] == "within":
        days = _UNITS.get(words[unit])
        return ((NextDays(count * days),), end) if days else None
    return _moved(words, sign * count, unit, end)


def _from_now(words: Sequence[str], at: int) -> tuple[int, int]:
    """Forward, back, or 0 for no direction, and where it ends."""
    if words[at] == "ago":
        return -1, at + 1
    forward = words[at] == "from" and words[at + 1] in ("now", "today")
    return (1, at + 2) if forward else (0, at)


def _moved(words: Sequence[str], count: int, unit: int, end: int) -> Found:
    name = words[unit]
    if name in _MINUTES:
        return _elapsed(words, count * _MINUTES[name], unit, end)
    if name in _UNITS:
        return (Shift(days=count * _UNITS[name]),), end
    return ((Shift(months=count * _MONTHS[name]),), end) if name in _MONTHS else None


def _elapsed(words: Sequence[str], minutes: int, unit: int, end: int) -> Found:
    if words[unit].startswith("hour") and words[end : end + 3] == ("and", "a", "half"):
        minutes, end = minutes + 30, end + 3
    return ((Elapsed(minutes),), end) if abs(minutes) < 100 * 60 else None


def week_from(words: Sequence[str], at: int) -> Found:
    """A week from Tuesday, two weeks from tomorrow, Tuesday week."""
    if words[at] in WEEKDAYS and words[at + 1] == "week":
        return (Weekday(WEEKDAYS[words[at]]), Shift(days=7)), at + 2
    counted = amount(words, at)
    if counted is None or words[counted[1] + 1] != "from":
        return None
    days = _UNITS.get(words[counted[1]])
    if days is None:
        return None
    shift, start = Shift(days=counted[0] * days), counted[1] + 2
    if words[start] in WEEKDAYS:
        return (Weekday(WEEKDAYS[words[start]]), shift), start + 1
    return ((NearDay(1), shift), start + 1) if words[start] == "tomorrow" else None


def next_days(words: Sequence[str], at: int) -> Found:
    start = at + (words[at] in ("in", "within"))
    start += words[start] == "the"
    counted = amount(words, start + 1) if words[start] == "next" else None
    days = _UNITS.get(words[counted[1]]) if counted else None
    return ((NextDays(counted[0] * days),), counted[1] + 1) if counted and days else None


def between_days(words: Sequence[str], at: int) -> Found:
    """ "Between Monday and Wednesday", "Monday to Wednesday"."""
    joined = (words[at] == "and" and "between" in words[:at]) or words[at] in ("to", "through")
    after_day = at and words[at - 1] in WEEKDAYS
    if joined and after_day and words[at + 1] in WEEKDAYS:
        return (DayBound(Side.BEFORE, including=True),), at + 1
    if words[at] == "from" and words[at + 1] in WEEKDAYS and "to" in words[at + 2 : at + 3]:
        return (Mark.FROM,), at + 1
    return None


RULES = (
    between_days,
    phrase,
    calendar_unit,
    third,
    in_a_while,
    week_from,
    next_days,
)
FILLERS = frozenset(
    listed(
        "i i'd i'll we we'd you me my us it is be a an the on at in of to for with and please"
        " like would could can may might want wanted need have has had get book make reserve"
        " schedule arrange appointment slot table reservation booking time date maybe perhaps"
        " about around roughly approximately then so yes yeah yep ok okay well um uh hmm just"
        " exactly say some something possible possibly preferably ideally there come works work"
        " good great fine perfect thanks thank hi hello hey do does how what any available free"
        " let's lets also that's if sometime anything are there's see take"
    )
)
FILLER_PHRASES = (
    ("good", "morning"),
    ("good", "afternoon"),
    ("good", "evening"),
    ("i", "may"),
    ("or", "so"),
    ("if", "possible"),
    ("how", "about"),
    ("what", "about"),
    ("thank", "you"),
)
