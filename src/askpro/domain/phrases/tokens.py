"""Words as the grammars see them, and the reader that must account for every one."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

import attrs

from askpro.domain.phrases.pieces import Mark, Piece

Rule = Callable[[Sequence[str], int], tuple[tuple[Piece, ...], int] | None]
LOOK_AHEAD = 8
LONGEST_TEXT = 2_000

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "’": "'", "‘": "'", "\0": " "})
_TOKEN = re.compile(
    r"\d{4}-\d\d-\d\d(?:[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:\d\d)?)?(?!\d)"
    r"|\d{1,2}[./]\s?\d{1,2}[./]\s?(?:\d{4}|\d\d)(?!\d|[:.]\d|\s*uhr)"  # 3.12.2026
    r"|\d{1,2}\.\s?\d{1,2}\.(?!\d)"  # 3.12.
    r"|\d{1,2}[:.]\d\d(?!\d)"  # 14:30
    r"|\d{1,2}\.\d(?!\d)"  # 3.5
    r"|\d{1,2}/\d{1,2}(?!\d)"  # 3/12
    r"|\d+,\d+"
    r"|\d+(?:st|nd|rd|th)\b"
    r"|\d+\.(?!\d)"  # 3.
    r"|\d+"
    r"|[^\W\d_]+(?:'[^\W\d_]+)*"
    r"|[,;]"
    r"|[^\s.!?:\"'()…–—\-]"  # a sign nobody can speak is a word not understood
)
_RANGE = re.compile(
    r"(?<![\dt-])(\d{1,2}(?:[:.]\d\d)?)\s*[-–—]\s*(?=\d{1,2}(?:[:.]\d\d)?(?![\d-]))"
)
SEPARATORS = frozenset({",", ";"})


def fold(text: str) -> str:
    """Lower case, umlauts and sharp s in two letters, so that all spellings are one."""
    return unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)


def listed(text: str) -> tuple[str, ...]:
    """The folded words of a list written as a sentence."""
    return tuple(fold(text).split())


def tokens(text: str, range_word: str) -> list[str]:
    """Folded words, numbers and commas; a dash between numbers becomes ``range_word``."""
    folded = fold(text[:LONGEST_TEXT]).replace("p.m.", "pm").replace("a.m.", "am ")
    return _TOKEN.findall(_RANGE.sub(rf"\1 {range_word} ", folded))


@attrs.frozen
class Spelled:
    """The pieces found, and the runs of neighbouring words no rule and no filler explains.

    ``plain`` are the words understood that carry no time: fillers, yes and no.
    """

    pieces: tuple[Piece, ...]
    rest: tuple[tuple[str, ...], ...]
    plain: tuple[str, ...] = ()


@attrs.frozen
class Grammar:
    """One language's rules, and the words that may be said without meaning a time."""

    rules: tuple[Rule, ...]
    fillers: frozenset[str]
    filler_phrases: tuple[tuple[str, ...], ...]
    range_word: str
    _phrases_from: Mapping[str, tuple[tuple[str, ...], ...]] = attrs.field(init=False, repr=False)

    @_phrases_from.default
    def _by_first_word(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        firsts = {phrase[0] for phrase in self.filler_phrases}
        return {
            first: tuple(phrase for phrase in self.filler_phrases if phrase[0] == first)
            for first in firsts
        }

    def spell(self, text: str) -> Spelled:
        found = tokens(text, self.range_word)
        padded = (*found, *[""] * LOOK_AHEAD)
        pieces: list[Piece] = []
        rest: list[tuple[str, ...]] = []
        plain: list[str] = []
        here, end_of_rest = 0, -1
        while here < len(found):
            matched, end = self._longest(padded, here)
            if end > here:
                pieces.extend(matched)
                if all(isinstance(piece, Mark) for piece in matched):
                    plain.extend(found[here:end])
                here = end
                continue
            if found[here] in self.fillers:
                plain.append(found[here])
            elif found[here] not in SEPARATORS:
                if end_of_rest == here:
                    rest[-1] = (*rest[-1], found[here])
                else:
                    rest.append((found[here],))
                end_of_rest = here + 1
            here += 1
        return Spelled(tuple(pieces), tuple(rest), tuple(plain))

    def _longest(self, padded: Sequence[str], here: int) -> tuple[tuple[Piece, ...], int]:
        best: tuple[tuple[Piece, ...], int] = ((), here)
        for phrase in self._phrases_from.get(padded[here], ()):
            if padded[here : here + len(phrase)] == phrase:
                best = ((), max(best[1], here + len(phrase)))
        for rule in self.rules:
            found = rule(padded, here)
            if found is not None and found[1] > best[1]:
                best = found
        return best
