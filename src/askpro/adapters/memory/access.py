"""Keys in memory."""

import threading
from collections.abc import Sequence
from datetime import datetime

import attrs

from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.key import ApiKey, KeyId
from askpro.ports.access import Keys, NoSuchKey
from askpro.ports.storage import AlreadyThere


class MemoryKeys(Keys):
    """Keys by id."""

    def __init__(self) -> None:
        self._keys: dict[KeyId, ApiKey] = {}
        self._turn = threading.Lock()

    def add(self, key: ApiKey) -> None:
        with self._turn:
            hashes = {known.token_hash for known in self._keys.values()}
            if key.id in self._keys or key.token_hash in hashes:
                raise AlreadyThere(f"key {key.id}")
            self._keys[key.id] = key

    def find(self, token_hash: bytes) -> ApiKey:
        with self._turn:
            for key in self._keys.values():
                if key.token_hash == token_hash:
                    return key
        raise NoSuchKey

    def of(self, organisation_id: OrganisationId) -> Sequence[ApiKey]:
        with self._turn:
            own = [key for key in self._keys.values() if key.organisation_id == organisation_id]
        return sorted(own, key=lambda key: (key.created_at, key.id), reverse=True)

    def revoke(self, id: KeyId, now: datetime) -> None:
        with self._turn:
            if id not in self._keys:
                raise NoSuchKey
            if self._keys[id].live:
                self._keys[id] = attrs.evolve(self._keys[id], revoked_at=now)
