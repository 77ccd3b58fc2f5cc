"""Fixtures for every test; what only one room needs stays beside it."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres import Databases, serving

# A busy machine is slow without being wrong.
settings.register_profile("gate", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gate")


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[Databases]:
    """The session's PostgreSQL. For a migrated database of one's own, in a fixture:

    with postgres_databases.fresh(migrate) as url: ...
    """
    with serving() as url:
        databases = Databases(url)
        try:
            yield databases
        finally:
            databases.close()


@pytest.fixture
def postgres_url(postgres_databases: Databases) -> Iterator[str]:
    """The SQLAlchemy URL of an empty database for this test."""
    with postgres_databases.fresh() as url:
        yield url


@pytest.fixture(scope="module")
def postgres_module_url(postgres_databases: Databases) -> Iterator[str]:
    """The SQLAlchemy URL of a database that starts empty and lasts for this module."""
    with postgres_databases.fresh() as url:
        yield url
