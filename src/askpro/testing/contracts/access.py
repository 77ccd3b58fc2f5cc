"""What every keeper of keys promises."""

from hashlib import sha256
from uuid import uuid4

import attrs
import pytest

from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.key import ApiKey, KeyId
from askpro.ports.access import Keys, NoSuchKey
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
