"""Every set of lists keeps the same promises."""

import pytest

from askpro.adapters.memory import MemoryStorage, MemoryViews
from askpro.ports.views import Views
from askpro.testing.contracts.views import ViewsContract


class TestMemoryViews(ViewsContract):
    @pytest.fixture
    def storage(self) -> MemoryStorage:
        return MemoryStorage()

    @pytest.fixture
    def views(self, storage: MemoryStorage) -> Views:
        return MemoryViews(storage)
