"""One utterance, sorted into the caller's own words about time, service, person and self."""

import re
import unicodedata

import attrs

from askpro.domain.phrases import Answer, understand_answer, understand_name
from askpro.domain.phrases.contact import find_email
from askpro.domain.phrases.names import find_name
from askpro.domain.phrases.tokens import fold
from askpro.domain.telephony.listening.ear import Ear
from askpro.domain.telephony.listening.time_words import sort_time_words
from askpro.domain.telephony.listening.wants import WORDS, Want

LONGEST_UTTERANCE = 500
_UNHEARD = re.compile(r"\((?:unintelligible|inaudible)[^)]*\)", re.IGNORECASE)
_GREETING = re.compile(r"^\W*(?:(?:guten?|grüß|good)\s+\w+|hallo|hello|hi)\b", re.IGNORECASE)

__all__ = ["Heard", "Want", "listen"]


@attrs.frozen
class Heard:
    """``text`` is all that was said; every other part is a part of it, None where not said.

    ``when`` and ``what`` are the caller's words about the time and whatever is left that
    could name a service. ``ordinal`` counts from 0, -1 is the last. ``refused`` is set when
    a time was only ruled out.
    """

    text: str
    when: str | None = None
    what: str | None = None
    staff: str | None = None
    name: str | None = None
    email: str | None = None
    answer: Answer | None = None
    ordinal: int | None = None
    wants: tuple[Want, ...] = ()
    refused: bool = False

    @property
    def nothing(self) -> bool:
        return not any(char.isalnum() for char in self.text)

    @property
    def yes(self) -> bool:
        return self.answer is Answer.YES

    @property
    def corrects(self) -> bool:
        """A no, with or without what is wanted instead."""
        return self.answer in (Answer.NO, Answer.CORRECTION) or self.refused


def listen(text: str, ear: Ear, *, name_asked: bool = False) -> Heard:
    """Sort what was said; ``name_asked`` makes a bare "Müller" a name. Never raises."""
    said = " ".join(_UNHEARD.sub(" ", unicodedata.normalize("NFC", text)).split())
    said = said[:LONGEST_UTTERANCE]
    words = WORDS[ear.language]
    wants = tuple(want for want, pattern in words.wants.items() if pattern.search(fold(said)))
    email = find_email(said)
    left = _cut(said, email.start, email.end) if email else said
    left = words.contact.sub(" , ", left)
    left, name = _name(left, ear, asked=name_asked and not wants)
    left, staff = _colleague(left, ear)
    left = _GREETING.sub(" ", left, count=1)
    sorted_words = sort_time_words(left.split(), ear)
    more = any((sorted_words.said, staff, name, email))
    rest = " ".join(sorted_words.left)
    return Heard(
        text=said,
        when=sorted_words.said,
        what=_core(sorted_words.left, ear),
        staff=staff,
        name=name,
        email=email.value if email else None,
        answer=understand_answer(_asked(rest, said), ear.language.value, more=more),
        ordinal=_ordinal(said, ear),
        wants=wants,
        refused=sorted_words.refused,
    )


def _cut(text: str, start: int, end: int) -> str:
    return f"{text[:start]} , {text[end:]}"


def _asked(rest: str, said: str) -> str:
    return f"{rest}?" if said.endswith("?") and "?" not in rest else rest


def _name(text: str, ear: Ear, *, asked: bool) -> tuple[str, str | None]:
    mention = find_name(text, ear.language.value)
    if mention is not None:
        return _cut(text, mention.start, mention.end), mention.value
    bare = understand_name(text, ear.language.value, asked=True) if asked else None
    return (" ", bare) if bare else (text, None)


def _colleague(text: str, ear: Ear) -> tuple[str, str | None]:
    found = WORDS[ear.language].colleague.search(text)
    if found is None or ear.time(found["who"]) is not None or ear.is_filler(found["who"]):
        return text, None
    return _cut(text, found.start(), found.end()), found["who"]


def _core(words: tuple[str, ...], ear: Ear) -> str | None:
    """What is left when the filler at both ends, and yes and no, are taken away."""
    kept = [word for word in words if any(char.isalnum() for char in word)]
    while kept and _says_nothing(kept[0], ear):
        kept.pop(0)
    while kept and _says_nothing(kept[-1], ear):
        kept.pop()
    return " ".join(kept).strip(" .,;:!?") or None


def _says_nothing(word: str, ear: Ear) -> bool:
    if ear.is_filler(word):
        return True
    answer = understand_answer(word, ear.language.value, more=True)
    return answer is not None or fold(word).strip(".,!?") in _EMPTY


_EMPTY = frozenset(
    {
        "nicht", "lieber", "doch", "und", "oder", "ob", "fragen", "bitteschoen", "dankeschoen",
        "tag", "guten", "gerne", "buchen", "not", "rather", "instead", "and", "book", "but",
        "good", "hello", "hi", "ok", "okay", "super", "perfekt", "genau",
    }
)  # fmt: skip


def _ordinal(text: str, ear: Ear) -> int | None:
    words = WORDS[ear.language]
    folded = fold(text)
    for number, pattern in enumerate(words.ordinals):
        if pattern.search(folded):
            return number
    return -1 if words.last.search(folded) else None
