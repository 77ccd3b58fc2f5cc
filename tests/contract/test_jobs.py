"""Every queue against the one contract."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import attrs
import pytest

from askpro.adapters.memory import MemoryJobQueue, MemoryStorage
from askpro.domain.organisations.scope import Scope
from askpro.ports.job_attempts import growing_pause
from askpro.ports.jobs import Jobs
from askpro.testing.contracts.jobs import JobBench, JobQueueContract
from tests.unit.adapters.jobs.benches import MovableClock, procrastinate_bench, sql_bench


@attrs.frozen
class MemoryBench:
    """The queue in memory, with a clock that can be moved."""

    storage: MemoryStorage
    queue: MemoryJobQueue
    clock: MovableClock

    @contextmanager
    def begin(self) -> Iterator[Jobs]:
        with self.storage.begin(Scope.everything()) as work:
            yield work.jobs

    def pass_time(self, length: timedelta) -> None:
        self.clock.skipped += length


class TestMemoryJobQueue(JobQueueContract):
    @pytest.fixture
    def bench(self) -> JobBench:
        storage, clock = MemoryStorage(), MovableClock()
        queue = MemoryJobQueue(storage, clock, growing_pause(lambda: 0.5))
        return MemoryBench(storage, queue, clock)


class TestSqlJobQueueOnSqlite(JobQueueContract):
    @pytest.fixture
    def bench(self, tmp_path: Path) -> Iterator[JobBench]:
        bench = sql_bench(f"sqlite:///{tmp_path / 'askpro.db'}")
        yield bench
        bench.close()


class TestSqlJobQueueOnPostgresql(JobQueueContract):
    @pytest.fixture
    def bench(self, postgres_url: str) -> Iterator[JobBench]:
        bench = sql_bench(postgres_url)
        yield bench
        bench.close()


class TestProcrastinateJobQueue(JobQueueContract):
    @pytest.fixture
    def bench(self, postgres_url: str) -> Iterator[JobBench]:
        bench = procrastinate_bench(postgres_url)
        yield bench
        bench.close()
