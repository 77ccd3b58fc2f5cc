"""A database that does not answer is Unavailable; our own mistakes stay what they are."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import exc

from askpro.adapters.sql.engine import make_engine, make_reader
from askpro.adapters.sql.failures import NoDatabase, answering
from askpro.adapters.sql.storage import SqlStorage
from askpro.domain.errors import Unavailable
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import NoSuchOrganisation
from tests.unit.adapters.sql import things
from tests.unit.adapters.sql.conftest import no_jobs
from tests.unit.adapters.sql.things import NOON

EVERYTHING = Scope.everything()


def test_a_server_that_is_not_there_gives_no_answer() -> None:
    engine = make_engine("postgresql://nobody@127.0.0.1:1/test")
    storage = SqlStorage(engine, make_reader(engine), no_jobs)

    with pytest.raises(Unavailable), storage.begin(EVERYTHING) as work:
        work.organisations.platform()
    engine.dispose()


def test_a_file_that_somebody_else_keeps_locked_gives_no_answer(tmp_path: Path) -> None:
    file = tmp_path / "test.db"
    engine = make_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=1")
    storage = SqlStorage(engine, make_reader(engine), no_jobs)

    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NoDatabase), storage.begin(EVERYTHING):
            pass
    engine.dispose()


def test_our_own_mistakes_are_not_called_unavailable(engine: sa.Engine) -> None:
    with (
        pytest.raises((exc.OperationalError, exc.ProgrammingError)),
        answering(),
        engine.begin() as connection,
    ):
        connection.execute(sa.text("SELECT * FROM missing"))


def test_the_database_itself_keeps_who_reads_from_writing(reader: sa.Engine) -> None:
    # SQLite calls it operational, PostgreSQL internal.
    with pytest.raises(exc.DBAPIError, match=r"read-?only"), reader.begin() as connection:
        connection.execute(sa.text("DELETE FROM inbox"))


def test_who_looks_does_not_wait_for_who_writes_and_cannot_write(storage: SqlStorage) -> None:
    with storage.begin(EVERYTHING) as work:
        work.inbox.keep("retell", "1", b"", NOON)
        with storage.look(EVERYTHING) as seen:
            assert seen.organisations.platform() == things.PLATFORM

    with pytest.raises((exc.DBAPIError, NoDatabase)), storage.look(EVERYTHING) as seen:
        seen.inbox.keep("retell", "2", b"", NOON)


def test_a_work_that_fails_keeps_nothing(storage: SqlStorage) -> None:
    def fail() -> None:
        with storage.begin(EVERYTHING) as work:
            work.inbox.keep("retell", "1", b"", NOON)
            raise NoSuchOrganisation

    with pytest.raises(NoSuchOrganisation):
        fail()

    with storage.begin(EVERYTHING) as work:
        assert work.inbox.keep("retell", "1", b"", NOON)


def test_a_work_inside_a_work_is_our_own_mistake(storage: SqlStorage) -> None:
    with (
        storage.begin(EVERYTHING),
        pytest.raises(AssertionError),
        storage.begin(EVERYTHING),
    ):
        pass
