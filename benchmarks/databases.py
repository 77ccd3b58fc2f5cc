"""A database with every table, on either engine, as durable as in production."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import running_postgres

from askpro.adapters.sql.engine import make_engine
from askpro.adapters.sql.migrations import upgrade

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
    writer = make_engine(url)
    upgrade(writer)
    writer.dispose()
