"""The way from nothing to today's schema, on both databases, and whether it was gone.

The scripts lie in this package, so an installed askpro needs no configuration file.
"""

from collections.abc import Callable, Sequence

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from askpro.adapters.sql import access_tables, job_tables, tables, visit_tables
from askpro.adapters.sql.metadata import metadata
from askpro.adapters.sql.migrations.guards import missing_guards

__all__ = [
    "access_tables",
    "current_revision",
    "drift",
    "head_revision",
    "job_tables",
    "metadata",
    "tables",
    "upgrade",
    "visit_tables",
]

_ONE_AT_A_TIME = sa.text("SELECT pg_advisory_xact_lock(hashtextextended('askpro schema', 0))")


def upgrade(
    engine: sa.Engine,
    revision: str = "head",
    beside: Sequence[Callable[[sa.Connection], None]] = (),
) -> None:
    """Bring the schema to a revision, in one transaction; several nodes may try at once.

    ``beside`` creates what others keep in our database, in the same transaction: a revision
    that is stored promises their tables as well.
    """
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(_ONE_AT_A_TIME)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for create in beside:
            create(connection)


def current_revision(engine: sa.Engine) -> str | None:
    """The revision the database is at; None before the first."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head_revision() -> str:
    """The revision this code is written for."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None, "the migrations are in the package"
    return head


def drift(engine: sa.Engine) -> list[str]:
    """In what the database differs from the tables this code knows; empty when in nothing."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [str(difference) for difference in compare_metadata(context, metadata)]
        return differences + missing_guards(connection)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "askpro.adapters.sql:migrations")
    config.set_main_option("path_separator", "os")
    return config
