"""Engines for both databases, set up so that money is safe on either.

On SQLite there is one writing connection per process, which threads take in turn, and
every transaction of it begins with the write lock: eight threads that read and then
write lose updates without an error otherwise. Readers have connections of their own.
"""

import os
import sqlite3
from contextlib import closing

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import ConnectionPoolEntry

from askpro.adapters.sql.turns import PoolInTurns

WAIT_SECONDS = 10
"""How long to wait for a connection or a lock before saying that there is no answer."""


def make_engine(url: str, connections: int = 10) -> sa.Engine:
    """An engine that writes. ``connections`` is the size of the pool on PostgreSQL.

    On SQLite ``engine.begin()`` waits for the one writing connection of this engine, so
    a process makes one and hands it to everybody who writes.
    """
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_writer(parsed)
    options = f"-c lock_timeout={WAIT_SECONDS}s -c idle_in_transaction_session_timeout=60s"
    return sa.create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        poolclass=PoolInTurns,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
        pool_use_lifo=True,
        connect_args={"connect_timeout": WAIT_SECONDS, "options": options},
    )


def make_reader(engine: sa.Engine, connections: int = 4) -> sa.Engine:
    """An engine beside the writing one that cannot write and waits for nobody who does."""
    if engine.dialect.name != "sqlite":
        # One state from the first statement to the last, as on SQLite: who adds up all
        # books while others post must not see half of a posting.
        return engine.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")
    return _sqlite(engine.url, connections, begin="BEGIN", pragmas=("query_only=ON",))


def _sqlite_writer(url: sa.URL) -> sa.Engine:
    if not url.database or url.database == ":memory:":
        raise ValueError("the database must be a file, because readers open it beside the writer")
    # SQLite would let everybody read it; its -wal and -shm take over the mode given here.
    os.close(os.open(url.database, os.O_RDWR | os.O_CREAT, 0o600))
    # Before anything else opens the file: switching later fails now and then.
    with closing(sqlite3.connect(url.database, timeout=WAIT_SECONDS)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    # What a savepoint may have to bring back is kept in memory, not in a file beside.
    pragmas = ("synchronous=FULL", "temp_store=MEMORY")
    return _sqlite(url, 1, begin="BEGIN IMMEDIATE", pragmas=pragmas)


def _sqlite(url: sa.URL, connections: int, begin: str, pragmas: tuple[str, ...]) -> sa.Engine:
    engine = sa.create_engine(
        url,
        poolclass=PoolInTurns,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
        pool_use_lifo=True,
        connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False},
    )

    def prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver would begin by itself, and too late
        for pragma in ("foreign_keys=ON", *pragmas):
            connection.execute(f"PRAGMA {pragma}")

    def begin_so(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin_so)
    return engine
