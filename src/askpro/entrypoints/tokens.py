"""Tokens for API keys and sign-ins: made from the system's randomness, kept as SHA-256."""

import hashlib
import secrets

import attrs

from askpro.domain.organisations.key import write_token

SECRET_BYTES = 32
_NAMING = "abcdefghijkmnpqrstuvwxyz23456789"  # nothing that is mistaken for something else


@attrs.frozen
class NewToken:
    """A key's token, shown once; ``id`` and ``hash`` are what is kept."""

    id: str
    token: str = attrs.field(repr=False)

    @property
    def hash(self) -> bytes:
        return token_hash(self.token)


def new_key_token() -> NewToken:
    """A token nobody has had."""
    id = "".join(secrets.choice(_NAMING) for _ in range(8))
    return NewToken(id, write_token(id, new_secret()))


def new_secret() -> str:
    """256 random bits, safe in an address."""
    return secrets.token_urlsafe(SECRET_BYTES)


def token_hash(token: str) -> bytes:
    """What is kept in the token's place."""
    return hashlib.sha256(token.encode()).digest()
