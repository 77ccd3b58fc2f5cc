"""The system's clock and identities."""

import pytest

from askpro.adapters.local.clock import new_id, system_clock
from askpro.ports.clock import Clock, NewId
from askpro.testing.contracts.clock import ClockContract


class TestSystemClock(ClockContract):
    @pytest.fixture
    def clock(self) -> Clock:
        return system_clock

    @pytest.fixture
    def new_id(self) -> NewId:
        return new_id

    def test_an_id_is_a_version_7_uuid(self, new_id: NewId) -> None:
        assert new_id().version == 7
