"""Every storage keeps the same promises; a new one is one more class here."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from askpro.adapters.memory import MemoryStorage
from askpro.adapters.sql.engine import make_engine, make_reader
from askpro.adapters.sql.jobs import SqlJobs
from askpro.adapters.sql.migrations import upgrade
from askpro.adapters.sql.storage import SqlStorage
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import Storage
from askpro.testing.contracts.storage import StorageContract
from askpro.testing.world import NOON
from tests.postgres import Databases


def sql_jobs(connection: sa.Connection) -> SqlJobs:
    return SqlJobs(connection, lambda: NOON, uuid4)


def migrate(url: str) -> None:
    engine = make_engine(url)
    upgrade(engine)
    engine.dispose()


@contextmanager
def sql_storage(url: str) -> Iterator[Storage]:
    engine = make_engine(url)
    reader = make_reader(engine)
    yield SqlStorage(engine, reader, sql_jobs)
    reader.dispose()
    engine.dispose()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, migrated once and copied for each test."""
    path = tmp_path_factory.mktemp("migrated") / "askpro.db"
    migrate(f"sqlite:///{path}")
    return path


class TestSqlStorageOnSqlite(StorageContract):
    @pytest.fixture
    def storage(self, migrated: Path, tmp_path: Path) -> Iterator[Storage]:
        copied = shutil.copy(migrated, tmp_path / "askpro.db")
        with sql_storage(f"sqlite:///{copied}") as storage:
            yield storage


class TestSqlStorageOnPostgresql(StorageContract):
    @pytest.fixture
    def storage(self, postgres_databases: Databases) -> Iterator[Storage]:
        with postgres_databases.fresh(migrate) as url, sql_storage(url) as storage:
            yield storage


class TestMemoryStorage(StorageContract):
    @pytest.fixture
    def storage(self) -> Storage:
        return MemoryStorage()

    def test_a_work_inside_a_work_is_our_own_mistake(self, storage: Storage) -> None:
        with (
            storage.begin(Scope.everything()),
            pytest.raises(AssertionError),
            storage.begin(Scope.everything()),
        ):
            pass

    def test_a_look_that_writes_is_our_own_mistake(self, storage: Storage) -> None:
        with pytest.raises(AssertionError), storage.look(Scope.everything()) as work:
            work.inbox.keep("voice", "k", b"", NOON)
