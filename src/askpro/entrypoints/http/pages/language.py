"""Which language a page is written in: ?lang, then the cookie, then the browser, then German."""

import io
from collections.abc import Mapping
from pathlib import Path

from babel.core import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from askpro.domain.organisations.organisation import Language

FOLDER = Path(__file__).parent / "translations"
_KNOWN = {language.value: language for language in Language}
LONGEST_HEADER = 200


def choose_language(asked: str | None, kept: str | None, accepted: str | None) -> Language:
    """The language of a page.

    Args:
        asked: What the address says, as in ``?lang=en``.
        kept: What the cookie says.
        accepted: The Accept-Language header.

    >>> choose_language(None, None, "fr, en;q=0.8, de;q=0.5").value
    'en'
    >>> choose_language("xx", None, None).value
    'de'
    """
    for wish in (asked, kept):
        if wish in _KNOWN:
            return _KNOWN[wish]
    ranked = sorted(_wishes((accepted or "")[:LONGEST_HEADER]).items(), key=lambda wish: -wish[1])
    found = negotiate_locale([tag for tag, _ in ranked], list(_KNOWN), sep="-")
    return _KNOWN.get(found or "", Language.GERMAN)


def _wishes(header: str) -> Mapping[str, float]:
    """Language tags with their weights; what cannot be read weighs nothing and is left out."""
    weights: dict[str, float] = {}
    for part in header.split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weights[tag] = float(weight or "1")
        except ValueError:
            continue
    return {tag: weight for tag, weight in weights.items() if tag and weight > 0}


def words_of(language: Language) -> NullTranslations:
    """The catalogue of a language, read from its .po; English needs none."""
    path = FOLDER / f"{language.value}.po"
    if language is Language.ENGLISH:
        return NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language.value)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
