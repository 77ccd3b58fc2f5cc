"""The house on real databases: migrated, then filled like the one in memory."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

import sqlalchemy as sa

from askpro.adapters.sql.access import SqlKeys
from askpro.adapters.sql.engine import make_engine, make_reader
from askpro.adapters.sql.job_queue import SqlJobQueue
from askpro.adapters.sql.jobs import SqlJobs
from askpro.adapters.sql.migrations import upgrade
from askpro.adapters.sql.storage import SqlStorage
from askpro.adapters.sql.views import SqlViews
from askpro.adapters.sql.visits import SqlEntryLinks, SqlVisits
from askpro.ports.clock import Clock
from askpro.ports.job_attempts import growing_pause
from tests.system.house import Foundation


@contextmanager
def migrated(url: str) -> Iterator[tuple[sa.Engine, sa.Engine]]:
    """The writing and the reading engine of an empty database, brought up to date."""
    writer = make_engine(url)
    upgrade(writer)
    reader = make_reader(writer)
    yield writer, reader
    reader.dispose()
    writer.dispose()


def on_database(writer: sa.Engine, reader: sa.Engine) -> Callable[[Clock], Foundation]:
    """A foundation on these engines."""

    def build(clock: Clock) -> Foundation:
        return Foundation(
            storage=SqlStorage(
                writer, reader, lambda connection: SqlJobs(connection, clock, uuid4)
            ),
            views=SqlViews(reader),
            queue=SqlJobQueue(writer.begin, reader.begin, clock, growing_pause(lambda: 1.0)),
            keys=SqlKeys(writer.begin, reader.begin),
            visits=SqlVisits(writer.begin, reader.begin),
            entry_links=SqlEntryLinks(writer.begin, reader.begin),
        )

    return build
