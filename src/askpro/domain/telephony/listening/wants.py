"""Words that steer a conversation, as data; ``*`` stands for any ending."""

import re
from collections.abc import Mapping
from enum import Enum

import attrs

from askpro.domain.organisations.organisation import Language
from askpro.domain.phrases.tokens import fold


class Want(Enum):
    """What a caller may want beside an appointment; earlier ones win."""

    CALLBACK = "callback"
    CANCEL = "cancel"
    OPENING_HOURS = "opening_hours"
    SERVICES = "services"
    AGAIN = "again"
    BOOK = "book"
    GOODBYE = "goodbye"


@attrs.frozen
class Words:
    wants: Mapping[Want, re.Pattern[str]]
    ordinals: tuple[re.Pattern[str], ...]
    last: re.Pattern[str]
    colleague: re.Pattern[str]
    contact: re.Pattern[str]


def _any(*phrases: str) -> re.Pattern[str]:
    """Any of the phrases as whole words, in text that is folded."""
    parts = sorted((re.escape(fold(one)).replace(r"\*", r"\w*") for one in phrases), key=len)
    return re.compile(rf"(?<!\w)(?:{'|'.join(reversed(parts))})(?!\w)")


_GERMAN = Words(
    wants={
        Want.CALLBACK: _any(
            "rückruf*", "ruf* mich zurück", "ruf* sie mich zurück", "ruf* sie mich * zurück",
            "zurückruf*", "zurück ruf*", "zurückgerufen", "mit einem menschen",
            "mit einem mitarbeiter sprechen", "mit einer mitarbeiterin sprechen",
            "nachricht hinterlassen", "verschieben", "verlegen", "umbuchen",
        ),
        Want.CANCEL: _any("absage*", "abgesagt", "stornier*", "storno", "sage * ab", "sagen * ab"),
        Want.OPENING_HOURS: _any(
            "öffnungszeit*", "geöffnet", "wann haben sie offen", "wann haben sie auf",
            "wann machen sie auf", "wann machen sie zu", "wie lange haben sie",
        ),
        Want.SERVICES: _any(
            "was kost*", "wie viel kost*", "wieviel kost*", "preis*", "leistungen",
            "was bieten sie", "was machen sie", "angebot", "dienstleistungen",
        ),
        Want.AGAIN: _any("noch einmal", "noch mal", "nochmal", "wiederhol*", "erneut"),
        Want.BOOK: _any(
            "termin*", "buchen", "reservier*", "hätte", "möchte", "brauch*", "bräuchte", "will",
            "würde", "wollte", "frei", "vorbeikommen",
        ),
        Want.GOODBYE: _any(
            "auf wiederhören", "auf wiedersehen", "wiederhören", "tschüss", "tschüs", "ciao",
            "ade", "das war's", "das wars", "das war alles", "schönen tag noch",
        ),
    },
    ordinals=(
        _any("erste*", "nummer eins"),
        _any("zweite*", "nummer zwei"),
        _any("dritte*", "nummer drei"),
    ),
    last=_any("letzte*"),
    colleague=re.compile(
        r"\b(?:[Bb]ei|[Zz]u(?=\s+(?:[Ff]rau|[Hh]errn?|[A-ZÄÖÜ])))\s+"
        r"(?:(?:der|dem|[Ff]rau|[Hh]errn?)\s+)*"
        r"(?!(?:[Ii]hnen|[Ee]uch|mir|dir|uns|einer|einem|jemand\w*|welche[rmn]?)\b)"
        r"(?P<who>[^\W\d_][\w'-]+)"
    ),
    contact=re.compile(
        r"\b(?:und\s+)?(?:meine?\s+)?e-?mail(?:-?adresse)?(?:\s+(?:ist|lautet|wäre))?\b",
        re.IGNORECASE,
    ),
)  # fmt: skip

_ENGLISH = Words(
    wants={
        Want.CALLBACK: _any(
            "call me back", "call back", "callback", "speak to a human", "speak to a person",
            "speak to someone", "leave a message", "reschedule", "move my appointment",
        ),
        Want.CANCEL: _any("cancel*"),
        Want.OPENING_HOURS: _any(
            "opening hours", "opening times", "when are you open", "when do you open",
            "when do you close", "are you open",
        ),
        Want.SERVICES: _any(
            "how much", "price*", "what services", "which services", "what do you offer",
            "your services",
        ),
        Want.AGAIN: _any("again", "once more", "repeat"),
        Want.BOOK: _any(
            "appointment*", "book", "booking", "i would like", "i'd like", "i need", "i want",
            "do you have anything",
        ),
        Want.GOODBYE: _any("goodbye", "good bye", "bye", "that's all", "that is all"),
    },
    ordinals=(
        _any("first", "number one"),
        _any("second", "number two"),
        _any("third", "number three"),
    ),
    last=_any("last"),
    colleague=re.compile(
        r"\b(?:with|by)\s+(?:(?:[Mm]rs?|[Mm]s|[Mm]iss)\.?\s+)*(?P<who>[A-Z][\w'-]+)"
    ),
    contact=re.compile(
        r"\b(?:and\s+)?(?:my\s+)?e-?mail(?:\s+address)?(?:\s+is)?\b", re.IGNORECASE
    ),
)  # fmt: skip

WORDS: Mapping[Language, Words] = {Language.GERMAN: _GERMAN, Language.ENGLISH: _ENGLISH}
