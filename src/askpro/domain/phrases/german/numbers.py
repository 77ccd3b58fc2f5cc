"""Numbers in German words and digits. All words are folded: fuenf, dreissig."""

import re

from askpro.domain.phrases.tokens import listed

_SMALL = listed(
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"
    " sechzehn siebzehn achtzehn neunzehn"
)
_TENS = listed("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")
ONE = frozenset({"ein", "eins", "eine", "einer", "einem", "einen"})
_DIGITS = re.compile(r"\d{1,4}")
_ORDINAL_DIGITS = re.compile(r"(\d{1,2})\.")


def _cardinals() -> dict[str, int]:
    known = {word: number for number, word in enumerate(_SMALL)}
    for ten, word in enumerate(_TENS, start=2):
        known[word] = 10 * ten
        for unit, before in enumerate(_SMALL[1:10], start=1):
            known[f"{before}und{word}"] = 10 * ten + unit
    known |= {
        word.replace("zwei", "zwo"): n for word, n in known.items() if word.startswith("zwei")
    }
    del known["ein"]
    return known | {f"zweitausend{word}": 2000 + n for word, n in known.items()}


def _ordinals() -> dict[str, int]:
    stems = {
        word + ("t" if number < 20 else "st"): number
        for word, number in _cardinals().items()
        if 2 <= number <= 31
    }
    stems |= {"erst": 1, "dritt": 3, "siebt": 7, "siebent": 7, "acht": 8}
    for wrong in ("dreit", "achtt"):
        del stems[wrong]
    return {
        stem + ending: n for stem, n in stems.items() for ending in ("e", "en", "er", "es", "em")
    }


CARDINALS = _cardinals()
ORDINALS = _ordinals()


def number(word: str) -> int | None:
    """A cardinal; "ein" and its forms are 1 only where a caller of this asks ``amount``."""
    if _DIGITS.fullmatch(word):
        return int(word)
    return CARDINALS.get(word)


def amount(word: str) -> int | None:
    return 1 if word in ONE else number(word)


def ordinal(word: str) -> int | None:
    digits = _ORDINAL_DIGITS.fullmatch(word)
    return int(digits[1]) if digits else ORDINALS.get(word)
