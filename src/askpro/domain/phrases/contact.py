"""An e-mail address, typed or spoken: "erika punkt muessig at example punkt de".

Spelled letters join; umlauts become two letters, as addresses have it. The dialogue
reads it back letter by letter, so the answer is a proposal, never a fact.
"""

import re
import unicodedata

import attrs

from askpro.domain.phrases.names import Mention
from askpro.domain.phrases.tokens import fold, listed

_ADDRESS = r"[a-z0-9](?:[a-z0-9._%+-]*[a-z0-9_])?@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}"
_TYPED = re.compile(_ADDRESS, re.IGNORECASE)
_WHOLE = re.compile(_ADDRESS)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[@._+-]")
_AT = frozenset(listed("@ at ät et klammeraffe klammeräffchen affenschwanz"))
_DOTS = frozenset(listed(". punkt dot"))
_SIGNS = {
    "minus": "-", "bindestrich": "-", "strich": "-", "dash": "-", "hyphen": "-", "-": "-",
    "unterstrich": "_", "underscore": "_", "_": "_", "plus": "+", "+": "+",
}  # fmt: skip
_BEFORE_ADDRESS = frozenset(
    listed(
        "ist lautet adresse mail email mailadresse emailadresse an unter is address to auf und"
        " meine bitte die der ja also wäre schreiben sie das my the it's its"
    )
)
_INTRODUCTION = re.compile(
    r"(?:\b(?:und|meine|die|e|mail|email|emailadresse|mailadresse|adresse|ist|lautet|an|unter"
    r"|and|my|the|address|is)\b[\s:,-]*)+$",
    re.IGNORECASE,
)


def understand_email(text: str) -> str | None:
    """The address in lower case, or None where none was said."""
    found = find_email(unicodedata.normalize("NFC", text))
    return found.value if found else None


def find_email(text: str) -> Mention | None:
    typed = _TYPED.search(text)
    if typed:
        return _with_introduction(text, Mention(typed[0].lower(), typed.start(), typed.end()))
    words = list(_WORD.finditer(text))
    for number, word in enumerate(words):
        if fold(word[0]) in _AT:
            first = _local_start(words, number)
            last = _domain_end(words, number)
            if first < number < last:
                local = "".join(_sign(word[0]) for word in words[first:number])
                domain = "".join(_sign(word[0]) for word in words[number + 1 : last + 1])
                address = f"{local.strip('.-')}@{domain}"
                if _WHOLE.fullmatch(address):
                    spoken = Mention(address, words[first].start(), words[last].end())
                    return _with_introduction(text, spoken)
    return None


def _with_introduction(text: str, found: Mention) -> Mention:
    """ "Meine Adresse lautet" belongs to the address."""
    introduction = _INTRODUCTION.search(text[: found.start])
    return attrs.evolve(found, start=introduction.start()) if introduction else found


def _sign(word: str) -> str:
    folded = fold(word)
    return "." if folded in _DOTS else _SIGNS.get(folded, folded)


def _local_start(words: list[re.Match[str]], at: int) -> int:
    start = at
    while start > 0 and fold(words[start - 1][0]) not in _BEFORE_ADDRESS:
        start -= 1
    return start


def _domain_end(words: list[re.Match[str]], at: int) -> int:
    """The last word of the domain: the one after the last dot of an unbroken chain."""
    end = at
    for number in range(at + 1, len(words)):
        if fold(words[number][0]) in _DOTS and number + 1 < len(words):
            end = number + 1
        elif end > at and number > end:
            break
    return end
