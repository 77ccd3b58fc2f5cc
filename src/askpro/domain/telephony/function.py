"""The functions an agent may call: one contract for both sides.

Names and arguments come from a language model, so they are read with mercy and trusted
with nothing: old names count, a ``_v17`` at the end does not, strangers are dropped, and
an id of the call among them is ignored. Identity is in the signed envelope alone.
"""

import re
import unicodedata
from collections.abc import Mapping

import attrs

from askpro.domain.errors import Refused

LONGEST_ARGUMENT = 500


@attrs.define
class UnknownFunction(Refused):
    """There is no such function."""

    name: str


@attrs.define
class BadArguments(Refused):
    """Arguments are texts or numbers."""

    names: tuple[str, ...]


@attrs.frozen
class Parameter:
    """An argument: its name, what it means to the model, and the names it used to have."""

    name: str
    meaning: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@attrs.frozen
class Function:
    """What the agent may ask of us."""

    name: str
    meaning: str
    parameters: tuple[Parameter, ...] = ()
    aliases: tuple[str, ...] = ()

    def read(self, arguments: Mapping[str, object]) -> Mapping[str, str]:
        """The known arguments as clean texts; absent and empty ones are left out.

        Raises:
            BadArguments: Some are neither texts nor numbers; all of them are named.
        """
        wrong = []
        texts = {}
        for parameter in self.parameters:
            given = next((arguments[name] for name in parameter.names if name in arguments), None)
            if given is None:
                continue
            if isinstance(given, bool) or not isinstance(given, str | int | float):
                wrong.append(parameter.name)
            elif text := _clean(str(given)):
                texts[parameter.name] = text
        if wrong:
            raise BadArguments(tuple(wrong))
        return texts


def _clean(text: str) -> str:
    """One line, composed, without control characters, bounded."""
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in composed)
    return " ".join(seen.split())[:LONGEST_ARGUMENT]


WHEN = Parameter(
    "when",
    "Wann, so wie der Anrufer es gesagt hat, zum Beispiel 'morgen um halb drei'",
    ("datetime", "zeitpunkt", "wann"),
)
DAY = Parameter("date", "Nur der Tag, falls getrennt gesagt", ("datum", "day"))
CLOCK = Parameter("time", "Nur die Uhrzeit, falls getrennt gesagt", ("uhrzeit",))
SERVICE = Parameter(
    "service", "Die gewünschte Leistung in den Worten des Anrufers", ("dienstleistung",)
)
STAFF = Parameter(
    "staff", "Wunsch nach einer bestimmten Person", ("mitarbeiter", "preferred_staff")
)
NAME = Parameter("name", "Der Name des Anrufers", ("customer_name", "kundenname"))
EMAIL = Parameter("email", "E-Mail-Adresse für die Bestätigung", ("e_mail", "mail"))
MESSAGE = Parameter("message", "Worum es geht", ("reason", "grund", "nachricht"))
PHONE = Parameter("phone", "Rufnummer für den Rückruf", ("telefon", "phone_number", "nummer"))

FUNCTIONS = (
    Function(
        "check_availability",
        "Prüft, ob eine Zeit frei ist, und hält bis zu drei Zeiten für den Anrufer fest",
        (WHEN, DAY, CLOCK, SERVICE, STAFF),
        ("get_alternatives", "find_next_available", "reserve_slot"),
    ),
    Function(
        "book_appointment",
        "Bucht die Zeit, der der Anrufer ausdrücklich zugestimmt hat",
        (WHEN, DAY, CLOCK, NAME, EMAIL, SERVICE, STAFF),
        ("start_booking", "confirm_booking", "collect_appointment_data"),
    ),
    Function(
        "cancel_appointment",
        "Sagt den kommenden Termin des Anrufers ab",
        (WHEN, DAY, CLOCK, MESSAGE),
    ),
    Function(
        "request_callback",
        "Notiert einen Rückrufwunsch oder eine Nachricht",
        (MESSAGE, NAME, PHONE),
        ("take_message",),
    ),
    Function("list_services", "Nennt alle Leistungen", (), ("get_available_services",)),
    Function("get_opening_hours", "Nennt die Öffnungszeiten"),
)

_BY_NAME = {name: function for function in FUNCTIONS for name in (function.name, *function.aliases)}
_VERSION = re.compile(r"_v\d+$")


def find_function(name: str) -> Function:
    """The function of this name, an old name of it, or one with a version at its end.

    Raises:
        UnknownFunction: There is none.
    """
    known = _BY_NAME.get(_VERSION.sub("", name))
    if known is None:
        raise UnknownFunction(name)
    return known
