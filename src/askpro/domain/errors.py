"""How the world says no: three families, and a leaf beside each rule.

    Refused       the rule says no; asking again in the same way is pointless
    Missing       it is not there, or not yours; the two look the same on purpose
    Unavailable   no answer this time; asking again is safe

Each edge (HTTP, command line, the spoken sentence) maps the families in one table.
Mistakes of our own are ``assert`` and stay a 500 that pages someone.
"""

import re
from datetime import datetime
from enum import Enum

import attrs

# Between a small letter and a capital, and before the last capital of an acronym.
NEXT_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@attrs.define
class WorldError(Exception):
    """Something outside our power said no."""

    @property
    def code(self) -> str:
        """The leaf's name in snake case, stable for machines: ``slot_taken``, ``vat_unknown``."""
        return NEXT_WORD.sub("_", type(self).__name__).lower()

    def __str__(self) -> str:
        sentence = (type(self).__doc__ or "").partition("\n")[0]
        facts = ", ".join(
            f"{field.name} {_written(getattr(self, field.name))}"
            for field in attrs.fields(type(self))
        )
        return f"{sentence} ({facts})" if facts else sentence


def _written(fact: object) -> object:
    """As people and other programs write it, not as Python does."""
    match fact:
        case Enum():
            return fact.value
        case datetime():
            return fact.isoformat()
        case tuple() | list() | frozenset():
            return ", ".join(str(_written(part)) for part in fact)
        case _:
            return fact


@attrs.define
class Refused(WorldError):
    """The rule says no."""


@attrs.define
class Missing(WorldError):
    """There is no such thing here."""


@attrs.define
class Unavailable(WorldError):
    """No answer this time; trying again is safe."""


@attrs.define
class NotConfigured(Refused):
    """This feature needs a key that has not been set."""

    setting: str
