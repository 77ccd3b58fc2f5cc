"""Every storage keeps the same promises; a new one is one more class here."""

import pytest

from askpro.adapters.memory import MemoryStorage
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import Storage
from askpro.testing.contracts.storage import StorageContract
from askpro.testing.world import NOON


class TestMemoryStorage(StorageContract):
    @pytest.fixture
    def storage(self) -> Storage:
        return MemoryStorage()

    def test_a_work_inside_a_work_is_our_own_mistake(self, storage: Storage) -> None:
        with (
            storage.begin(Scope.everything()),
            pytest.raises(AssertionError),
            storage.begin(Scope.everything()),
        ):
            pass

    def test_a_look_that_writes_is_our_own_mistake(self, storage: Storage) -> None:
        with pytest.raises(AssertionError), storage.look(Scope.everything()) as work:
            work.inbox.keep("voice", "k", b"", NOON)
