"""Numbers in English words and digits."""

import re
from collections.abc import Sequence

from askpro.domain.phrases.tokens import listed

_SMALL = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_TENS = listed("twenty thirty forty fifty")
_ORDINALS = listed(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINAL_DIGITS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_WORDS = {word: n for n, word in enumerate(_SMALL)} | {
    word: 10 * n for n, word in enumerate(_TENS, start=2)
}
_ORDINAL_WORDS = {word: n for n, word in enumerate(_ORDINALS, start=1)} | {"thirtieth": 30}

Counted = tuple[int, int] | None


def number(words: Sequence[str], at: int) -> Counted:
    """The number and where it ends: "twenty five" and "twenty-five" are two words."""
    word = words[at]
    if word.isascii() and word.isdigit() and len(word) <= 4:
        return int(word), at + 1
    found = _WORDS.get(word)
    if found is None:
        return None
    unit = _WORDS.get(words[at + 1])
    if found >= 20 and unit is not None and 1 <= unit <= 9:
        return found + unit, at + 2
    return found, at + 1


def amount(words: Sequence[str], at: int) -> Counted:
    return (1, at + 1) if words[at] in ("a", "an") else number(words, at)


def ordinal(words: Sequence[str], at: int) -> Counted:
    digits = _ORDINAL_DIGITS.fullmatch(words[at])
    if digits:
        return int(digits[1]), at + 1
    unit = _ORDINAL_WORDS.get(words[at + 1])
    if words[at] in ("twenty", "thirty") and unit is not None and unit <= 9:
        return _WORDS[words[at]] + unit, at + 2
    found = _ORDINAL_WORDS.get(words[at])
    return (found, at + 1) if found is not None else None
