"""Which service or colleague was meant: a score with a margin, or the question which.

    1.00  the name, word for word            0.80  a synonym, word for word
    0.90  the name among other words         0.78  a synonym among other words
    0.85  some whole words of the name       0.75  the words as one compound
    0.70  some whole words of a synonym      0.60  the last part of a compound
    0.50  and less: one or two letters differ

Two within the margin are read back. "Dauerwelle" is never "Herrenhaarschnitt": below the
threshold nothing is matched, and there is no default.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations
from typing import Generic, TypeVar

import attrs

from askpro.domain.phrases.tokens import listed, tokens

Id = TypeVar("Id")

MARGIN = 0.05
THRESHOLD = 0.36
AMONG = 0.9
SYNONYM_AMONG = 0.78
COMPOUND = 0.6
_LEAST_SIMILAR = 0.75
_SHORTEST_FUZZY = 4
_LINKS = frozenset(
    listed("für mit und der die das den dem ein eine einen einer am zu zum bei for with and the a")
)
MOST_WORDS = 4
MOST_FUZZY_WORDS = 8


@attrs.frozen
class Named(Generic[Id]):
    """Something callers call by name: a service, a member of staff."""

    id: Id
    name: str
    synonyms: tuple[str, ...] = ()


@attrs.frozen
class Found(Generic[Id]):
    id: Id
    score: float


@attrs.frozen
class Several(Generic[Id]):
    """Ask which of these, best first."""

    ids: tuple[Id, ...]
    score: float


Match = Found[Id] | Several[Id] | None


def match(
    said: str, options: Sequence[Named[Id]], *, least: float = THRESHOLD
) -> Found[Id] | Several[Id] | None:
    """What was called by these words; None below ``least``."""
    return match_words(folded_words(said), options, least=least)


def match_words(
    words: tuple[str, ...], options: Sequence[Named[Id]], *, least: float = THRESHOLD
) -> Found[Id] | Several[Id] | None:
    """As ``match``, of words that are folded already."""
    if not words:
        return None
    said = _Name(words)
    scored = [
        (score, option)
        for option in options
        if (score := _score(said, option, fuzzy=least <= 0.5)) >= least
    ]
    if not scored:
        return None
    scored.sort(key=lambda pair: -pair[0])
    best = scored[0][0]
    near = [option for score, option in scored if score >= best - MARGIN]
    near = [one for one in near if not any(_within(one, other, said) for other in near)]
    if len(near) == 1:
        return Found(near[0].id, best)
    return Several(tuple(option.id for option in near), best)


def folded_words(text: str) -> tuple[str, ...]:
    """The words that can be part of a name."""
    return tuple(word for word in tokens(text, "bis") if is_name_word(word))


def is_name_word(folded: str) -> bool:
    """Neither punctuation nor a link; "25.11" is one, or a date would pass for a name's."""
    return folded not in _LINKS and any(char.isalnum() for char in folded)


@attrs.frozen
class _Name:
    """Words with what every comparison needs of them."""

    words: tuple[str, ...]
    each: frozenset[str] = attrs.field(init=False)
    letters: str = attrs.field(init=False)

    @each.default
    def _each(self) -> frozenset[str]:
        return frozenset(self.words)

    @letters.default
    def _letters(self) -> str:
        return "".join(sorted("".join(self.words)))


@lru_cache(maxsize=4096)
def _name(text: str) -> _Name:
    """Of a service or a colleague; never of what a caller says."""
    return _Name(folded_words(text))


def vocabulary(options: Sequence[Named[Id]]) -> frozenset[str]:
    """Every word of every name."""
    texts = (text for option in options for text in (option.name, *option.synonyms))
    return frozenset(word for text in texts for word in _name(text).each)


def _within(shorter: Named[Id], longer: Named[Id], said: _Name) -> bool:
    """Both were named in full, one within the other: the longer is meant."""
    return _name(shorter.name).each < _name(longer.name).each <= said.each


def _score(said: _Name, option: Named[Id], *, fuzzy: bool) -> float:
    best = _name_score(said, _name(option.name), (1.0, AMONG, 0.85, 0.75, COMPOUND))
    for synonym in option.synonyms:
        best = max(
            best, _name_score(said, _name(synonym), (0.8, SYNONYM_AMONG, 0.7, 0.75, COMPOUND))
        )
    if best or not fuzzy or len(said.words) > MOST_FUZZY_WORDS:
        return best
    return max(_similar(said.words, _name(text).words) for text in (option.name, *option.synonyms))


def _name_score(said: _Name, name: _Name, tiers: tuple[float, float, float, float, float]) -> float:
    exact, among, part, compound, tail = tiers
    if said.words == name.words:
        return exact
    if name.each and name.each <= said.each:
        return among
    if said.each <= name.each:
        return part
    if said.letters == name.letters and _one_compound(said.words, name.words):
        return compound
    return tail if _shares_tail(said.words, name.words) else 0.0


def _one_compound(said: tuple[str, ...], name: tuple[str, ...]) -> bool:
    few = len(said) <= MOST_WORDS and len(name) <= MOST_WORDS
    return few and not _joined(said).isdisjoint(_joined(name))


def _joined(words: tuple[str, ...]) -> set[str]:
    return {"".join(order) for order in permutations(words)}


def _shares_tail(said: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """ "Haarschnitt" for "Herrenhaarschnitt" or the other way round."""
    if len(said) != 1 or len(name) != 1:
        return False
    shorter, longer = sorted((said[0], name[0]), key=len)
    return len(shorter) >= 5 and longer.endswith(shorter)


def _similar(said: tuple[str, ...], name: tuple[str, ...]) -> float:
    """Half the likeness of the whole, or of each said word to one of the name."""
    best = _likeness("".join(said), "".join(name))
    each = 1.0
    for word in said:
        each = min(each, max((_likeness(word, other) for other in name), default=0.0))
        if each < _LEAST_SIMILAR:
            break
    best = max(best, each - MARGIN)
    return best / 2 if best >= _LEAST_SIMILAR else 0.0


def _likeness(one: str, other: str) -> float:
    """1 for equal, 0 for nothing in common; short words must be equal."""
    longest = max(len(one), len(other))
    if one == other:
        return 1.0
    if min(len(one), len(other)) < _SHORTEST_FUZZY or abs(len(one) - len(other)) > longest // 4:
        return 0.0
    return 1 - _edits(one, other) / longest


def _edits(one: str, other: str) -> int:
    """Letters to add, drop, change, or swap with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        this = [row]
        for column, against in enumerate(other, start=1):
            cost = min(last[column] + 1, this[-1] + 1, last[column - 1] + (letter != against))
            swapped = row > 1 and column > 1 and letter == other[column - 2]
            if swapped and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            this.append(cost)
        before, last = last, this
    return last[-1]
