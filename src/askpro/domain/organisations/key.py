"""Keys with which programs ask for an organisation and everything below it.

    ask_live_k7m2q9xd_<43 characters of secret>

The eight characters after ``ask_live_`` name the key wherever it is shown. Only the hash
of the whole token is kept, so a key is seen once: when it is made.
"""

import re
from datetime import datetime
from typing import NewType

import attrs

from askpro.domain.errors import Refused
from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.organisation import Kind, Organisation
from askpro.domain.organisations.scope import Scope

KeyId = NewType("KeyId", str)

HASH_BYTES = 32
LONGEST_NAME = 100
_ID = re.compile(r"[a-z0-9]{8}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
_TOKEN = re.compile(rf"ask_live_({_ID.pattern})_{_SECRET.pattern}")


@attrs.define
class KeyRefused(Refused):
    """A valid API key is needed."""


@attrs.frozen
class ApiKey:
    """A key of an organisation; ``token_hash`` is the SHA-256 of the whole token."""

    id: KeyId
    organisation_id: OrganisationId
    name: str
    token_hash: bytes = attrs.field(repr=False)
    created_at: datetime
    revoked_at: datetime | None = None

    def __attrs_post_init__(self) -> None:
        assert _ID.fullmatch(self.id), "a key is named by eight characters"
        assert len(self.token_hash) == HASH_BYTES, "a SHA-256 has 32 bytes"

    @property
    def live(self) -> bool:
        return self.revoked_at is None


@attrs.frozen
class Asker:
    """Who asks with a key, and what may be seen: the platform's key sees the whole tree."""

    key: ApiKey
    organisation: Organisation

    @property
    def operator(self) -> bool:
        return self.organisation.kind is Kind.PLATFORM

    @property
    def scope(self) -> Scope:
        return Scope.everything() if self.operator else Scope.of(self.organisation.id)

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.KEY, self.key.id, self.organisation.id)


def write_token(id: str, secret: str) -> str:
    """The token as its owner keeps it."""
    token = f"ask_live_{id}_{secret}"
    assert _TOKEN.fullmatch(token), "eight characters and 43 characters"
    return token


def read_token(token: str) -> KeyId:
    """Which key a token claims to be.

    Raises:
        KeyRefused: It has not the form of one.
    """
    found = _TOKEN.fullmatch(token)
    if found is None:
        raise KeyRefused
    return KeyId(found[1])
