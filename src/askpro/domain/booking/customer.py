"""The person on the phone, of one company.

The phone number is the identity; the name tells apart who shares a number and never
authorises. A caller who shows no number is always a new customer.
"""

import unicodedata

import attrs

from askpro.domain.errors import Missing
from askpro.domain.ids import CustomerId, OrganisationId

LONGEST_NAME = 120


def clean_name(text: str) -> str:
    """The name as it is stored: composed, one line, no control characters, bounded."""
    composed = unicodedata.normalize("NFC", text)
    printable = "".join(
        " " if char.isspace() else char
        for char in composed
        if char.isspace() or unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn"}
    )
    return " ".join(printable.split())[:LONGEST_NAME]


def same_name(left: str, right: str) -> bool:
    """Whether two spellings name one person: case and accents aside."""
    return _folded(left) == _folded(right)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", clean_name(text).casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@attrs.define
class NoSuchCustomer(Missing):
    """There is no such customer here."""


@attrs.frozen
class Customer:
    """A customer of one company."""

    id: CustomerId
    organisation_id: OrganisationId
    name: str = attrs.field(converter=clean_name)
    phone: str | None = None
    email: str | None = None
