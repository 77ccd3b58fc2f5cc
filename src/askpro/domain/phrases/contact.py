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
_TYPED = re.compile(rf"(?<![a-z0-9]){_ADDRESS}", re.IGNORECASE)
_WHOLE = re.compile(_ADDRESS)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[@._+-]")
_AT = frozenset(listed("@ at ät et klammeraffe klammeräffchen affenschwanz"))
_DOTS = frozenset(listed(". punkt dot"))
_SIGNS = {
    "minus": "-", "bindestrich": "-", "strich": "-", "dash": "-", "hyphen": "-", "-": "-",
    "unterstrich": "_", "underscore": "_", "_": "_", "plus": "+", "+": "+",
}  # fmt: skip
MOST_SIGNS = 8
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
    typed = _TYPED.search(text) if "@" in text else None
    if typed:
        return _with_introduction(text, Mention(typed[0].lower(), typed.start(), typed.end()))
    words = list(_WORD.finditer(text))
    said = [fold(word[0]) for word in words]
    signs = [n for n, word in enumerate(said) if word in _AT]
    for number in signs[:MOST_SIGNS]:
        first = _local_start(said, number)
        last = _domain_end(said, number)
        if first < number < last:
            local = "".join(_sign(word) for word in said[first:number])
            domain = "".join(_sign(word) for word in said[number + 1 : last + 1])
            address = f"{local.strip('.-')}@{domain}"
            if _WHOLE.fullmatch(address):
                spoken = Mention(address, words[first].start(), words[last].end())
                return _with_introduction(text, spoken)
    return None


def _with_introduction(text: str, found: Mention) -> Mention:
    """ "Meine Adresse lautet" belongs to the address."""
    introduction = _INTRODUCTION.search(text[: found.start])
    return attrs.evolve(found, start=introduction.start()) if introduction else found


def _sign(folded: str) -> str:
    return "." if folded in _DOTS else _SIGNS.get(folded, folded)


def _local_start(said: list[str], at: int) -> int:
    start = at
    while start > 0 and said[start - 1] not in _BEFORE_ADDRESS:
        start -= 1
    return start


def _domain_end(said: list[str], at: int) -> int:
    """The last word of the domain: the one after the last dot of an unbroken chain."""
    end = at
    for number in range(at + 1, len(said)):
        if said[number] in _DOTS and number + 1 < len(said):
            end = number + 1
        elif end > at and number > end:
            break
    return end
