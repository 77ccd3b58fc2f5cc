"""A signed-in browser: known by the hash of its cookie, for a while."""

from datetime import datetime

import attrs

from askpro.domain.errors import Missing
from askpro.domain.ids import OrganisationId


@attrs.define
class NoSuchSession(Missing):
    """Nobody is signed in with this."""


@attrs.frozen
class Session:
    """``token_hash`` is the SHA-256 of the cookie's token; from ``expires_at`` on it is over."""

    token_hash: bytes = attrs.field(repr=False)
    organisation_id: OrganisationId
    created_at: datetime
    expires_at: datetime

    def holds(self, at: datetime) -> bool:
        return self.created_at <= at < self.expires_at
