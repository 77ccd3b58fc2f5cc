"""Yes, no, or a correction. What is neither beyond doubt is None, and is asked again.

Ja gern, das passt            YES
Nein danke / passt nicht      NO
Nein, lieber um elf           CORRECTION
Ja, aber nicht am Montag      CORRECTION
Ja, nein, ich weiß nicht      None
"""

import re
from enum import Enum

import attrs

from askpro.domain.phrases.language import Language
from askpro.domain.phrases.tokens import fold, listed


class Answer(Enum):
    YES = "yes"
    NO = "no"
    CORRECTION = "correction"


def _set(text: str) -> frozenset[str]:
    return frozenset(listed(text))


@attrs.frozen
class _Vocabulary:
    """Agreement is a yes on its own; praise only in a short sentence."""

    yes: frozenset[str]
    praise: frozenset[str]
    no: frozenset[str]
    negations: frozenset[str]
    turns: frozenset[str]
    neutral: frozenset[str]
    phrases: tuple[tuple[str, str], ...]


_GERMAN = _Vocabulary(
    yes=_set("ja jo jawohl jawoll jep jup yes einverstanden freilich selbstverständlich"),
    praise=_set(
        "genau richtig korrekt stimmt passt klar gerne gern gut super prima perfekt okay ok"
        " wunderbar toll schön natürlich sicher geht klingt"
    ),
    no=_set("nein nee ne nö no keinesfalls niemals falsch verkehrt"),
    negations=_set("nicht kein keine keinen keinem keiner nie"),
    turns=_set("aber sondern lieber doch stattdessen besser korrektur moment"),
    neutral=_set(
        "das es ist mir uns so bitte danke dank vielen sehr ich wir wäre ähm äh hm also dann"
        " machen wir's auch für mich buchen sie den die der termin und na alles ganz mal haben"
        " hätte hätten möchte einen ein eine wird würde werden auf zu am um im mit leider da"
        " kann schon"
    ),
    phrases=(
        ("ich meine", "aber"),
        ("ich meinte", "aber"),
        ("auf jeden fall", "ja"),
        ("in ordnung", "ja"),
        ("alles klar", "ja"),
        ("kein problem", "ja"),
        ("keine einwände", "ja"),
        ("von mir aus", "ja"),
        ("so machen wir", "ja"),
        ("machen wir so", "ja"),
        ("machen wir das", "ja"),
        ("auf keinen fall", "nein"),
        ("lieber nicht", "nein"),
        ("doch nicht", "nein"),
        ("gar nicht", "nicht"),
        ("nein doch", "nein aber"),
    ),
)
_ENGLISH = _Vocabulary(
    yes=_set("yes yeah yep yup sure absolutely definitely certainly agreed"),
    praise=_set("correct right exactly fine perfect great good ok okay works suits lovely"),
    no=_set("no nope nah never wrong incorrect"),
    negations=_set("not don't doesn't isn't can't won't dont doesnt isnt cant"),
    turns=_set("but rather instead actually mean meant sorry make"),
    neutral=_set(
        "that that's is it it's i we me us please thanks thank you so very sounds would be for"
        " book the a an appointment well um uh then do and can could at on to"
    ),
    phrases=(
        ("of course", "yes"),
        ("no problem", "yes"),
        ("sounds good", "yes"),
        ("go ahead", "yes"),
        ("by all means", "yes"),
        ("no way", "no"),
        ("i'd rather not", "no"),
        ("rather not", "no"),
    ),
)
_VOCABULARIES = {"de": _GERMAN, "en": _ENGLISH}
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
SHORT = 5
_REQUESTS = frozenset(listed("hätte hätten möchte haben würde wird werden"))


def understand_answer(text: str, language: Language = "de", *, more: bool = False) -> Answer | None:
    """The answer beyond doubt. ``more``: a time, name or service was said beside these words,
    so that a no is a correction."""
    known = _VOCABULARIES[language]
    folded = f" {fold(text)} "
    for phrase, meaning in known.phrases:
        folded = folded.replace(f" {fold(phrase)}", f" {meaning} ")
    words = _WORD.findall(folded)
    yes = any(word in known.yes for word in (*words[:2], *words[-1:]))
    praise = any(word in known.praise for word in words) and _REQUESTS.isdisjoint(words)
    no = any(word in known.no for word in words)
    negated = any(word in known.negations for word in words)
    turned = any(word in known.turns for word in words)
    every = known.yes | known.praise | known.no | known.negations | known.turns | known.neutral
    strange = any(word not in every for word in words)
    if no or negated:
        return _refusal(yes=yes, no=no, turned=turned, more=more or strange)
    if turned and (yes or praise or more):
        return Answer.CORRECTION
    if strange or turned or "?" in text:
        return None
    return Answer.YES if yes or (praise and len(words) <= SHORT and not more) else None


def _refusal(*, yes: bool, no: bool, turned: bool, more: bool) -> Answer | None:
    if yes and not turned:
        return None
    if turned and (more or yes):
        return Answer.CORRECTION
    if more:
        return Answer.CORRECTION if no else None
    return Answer.NO
