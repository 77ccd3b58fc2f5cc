"""A database with every table, on either engine, as durable as in production."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import running_postgres

from benchmarks.houses import container_on

ENGINES = ("sqlite", "postgresql")


@contextmanager
def fresh_database(engine: str) -> Iterator[str]:
    """The URL of a migrated database that waits for the disk, gone afterwards."""
    if engine == "sqlite":
        with tempfile.TemporaryDirectory(prefix="askpro-bench-") as folder:
            url = f"sqlite:///{Path(folder) / 'askpro.sqlite3'}"
            _migrate(url)
            yield url
        return
    with running_postgres(durable=True) as url:
        _migrate(url)
        yield url


def _migrate(url: str) -> None:
    container = container_on(url)
    container.schema().upgrade()
    container.writer().dispose()
