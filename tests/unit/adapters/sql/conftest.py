"""A migrated database on either engine, and a small tree in it."""

from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
import sqlalchemy as sa

from askpro.adapters.sql.engine import make_engine, make_reader
from askpro.adapters.sql.migrations import upgrade
from askpro.adapters.sql.storage import SqlStorage
from askpro.adapters.sql.views import SqlViews
from askpro.domain.organisations.scope import Scope
from askpro.ports.jobs import Job, Jobs
from askpro.ports.storage import Work
from tests.postgres import Databases
from tests.unit.adapters.sql import things


class NoJobs(Jobs):
    """A queue for works that queue nothing."""

    def enqueue(self, job: Job) -> None:
        raise NotImplementedError


def no_jobs(_: sa.Connection) -> Jobs:
    return NoJobs()


def migrate(url: str) -> None:
    engine = make_engine(url)
    upgrade(engine)
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    databases: Databases = request.getfixturevalue("postgres_databases")
    with databases.fresh() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    """The writing engine of a migrated database."""
    if request.param == "sqlite":
        engine = make_engine(f"sqlite:///{tmp_path / 'test.db'}")
        upgrade(engine)
        yield engine
        engine.dispose()
        return
    databases: Databases = request.getfixturevalue("postgres_databases")
    with databases.fresh(migrate) as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


@pytest.fixture
def reader(engine: sa.Engine) -> Iterator[sa.Engine]:
    reader = make_reader(engine)
    yield reader
    reader.dispose()


@pytest.fixture
def storage(engine: sa.Engine, reader: sa.Engine) -> SqlStorage:
    """A storage with the tree of ``things`` in it."""
    storage = SqlStorage(engine, reader, no_jobs)
    with storage.begin(Scope.everything()) as work:
        things.plant(work)
    return storage


@pytest.fixture
def views(reader: sa.Engine) -> SqlViews:
    return SqlViews(reader)


@pytest.fixture
def work(storage: SqlStorage) -> Iterator[Work]:
    """One work that sees the whole tree."""
    with storage.begin(Scope.everything()) as work:
        yield work


@attrs.frozen
class Counted:
    """Statements that went to a database."""

    statements: list[str] = attrs.field(factory=list)


@pytest.fixture
def counted(engine: sa.Engine, reader: sa.Engine) -> Counted:
    counted = Counted()

    def note(_c: object, _k: object, statement: str, *_: object) -> None:
        counted.statements.append(statement)

    for each in (engine, reader):
        sa.event.listen(each, "before_cursor_execute", note)
    return counted
