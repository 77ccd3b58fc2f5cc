"""Every queue against the one contract."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from askpro.testing.contracts.jobs import JobBench, JobQueueContract
from tests.unit.adapters.jobs.benches import procrastinate_bench, sql_bench


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
