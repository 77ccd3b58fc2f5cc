"""Every keeper of keys keeps the same promises."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from askpro.adapters.memory.access import MemoryKeys
from askpro.adapters.sql.access import SqlKeys
from askpro.adapters.sql.access_tables import api_keys
from askpro.ports.access import Keys
from askpro.testing.contracts.access import KeysContract


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
    api_keys.create(engine)
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
