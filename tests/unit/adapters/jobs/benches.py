"""Each queue on its database, with a clock that can be moved."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import attrs
import sqlalchemy as sa

from askpro.adapters.procrastinate.jobs import ProcrastinateJobs
from askpro.adapters.procrastinate.queue import ProcrastinateJobQueue
from askpro.adapters.procrastinate.schema import apply_schema
from askpro.adapters.procrastinate.tables import theirs
from askpro.adapters.sql.job_queue import SqlJobQueue, Transaction
from askpro.adapters.sql.job_tables import job_slots, jobs
from askpro.adapters.sql.jobs import SqlJobs, ring_on_commit
from askpro.adapters.sql.metadata import metadata
from askpro.ports.jobs import Jobs


@attrs.define
class MovableClock:
    """The real time, plus what was skipped."""

    skipped: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.skipped


def sqlite_engine(path: Path, begin: str = "BEGIN IMMEDIATE") -> sa.Engine:
    """As the service opens it: write-ahead log, writers that lock at the start."""
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 10})

    @sa.event.listens_for(engine, "connect")
    def connecting(connection, _record):  # type: ignore[no-untyped-def]
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")

    @sa.event.listens_for(engine, "begin")
    def beginning(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def one_writer(engine: sa.Engine) -> Transaction:
    """Transactions of this process take turns, as in the storage."""
    lock = threading.Lock()

    @contextmanager
    def write() -> Iterator[sa.Connection]:
        with lock, engine.begin() as connection:
            yield connection

    return write


@attrs.frozen
class SqlBench:
    engine: sa.Engine
    reader: sa.Engine
    queue: SqlJobQueue
    write: Transaction
    clock: MovableClock

    @contextmanager
    def begin(self) -> Iterator[Jobs]:
        with self.write() as connection:
            yield SqlJobs(connection, self.clock, uuid4)

    def pass_time(self, length: timedelta) -> None:
        self.clock.skipped += length

    def close(self) -> None:
        self.engine.dispose()
        self.reader.dispose()


def sql_bench(url: str, lease_seconds: float = 30, poll_seconds: float = 0.5) -> SqlBench:
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        engine, reader = sqlite_engine(path), sqlite_engine(path, begin="BEGIN")
    else:
        engine, reader = sa.create_engine(url), sa.create_engine(url)
    metadata.create_all(engine, tables=[jobs, job_slots])
    clock, write = MovableClock(), one_writer(engine)
    queue = SqlJobQueue(
        write, reader.begin, clock, lease_seconds=lease_seconds, poll_seconds=poll_seconds
    )
    ring_on_commit(engine, queue.ring)
    return SqlBench(engine, reader, queue, write, clock)


@attrs.frozen
class ProcrastinateBench:
    queue: ProcrastinateJobQueue
    engine: sa.Engine

    @contextmanager
    def begin(self) -> Iterator[Jobs]:
        with self.engine.begin() as connection:
            yield ProcrastinateJobs(connection, uuid4)

    def close(self) -> None:
        self.engine.dispose()

    def pass_time(self, length: timedelta) -> None:
        """Procrastinate reads the database's clock, so the jobs move instead."""
        sooner = theirs.update().values(scheduled_at=theirs.c.scheduled_at - length)
        with self.engine.begin() as connection:
            connection.execute(sooner)


def procrastinate_bench(
    url: str, silent_seconds: float = 30, poll_seconds: float = 0.5
) -> ProcrastinateBench:
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        apply_schema(connection)
    queue = ProcrastinateJobQueue(
        engine,
        lambda: datetime.now(UTC),
        silent_seconds=silent_seconds,
        poll_seconds=poll_seconds,
    )
    return ProcrastinateBench(queue, engine)
