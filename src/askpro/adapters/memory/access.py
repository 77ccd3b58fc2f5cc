"""Keys and sessions in memory."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime

import attrs

from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.key import ApiKey, KeyId
from askpro.domain.organisations.session import NoSuchSession, Session
from askpro.ports.access import Keys, NoSuchKey, Sessions
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


class MemorySessions(Sessions):
    """Sessions by hash."""

    def __init__(self) -> None:
        self._sessions: dict[bytes, Session] = {}
        self._turn = threading.Lock()

    def add(self, session: Session) -> None:
        with self._turn:
            if session.token_hash in self._sessions:
                raise AlreadyThere("session")
            self._sessions[session.token_hash] = session

    def find(self, token_hash: bytes, now: datetime) -> Session:
        session = self._sessions.get(token_hash)
        if session is None or not session.holds(now):
            raise NoSuchSession
        return session

    def end(self, token_hash: bytes) -> None:
        with self._turn:
            self._sessions.pop(token_hash, None)

    def end_all(self, organisation_id: OrganisationId) -> None:
        self._keep(lambda session: session.organisation_id != organisation_id)

    def sweep(self, now: datetime) -> int:
        return self._keep(lambda session: now < session.expires_at)

    def _keep(self, wanted: Callable[[Session], bool]) -> int:
        with self._turn:
            before = len(self._sessions)
            self._sessions = {
                token: session for token, session in self._sessions.items() if wanted(session)
            }
            return before - len(self._sessions)
