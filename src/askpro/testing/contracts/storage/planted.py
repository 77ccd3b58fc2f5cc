"""The holes of the storage suite, and what is planted before each test."""

import pytest

from askpro.ports.storage import Storage
from askpro.testing.world import World, plant


class Planted:
    """An empty storage from the subclass, and a small world in it."""

    @pytest.fixture
    def storage(self) -> Storage:
        """An empty storage; the subclass makes it."""
        raise NotImplementedError

    @pytest.fixture
    def world(self, storage: Storage) -> World:
        return plant(storage)
