"""What every keeper of keys and sessions promises."""

from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import attrs
import pytest

from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.key import ApiKey, KeyId
from askpro.domain.organisations.session import NoSuchSession, Session
from askpro.ports.access import Keys, NoSuchKey, Sessions
from askpro.ports.storage import AlreadyThere
from askpro.testing.world import NOON, minutes

SALON, GARAGE = OrganisationId(uuid4()), OrganisationId(uuid4())


def a_key(id: str, owner: OrganisationId = SALON, after_minutes: int = 0) -> ApiKey:
    hashed = sha256(id.encode()).digest()
    return ApiKey(KeyId(id), owner, f"Kasse {id}", hashed, NOON + minutes(after_minutes))


class KeysContract:
    """Subclass and make ``keys``."""

    @pytest.fixture
    def keys(self) -> Keys:
        raise NotImplementedError

    def test_a_key_is_found_by_its_hash(self, keys: Keys) -> None:
        keys.add(a_key("aaaaaaa1"))
        keys.add(a_key("aaaaaaa2"))

        assert keys.find(a_key("aaaaaaa2").token_hash) == a_key("aaaaaaa2")

    def test_an_unknown_hash_is_no_key(self, keys: Keys) -> None:
        with pytest.raises(NoSuchKey):
            keys.find(bytes(32))

    def test_a_known_id_or_hash_is_there_already(self, keys: Keys) -> None:
        keys.add(a_key("aaaaaaa1"))

        with pytest.raises(AlreadyThere):
            keys.add(attrs.evolve(a_key("aaaaaaa1"), token_hash=bytes(32)))
        with pytest.raises(AlreadyThere):
            keys.add(attrs.evolve(a_key("aaaaaaa1"), id=KeyId("aaaaaaa2")))

    def test_an_organisation_has_its_own_keys_the_newest_first(self, keys: Keys) -> None:
        keys.add(a_key("aaaaaaa1"))
        keys.add(a_key("aaaaaaa2", after_minutes=1))
        keys.add(a_key("aaaaaaa3", GARAGE))

        assert [key.id for key in keys.of(SALON)] == ["aaaaaaa2", "aaaaaaa1"]

    def test_a_revoked_key_is_found_as_revoked_since_the_first_time(self, keys: Keys) -> None:
        keys.add(a_key("aaaaaaa1"))
        keys.add(a_key("aaaaaaa2"))

        keys.revoke(KeyId("aaaaaaa1"), NOON + minutes(5))
        keys.revoke(KeyId("aaaaaaa1"), NOON + minutes(9))

        assert keys.find(a_key("aaaaaaa1").token_hash).revoked_at == NOON + minutes(5)
        assert keys.find(a_key("aaaaaaa2").token_hash).live

    def test_an_unknown_key_cannot_be_revoked(self, keys: Keys) -> None:
        with pytest.raises(NoSuchKey):
            keys.revoke(KeyId("aaaaaaa1"), NOON)


def a_session(name: str, owner: OrganisationId = SALON) -> Session:
    hashed = sha256(name.encode()).digest()
    return Session(hashed, owner, NOON, NOON + timedelta(hours=8))


class SessionsContract:
    """Subclass and make ``sessions``."""

    @pytest.fixture
    def sessions(self) -> Sessions:
        raise NotImplementedError

    def test_a_session_is_found_until_just_before_it_expires(self, sessions: Sessions) -> None:
        sessions.add(a_session("a"))

        expiry = NOON + timedelta(hours=8)
        assert sessions.find(a_session("a").token_hash, NOON) == a_session("a")
        assert sessions.find(a_session("a").token_hash, expiry - timedelta(microseconds=1))
        with pytest.raises(NoSuchSession):
            sessions.find(a_session("a").token_hash, expiry)

    def test_an_unknown_hash_is_no_session(self, sessions: Sessions) -> None:
        with pytest.raises(NoSuchSession):
            sessions.find(bytes(32), NOON)

    def test_a_session_is_opened_once(self, sessions: Sessions) -> None:
        sessions.add(a_session("a"))

        with pytest.raises(AlreadyThere):
            sessions.add(a_session("a"))

    def test_an_ended_session_is_over_and_ending_it_twice_is_fine(self, sessions: Sessions) -> None:
        sessions.add(a_session("a"))
        sessions.add(a_session("b"))

        sessions.end(a_session("a").token_hash)
        sessions.end(a_session("a").token_hash)

        with pytest.raises(NoSuchSession):
            sessions.find(a_session("a").token_hash, NOON)
        assert sessions.find(a_session("b").token_hash, NOON)

    def test_all_of_an_organisation_end_together(self, sessions: Sessions) -> None:
        for session in (a_session("a"), a_session("b"), a_session("c", GARAGE)):
            sessions.add(session)

        sessions.end_all(SALON)

        for name in ("a", "b"):
            with pytest.raises(NoSuchSession):
                sessions.find(a_session(name).token_hash, NOON)
        assert sessions.find(a_session("c").token_hash, NOON)

    def test_what_is_over_is_swept_away(self, sessions: Sessions) -> None:
        sessions.add(a_session("a"))
        later = attrs.evolve(a_session("b"), expires_at=NOON + timedelta(days=1))
        sessions.add(later)

        assert sessions.sweep(NOON + timedelta(hours=8)) == 1
        assert sessions.sweep(NOON + timedelta(hours=8)) == 0
        assert sessions.find(later.token_hash, NOON + timedelta(hours=8)) == later
