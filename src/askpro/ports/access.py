"""Which programs may ask: their keys, kept by hash, never by token.

Each command is a transaction of its own. Nothing here knows a scope: whoever holds the
token is the owner, and whoever gives or revokes a key has checked whose it is.
"""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import attrs

from askpro.domain.errors import Missing
from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.key import ApiKey, KeyId


@attrs.define
class NoSuchKey(Missing):
    """There is no such key here."""


class Keys(Protocol):
    """API keys; a revoked one stays, so that its name tells who did what."""

    @abstractmethod
    def add(self, key: ApiKey) -> None:
        """Raises ``AlreadyThere`` for a known id or hash."""

    @abstractmethod
    def find(self, token_hash: bytes) -> ApiKey:
        """The key with this hash, revoked or not. Raises ``NoSuchKey``."""

    @abstractmethod
    def of(self, organisation_id: OrganisationId) -> Sequence[ApiKey]:
        """The organisation's own keys, the newest first."""

    @abstractmethod
    def revoke(self, id: KeyId, now: datetime) -> None:
        """From now on it opens nothing; revoking twice keeps the first instant.

        Raises ``NoSuchKey``.
        """
