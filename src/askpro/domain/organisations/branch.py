"""A place of a company, and the numbers that ring there.

The dialled number is the only key from a call to a branch.
"""

import re
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.errors import Missing, Refused
from askpro.domain.ids import BranchId, OrganisationId

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_WITHHELD = {"", "anonymous", "unknown", "withheld", "restricted", "private", "unavailable"}


@attrs.define
class NotANumber(Refused):
    """A phone number is written with its country code, such as +493012345678."""

    text: str


@attrs.define
class UnknownNumber(Missing):
    """Nobody here can be reached under this number."""

    number: str


def e164(text: str) -> str:
    """The number as it is stored, or a refusal; only the form is checked here."""
    if not _E164.fullmatch(text):
        raise NotANumber(text)
    return text


def caller_number(text: str | None) -> str | None:
    """Who calls, as the envelope says it; None for a caller who shows no number."""
    if text is None or text.strip().lower() in _WITHHELD:
        return None
    return text if _E164.fullmatch(text) else None


@attrs.frozen
class Address:
    """A postal address as it is printed."""

    street: str
    postal_code: str
    city: str
    country: str = "DE"

    def __str__(self) -> str:
        return f"{self.street}, {self.postal_code} {self.city}"


@attrs.frozen
class Branch:
    """A place with its own clock."""

    id: BranchId
    organisation_id: OrganisationId
    name: str
    zone: ZoneInfo
    address: Address | None = None
    email: str | None = None


@attrs.frozen
class PhoneNumber:
    """A dialled number in E.164 and the branch it rings at."""

    number: str = attrs.field(converter=e164)
    branch_id: BranchId
    organisation_id: OrganisationId
    active: bool = True
