"""What only the queue on procrastinate promises."""

import logging
import threading
import time
from collections.abc import Iterator

import attrs
import pytest
import sqlalchemy as sa

from askpro.adapters.procrastinate.schema import PREFIX, apply_schema, drop_schema
from askpro.domain.errors import Refused
from askpro.ports.jobs import Job
from askpro.testing.contracts.jobs.bench import LineBusy, Recorder, enqueue, mail, running, soon
from tests.unit.adapters.jobs.benches import ProcrastinateBench, procrastinate_bench


@attrs.define
class MovedAway(Refused):
    """Nobody of that name lives there."""

    name: str


@pytest.fixture
def engine(postgres_url: str) -> Iterator[sa.Engine]:
    engine = sa.create_engine(postgres_url)
    yield engine
    engine.dispose()


@pytest.fixture
def bench(postgres_url: str) -> Iterator[ProcrastinateBench]:
    bench = procrastinate_bench(postgres_url)
    yield bench
    bench.close()


def test_the_schema_can_be_applied_twice_and_taken_away_twice(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        apply_schema(connection)
        apply_schema(connection)
    tables = sa.inspect(engine).get_table_names()

    with engine.begin() as connection:
        drop_schema(connection)
        drop_schema(connection)
    left = sa.inspect(engine).get_table_names()
    with engine.begin() as connection:
        apply_schema(connection)

    assert "procrastinate_jobs" in tables
    assert all(name.startswith(PREFIX) for name in tables)
    assert left == []


def test_a_schema_that_is_rolled_back_was_never_there(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        apply_schema(connection)
        connection.rollback()

    assert sa.inspect(engine).get_table_names() == []


def test_a_done_job_leaves_its_key_and_nothing_else(bench: ProcrastinateBench) -> None:
    enqueue(bench, mail())

    bench.queue.run({"mail": Recorder()}, until_idle=True)

    counts = [count(bench, table) for table in ("keys", "jobs")]
    assert counts == [1, 0]


def test_no_log_line_tells_the_facts_or_the_words_of_an_error(
    bench: ProcrastinateBench, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    enqueue(bench, mail())

    bench.queue.run({"mail": Recorder([MovedAway("müller")])}, until_idle=True)

    said = [
        record.getMessage() + str(record.exc_text) + repr(vars(record)) for record in caplog.records
    ]
    failed = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert failed == ["job failed: kind=mail key=mail 1 attempt=1 error=MovedAway"]
    assert said
    assert not [line for line in said if "müller" in line]


def test_a_kind_too_long_for_a_channel_is_our_own_mistake(bench: ProcrastinateBench) -> None:
    with pytest.raises(ValueError, match="longer than 40 bytes"):
        enqueue(bench, Job("k" * 41, "key", {}))


def test_a_kind_that_just_fits_wakes_a_sleeping_worker(postgres_url: str) -> None:
    bench = procrastinate_bench(postgres_url, poll_seconds=60)
    handle = Recorder()
    kind = "k" * 40

    with running(bench.queue, {kind: handle}):
        time.sleep(0.5)
        enqueue(bench, Job(kind, "key", {}))
        assert soon(lambda: handle.keys == ["key"], within_seconds=5)

    bench.close()


def test_a_queue_outlives_a_database_that_breaks_all_connections(
    bench: ProcrastinateBench, postgres_url: str
) -> None:
    handle = Recorder([LineBusy()])
    begun, go_on = threading.Event(), threading.Event()

    def wait(_: Job) -> None:
        begun.set()
        assert go_on.wait(10)

    enqueue(bench, Job("wait", "wait", {}))
    with running(bench.queue, {"mail": handle, "wait": wait}):
        assert begun.wait(10)
        break_all_connections(postgres_url)
        go_on.set()
        bench.engine.dispose()
        enqueue(bench, mail())

        assert soon(lambda: handle.keys == ["mail 1"] * 2, within_seconds=20)


def break_all_connections(url: str) -> None:
    engine = sa.create_engine(url)
    others = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE pid <> pg_backend_pid() AND datname = current_database()"
    )
    with engine.connect() as connection:
        connection.execute(sa.text(others))
    engine.dispose()


def count(bench: ProcrastinateBench, table: str) -> int:
    rows = sa.table(f"procrastinate_askpro_{table}")
    with bench.engine.connect() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(rows)).scalar_one()
