"""One sentence of a caller, taken apart: when, what, with whom, who, where to, yes or no.

What is understood is cut out of the text, the surest first: the address, the name, the
colleague after "bei", the service. The rule that every word counts then holds for what
is left.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence, Set
from datetime import date, datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.ids import ServiceId, StaffId
from askpro.domain.phrases.anchor import Anchor
from askpro.domain.phrases.answers import Answer, understand_answer
from askpro.domain.phrases.assembly import Context
from askpro.domain.phrases.contact import find_email
from askpro.domain.phrases.language import GRAMMARS, Language, is_time_word
from askpro.domain.phrases.matching import (
    AMONG,
    COMPOUND,
    MOST_WORDS,
    SYNONYM_AMONG,
    Found,
    Id,
    Named,
    Several,
    is_name_word,
    match,
    match_words,
    vocabulary,
)
from askpro.domain.phrases.meaning import TimePhrase
from askpro.domain.phrases.names import find_name
from askpro.domain.phrases.pieces import Mark
from askpro.domain.phrases.reading import meaning_of
from askpro.domain.phrases.tokens import LONGEST_TEXT, Spelled, fold

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_WITH: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"\b(?:bei|von|mit)\s+(?:(?:der|dem|herrn?|frau)\s+)*", re.IGNORECASE),
    "en": re.compile(r"\b(?:with|by)\s+(?:(?:mrs?|ms|miss)\.?\s+)*", re.IGNORECASE),
}
_CUT = " , "
_LEAST_UNSURE = 0.4
_LEAST_PART = 3
# What a caller says is bounded, and so is the work on it: nobody names more than this.
MOST_MENTIONS = 4
MOST_INTRODUCTIONS = 6
MOST_STRANGERS = 8


@attrs.frozen
class Heard:
    """What one utterance said. ``rest`` are the words nobody understood, for the log.

    ``time`` is None where nothing in the text speaks of time.
    """

    time: TimePhrase | None = None
    service: Found[ServiceId] | Several[ServiceId] | None = None
    staff: Found[StaffId] | Several[StaffId] | None = None
    name: str | None = None
    email: str | None = None
    answer: Answer | None = None
    rest: str = ""


def read_utterance(
    text: str,
    now: datetime,
    zone: ZoneInfo,
    language: Language,
    *,
    services: Sequence[Named[ServiceId]],
    staff: Sequence[Named[StaffId]],
    on_day: date | None = None,
    at_clock: time | None = None,
) -> Heard:
    """Everything one sentence says; never raises for a text.

    Raises:
        ValueError: ``now`` is naive.
    """
    left = unicodedata.normalize("NFC", text)[:LONGEST_TEXT]
    email = find_email(left)
    if email:
        left = _without(left, email.start, email.end)
    name = find_name(left, language, not_names=[option.name for option in services])
    if name:
        left = _without(left, name.start, name.end)
    left, colleague = _after_with(left, staff, language)
    left, service = _all_mentioned(left, services, language, None)
    left, colleague = _all_mentioned(left, staff, language, colleague)
    spelled = GRAMMARS[language].spell(left)
    spelled, service = _from_rest(spelled, services, service)
    spelled, colleague = _from_rest(spelled, staff, colleague)
    spoken = any(not isinstance(piece, Mark) for piece in spelled.pieces)
    when = (
        meaning_of(spelled, left, Anchor(now, zone), Context(on_day, at_clock)) if spoken else None
    )
    rest = " ".join(word for run in spelled.rest for word in run)
    more = any((spoken, service, colleague, name, email))
    answer = understand_answer(_plain_words(left, spelled), language, more=more)
    return Heard(
        when, service, colleague, name.value if name else None, email.value if email else None,
        answer, rest,
    )  # fmt: skip


def _without(text: str, start: int, end: int) -> str:
    return text[:start] + _CUT + text[end:]


def _after_with(
    text: str, staff: Sequence[Named[StaffId]], language: Language
) -> tuple[str, Found[StaffId] | Several[StaffId] | None]:
    """ "Bei Mia": after this word even Herr Sonntag is a colleague."""
    for introduction in islice(_WITH[language].finditer(text), MOST_INTRODUCTIONS):
        words = list(_WORD.finditer(text, introduction.end()))[:2]
        for count in range(len(words), 0, -1):
            end = words[count - 1].end()
            found = match(text[introduction.end() : end], staff, least=_LEAST_UNSURE)
            if found is not None and found.score not in (AMONG, SYNONYM_AMONG):
                return _without(text, introduction.start(), end), found
    return text, None


def _all_mentioned(
    text: str,
    options: Sequence[Named[Id]],
    language: Language,
    known: Found[Id] | Several[Id] | None,
) -> tuple[str, Found[Id] | Several[Id] | None]:
    """Two that were named are two to ask about: "Haarschnitt Herren und Dauerwelle"."""
    known_words = vocabulary(options)
    near = {word for each in _WORD.finditer(text) if _is_near(word := fold(each[0]), known_words)}
    for _ in range(MOST_MENTIONS):
        text, found = _mentioned(text, options, language, near)
        if found is None:
            break
        known = found if known is None else _either(known, found)
    return text, known


def _either(
    one: Found[Id] | Several[Id], other: Found[Id] | Several[Id]
) -> Found[Id] | Several[Id]:
    """What both mentions allow, or both: "Haarschnitt, für Herren" is one."""
    left, right = _ids(one), _ids(other)
    ids = tuple(i for i in left if i in right) or (*left, *right)
    score = min(one.score, other.score)
    return Found(ids[0], score) if len(ids) == 1 else Several(ids, score)


def _ids(match_: Found[Id] | Several[Id]) -> tuple[Id, ...]:
    return (match_.id,) if isinstance(match_, Found) else match_.ids


def _mentioned(
    text: str, options: Sequence[Named[Id]], language: Language, near: Set[str]
) -> tuple[str, Found[Id] | Several[Id] | None]:
    """The surest mention by whole words or compounds, the longest among equals."""
    best: tuple[float, int, int, int] = (0.0, 0, 0, 0)
    chosen: Found[Id] | Several[Id] | None = None
    seen: dict[tuple[str, ...], Found[Id] | Several[Id] | None] = {}
    for start, end, said in _runs(text, language, near):
        names = tuple(word for word in said if is_name_word(word))
        if names not in seen:
            seen[names] = match_words(names, options, least=COMPOUND)
        found = seen[names]
        # A run with other words around a name is only sure of what is inside it.
        if found is not None and (rank := (found.score, len(said), start, end))[:2] > best[:2]:
            best, chosen = rank, found
    return (_without(text, best[2], best[3]), chosen) if chosen else (text, None)


def _runs(
    text: str, language: Language, near: Set[str]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Neighbouring words that can be a name: neither filler nor time at both their edges."""
    words = list(_WORD.finditer(text))
    folded = [fold(word[0]) for word in words]
    for first in range(len(words)):
        for last in range(first, min(first + MOST_WORDS, len(words))):
            said = tuple(folded[first : last + 1])
            if near.isdisjoint(said):
                continue
            if _broken(text, words, first, last):
                break
            if not (_is_empty(said[0], language) and _is_empty(said[-1], language)):
                yield words[first].start(), words[last].end(), said


