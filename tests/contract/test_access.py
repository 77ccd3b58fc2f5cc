"""Every keeper of keys and sessions keeps the same promises."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from askpro.adapters.memory.access import MemoryKeys, MemorySessions
from askpro.adapters.sql.access import SqlKeys, SqlSessions
from askpro.adapters.sql.access_tables import api_keys, sessions
from askpro.ports.access import Keys, Sessions
from askpro.testing.contracts.access import KeysContract, SessionsContract


@pytest.fixture
def sqlite() -> Iterator[sa.Engine]:
    engine = sa.create_engine("sqlite://", poolclass=StaticPool)
    yield _with_tables(engine)
    engine.dispose()


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[sa.Engine]:
    engine = sa.create_engine(postgres_url)
    yield _with_tables(engine)
    engine.dispose()


def _with_tables(engine: sa.Engine) -> sa.Engine:
    for table in (api_keys, sessions):
        table.create(engine)
    return engine


class TestMemoryKeys(KeysContract):
    @pytest.fixture
    def keys(self) -> Keys:
        return MemoryKeys()


class TestSqliteKeys(KeysContract):
    @pytest.fixture
    def keys(self, sqlite: sa.Engine) -> Keys:
        return SqlKeys(sqlite.begin, sqlite.connect)


class TestPostgresKeys(KeysContract):
    @pytest.fixture
    def keys(self, postgres: sa.Engine) -> Keys:
        return SqlKeys(postgres.begin, postgres.connect)


class TestMemorySessions(SessionsContract):
    @pytest.fixture
    def sessions(self) -> Sessions:
        return MemorySessions()


class TestSqliteSessions(SessionsContract):
    @pytest.fixture
    def sessions(self, sqlite: sa.Engine) -> Sessions:
        return SqlSessions(sqlite.begin, sqlite.connect)


class TestPostgresSessions(SessionsContract):
    @pytest.fixture
    def sessions(self, postgres: sa.Engine) -> Sessions:
        return SqlSessions(postgres.begin, postgres.connect)
