"""Who is signed in at the pages, and the link that lets somebody in once.

Tokens are 256 random bits; only their SHA-256 is kept, so a stolen table opens nothing.
"""

import hashlib
from datetime import datetime, timedelta

import attrs

from askpro.domain.errors import Missing, Refused
from askpro.domain.ids import OrganisationId

IDLE_AT_MOST = timedelta(hours=8)
LASTS_AT_MOST = timedelta(days=30)
LINK_LASTS = timedelta(minutes=15)


@attrs.define
class KeyNotKnown(Refused):
    """This key is not known here, or has been withdrawn."""


@attrs.define
class LinkSpent(Missing):
    """This link has been used or is too old."""


def digest(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


@attrs.frozen
class Holder:
    """Whose key or link it is: an organisation, and the name its deeds are kept under.

    ``key`` is the API key's id where one was shown; without it a link was.
    """

    organisation_id: OrganisationId
    name: str
    key: str | None = None


@attrs.frozen
class Visit:
    """A sign-in that lasts while it is used, and never longer than thirty days."""

    digest: bytes
    holder: Holder
    opened_at: datetime
    seen_at: datetime

    def holds(self, now: datetime) -> bool:
        return now < self.seen_at + IDLE_AT_MOST and now < self.opened_at + LASTS_AT_MOST


@attrs.frozen
class EntryLink:
    """A link that signs somebody in, once, while it is fresh."""

    digest: bytes
    holder: Holder
    expires_at: datetime