def _is_empty(word: str, language: Language) -> bool:
    return word in GRAMMARS[language].fillers or is_time_word(word, language)


def _is_near(word: str, known_words: frozenset[str]) -> bool:
    """Whether the word can be a name, a part of one, or a compound with one."""
    if word in known_words:
        return True
    return any(
        word in known or known in word
        for known in known_words
        if min(len(word), len(known)) >= _LEAST_PART
    )


def _broken(text: str, words: Sequence[re.Match[str]], first: int, last: int) -> bool:
    return any(_CUT in text[words[at].end() : words[at + 1].start()] for at in range(first, last))


def _from_rest(
    spelled: Spelled, options: Sequence[Named[Id]], known: Found[Id] | Several[Id] | None
) -> tuple[Spelled, Found[Id] | Several[Id] | None]:
    """Words no rule explains may be a name with a slip of the tongue."""
    if known is not None:
        return spelled, known
    for run in spelled.rest[:MOST_STRANGERS]:
        found = match(" ".join(run), options)
        if found is not None:
            return attrs.evolve(spelled, rest=tuple(r for r in spelled.rest if r != run)), found
    return spelled, None


def _plain_words(text: str, spelled: Spelled) -> str:
    """The words that are no time: yes, no, but, and what was not understood."""
    asked = "?" if "?" in text else ""
    return " ".join((*spelled.plain, *(word for run in spelled.rest for word in run))) + asked
