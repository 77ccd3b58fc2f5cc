"""Everything a caller hears: sentences as data, one table per language.

A sentence is chosen by its key and filled with facts that are already words. The tables
have the same keys; a refusal is found under its code.
"""

from collections.abc import Sequence

from askpro.domain.booking.service import Service
from askpro.domain.errors import Missing, Unavailable, WorldError
from askpro.domain.money import Money
from askpro.domain.organisations.organisation import Language
from askpro.domain.telephony.spoken.english import ENGLISH
from askpro.domain.telephony.spoken.german import GERMAN
from askpro.domain.telephony.spoken.times import (
    spoken_clock,
    spoken_day,
    spoken_time,
    spoken_weekdays,
)

__all__ = [
    "listed",
    "say",
    "say_refusal",
    "service_detail",
    "spoken_clock",
    "spoken_day",
    "spoken_money",
    "spoken_time",
    "spoken_weekdays",
]

_TABLES = {Language.GERMAN: GERMAN, Language.ENGLISH: ENGLISH}
_OR = {Language.GERMAN: "oder", Language.ENGLISH: "or"}


def say(key: str, language: Language, **facts: object) -> str:
    """The sentence under the key, with the facts in their places."""
    return _TABLES[language][key].format(**facts)


def say_refusal(error: WorldError, language: Language, **facts: object) -> str:
    """What the caller hears when something was refused; every leaf has an answer."""
    table = _TABLES[language]
    family = "unavailable" if isinstance(error, Unavailable) else "refused"
    family = "missing" if isinstance(error, Missing) else family
    return table.get(error.code, table[family]).format(**facts)


def listed(parts: Sequence[str], language: Language) -> str:
    """``a, b oder c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {_OR[language]} {parts[-1]}"


def spoken_money(money: Money, language: Language) -> str:
    """``49 Euro``, ``49 Euro 50``; in English ``49 euros 50``."""
    whole, cents = divmod(money.cents, 100)
    unit = "Euro" if language is Language.GERMAN else "euros"
    unit = unit if money.currency.value == "EUR" else money.currency.value
    return f"{whole} {unit} {cents:02d}" if cents else f"{whole} {unit}"


def service_detail(service: Service, language: Language) -> str:
    """``Haarschnitt Damen, 45 Minuten, 49 Euro``."""
    return say(
        "service_detail",
        language,
        name=service.name,
        minutes=service.length_minutes,
        price=spoken_money(service.price, language),
    )
