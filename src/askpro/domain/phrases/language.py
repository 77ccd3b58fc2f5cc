"""The languages understood here, each with its grammar of time."""

from functools import lru_cache
from typing import Literal

from askpro.domain.phrases import english, german
from askpro.domain.phrases.tokens import LOOK_AHEAD, Grammar, fold

Language = Literal["de", "en"]

GRAMMARS: dict[Language, Grammar] = {"de": german.GRAMMAR, "en": english.GRAMMAR}


def is_time_word(word: str, language: Language) -> bool:
    """Whether a word alone speaks of time or number: Montag, morgen, zehn, Uhr, August."""
    return _is_time_word(fold(word), language)


@lru_cache(maxsize=1024)
def _is_time_word(folded: str, language: Language) -> bool:
    if folded in ("uhr", "o'clock", "stunde", "minuten", "woche", "monat", "week", "month"):
        return True
    padded = (folded, *[""] * LOOK_AHEAD)
    return any(rule(padded, 0) for rule in GRAMMARS[language].rules)
