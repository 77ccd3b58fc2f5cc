"""A person's name: introduced ("mein Name ist …"), or bare where it was asked for.

Never a word of time, a service or a colleague, and never what stands in for a withheld
name: "anonym" is nobody. A name disambiguates; it never authorises.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from itertools import islice

import attrs

from askpro.domain.phrases.language import GRAMMARS, Language, is_time_word
from askpro.domain.phrases.tokens import fold, listed

_INTRODUCTIONS: dict[Language, tuple[re.Pattern[str], ...]] = {
    "de": (
        re.compile(r"\b(?:mein|der|dessen)\s+name\s+(?:ist|lautet|wäre|war)\s+", re.IGNORECASE),
        re.compile(r"\bname\s*:\s*", re.IGNORECASE),
        re.compile(r"\bich\s+hei(?:ß|ss)e\s+", re.IGNORECASE),
        re.compile(r"\b(?:auf|unter)\s+(?:den|dem|meinen|meinem)\s+namen\s+", re.IGNORECASE),
        re.compile(r"\bhier\s+(?:ist|spricht)\s+", re.IGNORECASE),
        re.compile(r"\b(?:für|auf)\s+(?=(?:frau|herrn?|familie)\s)", re.IGNORECASE),
    ),
    "en": (
        re.compile(r"\bmy\s+name(?:'s|\s+is)\s+", re.IGNORECASE),
        re.compile(r"\bname\s*:\s*", re.IGNORECASE),
        re.compile(r"\bunder\s+the\s+name\s+(?:of\s+)?", re.IGNORECASE),
        re.compile(r"\bthis\s+is\s+(?=[A-Z])"),
        re.compile(r"\bfor\s+(?=(?:mrs?|ms|miss)\b)", re.IGNORECASE),
    ),
}
_TRAILING = re.compile(
    r"(?P<who>(?:[^\W\d_][\w'’-]*\s+){1,3}?)(?:ist\s+)?mein\s+name\b(?!\s+(?:ist|lautet)\b)",
    re.IGNORECASE,
)
_SHY: dict[Language, re.Pattern[str]] = {
    # "Ich bin" introduces everything; only a capital makes it a name.
    "de": re.compile(r"\b[Ii]ch\s+bin\s+(?:(?:die|der)\s+)?(?=[A-ZÄÖÜŁŚŻČŠŽ])"),
    "en": re.compile(r"\bI(?:'m|\s+am)\s+(?=[A-Z])"),
}
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?")
_GAP = re.compile(r"[ \t\n\xa0]+")
_TITLES = frozenset(listed("herr herrn frau familie dr doktor prof professor mr mrs ms miss"))
_PARTICLES = frozenset(listed("von van de del della di da dos der den ten ter zu zum la le el al"))
_NOBODY = frozenset(
    listed(
        "anonym anonyme anonymer anonymous unbekannt unknown unterdrückt withheld restricted none"
        " null niemand nobody jemand kunde kundin neukunde neukundin patient patientin gast test"
        " customer guest name namen frau herr egal keine ahnung krank neu da nicht nur kein"
    )
)
_STOPS = frozenset(
    listed(
        "und oder aber ich wir sie möchte hätte brauche würde bei beim am um im in an ab für mit"
        " bitte danke gern gerne wie was wann termin and or but i i'd at on in for with please"
        " would like need want to the an mein name ist apparat meine telefonnummer nummer email"
        " mail adresse ja nein yes no also dann my is"
    )
)
# Frau Sonntag and Herr März exist; the parts of the day are left to the clock.
_ALSO_SURNAMES = frozenset(
    listed(
        "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai"
        " juni juli august september oktober november dezember"
        " monday tuesday wednesday thursday friday saturday sunday march may june"
    )
)
_MONTH_NAMES = frozenset({"august", "april", "mai", "may", "june"})
MOST_WORDS = 4
MOST_INTRODUCTIONS = 8


@attrs.frozen
class Mention:
    """Something said, with the part of the text that says it."""

    value: str
    start: int
    end: int


def understand_name(
    text: str,
    language: Language = "de",
    *,
    asked: bool = False,
    not_names: Collection[str] = (),
) -> str | None:
    """The caller's name as spoken, words capitalised; None where none was said.

    ``asked``: the dialogue has just asked, so "Müller" alone is a name. ``not_names``:
    words of services and colleagues.
    """
    text = unicodedata.normalize("NFC", text)
    found = find_name(text, language, not_names=not_names)
    if found is None and asked:
        found = _bare(text, language, not_names)
    return found.value if found else None


def find_name(
    text: str, language: Language = "de", *, not_names: Collection[str] = ()
) -> Mention | None:
    """The introduced name with its introduction; ``text`` is NFC."""
    for pattern in (*_INTRODUCTIONS[language], _SHY[language]):
        sure = pattern is not _SHY[language]
        for introduction in islice(pattern.finditer(text), MOST_INTRODUCTIONS):
            words, end = _name_words(text, introduction.end(), language, not_names, sure=sure)
            if words:
                return Mention(_written(words), introduction.start(), end)
    return _before_my_name(text, not_names) if language == "de" else None


def _before_my_name(text: str, not_names: Collection[str]) -> Mention | None:
    """ "Sonntag mein Name", "Erika Müßig ist mein Name"."""
    fillers = GRAMMARS["de"].fillers - _PARTICLES
    for found in islice(_TRAILING.finditer(text), MOST_INTRODUCTIONS):
        start = found.start("who")
        for word in _WORD.finditer(text, start, found.end("who")):
            if _plain(word[0]) in fillers | _STOPS:
                start = word.end() + 1
        words, _ = _name_words(text[: found.end("who")], start, "de", not_names, sure=True)
        if words:
            return Mention(_written(words), start, found.end())
    return None


def _bare(text: str, language: Language, not_names: Collection[str]) -> Mention | None:
    """The whole utterance is a name, but for politeness around it."""
    fillers = GRAMMARS[language].fillers
    start = 0
    while (word := _WORD.match(text, start)) and _plain(word[0]) in fillers - _PARTICLES:
        gap = re.compile(r"[\s,.!]*").match(text, word.end())
        start = gap.end() if gap else word.end()
    words, end = _name_words(text, start, language, not_names, sure=False)
    rest = _WORD.findall(text[end:])
    if not words or re.search(r"[\d@?]", text) or any(_plain(w) not in _STOPS for w in rest):
        return None
    return Mention(_written(words), start, end)


def _name_words(
    text: str, start: int, language: Language, not_names: Collection[str], *, sure: bool
) -> tuple[list[str], int]:
    """Up to four words from here that can be a name, until anything else.

    ``sure``: a name must follow here, as it must after a title, so "Sonntag" is one.
    """
    refused = {word for name in not_names for word in listed(name)}
    words: list[str] = []
    end = at = start
    while (word := _WORD.match(text, at)) and len(words) < MOST_WORDS:
        plain = _plain(word[0])
        gap = _GAP.match(text, word.end())
        if plain in _TITLES and not words:
            at = gap.end() if gap else word.end()
            sure = True
            continue
        if plain in _NOBODY or plain in refused or not _is_letters(word[0]):
            return [], start
        surname = sure and _is_surname(text, word, words)
        if _ends_a_name(word[0], language) and not (
            surname or (_is_first_name(text, word) and not words)
        ):
            break
        words.append(word[0].rstrip("."))
        end = word.end() - word[0].endswith(".")
        if not gap or word[0].endswith("."):
            break
        at = gap.end()
    while words and _plain(words[-1]) in _PARTICLES:
        words.pop()
    return words, end


def _is_letters(word: str) -> bool:
    """Regular expressions take ² for a letter."""
    return all(sign.isalpha() or sign in "-'’." for sign in word)


def _ends_a_name(word: str, language: Language) -> bool:
    plain = _plain(word)
    if plain in _PARTICLES:
        return False
    spoken = word == word.lower() and plain in GRAMMARS[language].fillers
    return plain in _STOPS or spoken or is_time_word(plain, language)


def _is_surname(text: str, word: re.Match[str], before: Sequence[str]) -> bool:
    """ "Sonntag", "Anna Sonntag" where nothing follows; "Anna Müller Sonntag um zehn" is a day."""
    if _plain(word[0]) not in _ALSO_SURNAMES:
        return False
    after = text[word.end() :].lstrip()
    return not before or (len(before) == 1 and (not after or after[0] in ",.;!"))


def _is_first_name(text: str, word: re.Match[str]) -> bool:
    """August Müller, but not "August" alone nor "August um zehn"."""
    after = _GAP.match(text, word.end())
    capital = after is not None and text[after.end() : after.end() + 1].isupper()
    return capital and _plain(word[0]) in _MONTH_NAMES


def _plain(word: str) -> str:
    return fold(word).rstrip(".")


def _written(words: list[str]) -> str:
    """Speech to text may forget the capitals."""
    return " ".join(
        word
        if word != word.lower() or word in _PARTICLES
        else "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
        for word in words
    )
