"""Every job queue keeps the same promises."""

from datetime import timedelta

import pytest

from askpro.adapters.local.clock import system_clock
from askpro.adapters.memory import MemoryJobQueue, MemoryStorage
from askpro.ports.clock import Clock
from askpro.testing.contracts.jobs import JobContract


class TestMemoryJobQueue(JobContract):
    @pytest.fixture
    def storage(self) -> MemoryStorage:
        return MemoryStorage()

    @pytest.fixture
    def clock(self) -> Clock:
        return system_clock

    @pytest.fixture
    def queue(self, storage: MemoryStorage, clock: Clock) -> MemoryJobQueue:
        return MemoryJobQueue(storage, clock, lambda attempts: timedelta(milliseconds=attempts))
