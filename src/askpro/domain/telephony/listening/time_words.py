"""Which of the caller's words speak of time."""

import re
from collections.abc import Sequence

import attrs

from askpro.domain.phrases.meaning import TimePhrase
from askpro.domain.phrases.tokens import fold
from askpro.domain.telephony.listening.ear import Ear

LONGEST_STRETCH = 14
_KEPT = ("uhr", "o'clock", "nicht", "not")  # understood without, but part of what was said
_REFUSED = re.compile(
    r"^(?:(?:da|dann|kann|geht|passt|klappt|ich|es|das|mir|uns|leider|at|all|does|doesn't|is)\W+)*"
    r"(?:nicht|schlecht|not|doesn't work|isn't possible)\b",
    re.IGNORECASE,
)


@attrs.frozen
class Sorted:
    """``said`` the words about time, ``left`` the others in their order.

    ``refused``: a time was named only to rule it out ("am Montag geht es nicht").
    """

    said: str | None
    left: tuple[str, ...]
    refused: bool = False


def sort_time_words(words: Sequence[str], ear: Ear) -> Sorted:
    """The longest stretches that mean a time, without the filler around them."""
    left: list[str] = []
    found: list[str] = []
    refused = False
    here = 0
    while here < len(words):
        length, meant = _longest(words, here, ear)
        if meant is None:
            left.append(words[here])
            here += 1
            continue
        stretch = words[here : here + length]
        if _REFUSED.match(" ".join(words[here + length :])):
            refused = True
        else:
            before, core, after = _bare(stretch, meant, ear)
            left.extend(before)
            left.append(",")
            left.extend(after)
            found.append(" ".join(core).strip(" .,;!?"))
        here += length
    said = _together(found, ear) if found else None
    return Sorted(said, tuple(left), refused)


def _longest(words: Sequence[str], here: int, ear: Ear) -> tuple[int, TimePhrase | None]:
    for length in range(min(LONGEST_STRETCH, len(words) - here), 0, -1):
        meant = ear.time(" ".join(words[here : here + length]))
        if meant is not None:
            return length, meant
    return 0, None


def _bare(
    stretch: Sequence[str], meant: TimePhrase, ear: Ear
) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """The stretch parted into filler, what carries the meaning, and filler.

    A word that is a time by itself stays, even where it changes nothing today.
    """
    start, end = 0, len(stretch)
    while end - start > 1 and _is_spare(stretch[start], ear):
        if ear.time(" ".join(stretch[start + 1 : end])) != meant:
            break
        start += 1
    while end - start > 1 and _is_spare(stretch[end - 1], ear):
        if ear.time(" ".join(stretch[start : end - 1])) != meant:
            break
        end -= 1
    return stretch[:start], stretch[start:end], stretch[end:]


def _is_spare(word: str, ear: Ear) -> bool:
    return not fold(word).startswith(_KEPT) and ear.time(word) is None


def _together(found: Sequence[str], ear: Ear) -> str:
    """Day and time of day said apart: "am Dienstag einen Haarschnitt, um zehn"."""
    plain = " ".join(found)
    if ear.time(plain) is not None:
        return plain
    said = found[0]
    for later in found[1:]:
        said = ear.joined(said, later)
    return said
