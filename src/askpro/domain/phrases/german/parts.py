"""Parts of the day, and "morgen", which is one of them only after a day."""

from collections.abc import Sequence

from askpro.domain.phrases.pieces import DayPart, Part, Piece
from askpro.domain.phrases.tokens import listed

Found = tuple[tuple[Piece, ...], int] | None

PART_STEMS = {
    "frueh": DayPart.EARLY,
    "morgen": DayPart.EARLY,
    "vormittag": DayPart.FORENOON,
    "mittag": DayPart.NOON,
    "nachmittag": DayPart.AFTERNOON,
    "abend": DayPart.EVENING,
    "nacht": DayPart.NIGHT,
} | {
    "fruehs": DayPart.EARLY,
    "morgens": DayPart.EARLY,
    "vormittags": DayPart.FORENOON,
    "mittags": DayPart.NOON,
    "nachmittags": DayPart.AFTERNOON,
    "abends": DayPart.EVENING,
    "nachts": DayPart.NIGHT,
}
_DAYS_BEFORE = frozenset(
    listed(
        "heute heut gestern übermorgen montag dienstag mittwoch donnerstag freitag samstag"
        " sonnabend sonntag mo di mi do fr sa am"
    )
)
_HALF = {
    "frueher": 0, "fruehen": 0, "fruehem": 0, "frueh": 0,
    "spaeter": 1, "spaeten": 1, "spaetem": 1, "spaet": 1,
}  # fmt: skip


def part_of_day(words: Sequence[str], at: int) -> Found:
    word = words[at]
    if word == "morgen":
        after_day = at and words[at - 1] in _DAYS_BEFORE
        return ((Part(DayPart.EARLY),), at + 1) if after_day else None
    if word in ("in", "am") and words[at + 1] in ("der", "frueh") and words[at + 2] == "frueh":
        return (Part(DayPart.EARLY),), at + 3
    part = PART_STEMS.get(word)
    return ((Part(part),), at + 1) if part else None


def half_of_part(words: Sequence[str], at: int) -> Found:
    """ "Am späten Vormittag", "spätnachmittags"."""
    half = _HALF.get(words[at])
    part = PART_STEMS.get(words[at + 1])
    if half is not None and part and part is not DayPart.EARLY:
        return (Part(part, half),), at + 2
    for stem, compound_half in (("frueh", 0), ("spaet", 1)):
        rest = words[at].removeprefix(stem)
        compound = PART_STEMS.get(rest)
        if rest != words[at] and compound and rest not in ("s", "morgen", "morgens"):
            return (Part(compound, compound_half),), at + 1
    return None


RULES = (part_of_day, half_of_part)
