"""The container for one command: opened by the settings, closed when the command ends."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.entrypoints.cli.errors import WrongUsage

if TYPE_CHECKING:
    from askpro.entrypoints.container import Container
    from askpro.entrypoints.settings import Settings

OPERATOR = Actor(ActorKind.SYSTEM, "command line")
"""Who has the database has everything; commands act for the whole tree."""


def settings(environ: Mapping[str, str] = os.environ, **given: object) -> "Settings":
    """The settings of the environment; ``given`` wins over it.

    Raises:
        WrongUsage: With every fault.
    """
    from askpro.entrypoints.settings import WrongSettings, read_settings

    try:
        return read_settings(environ, **given)
    except WrongSettings as error:
        raise WrongUsage(str(error)) from error


def nothing_there(chosen: "Settings") -> bool:
    """Whether the database is a file that does not exist yet; opening it would make it."""
    import sqlalchemy as sa

    path = sa.make_url(chosen.database).database
    return chosen.on_sqlite and not (path and Path(path).exists())


@contextmanager
def opened(chosen: "Settings | None" = None, *, any_schema: bool = False) -> Iterator["Container"]:
    """A container over a database of this version.

    Raises:
        OutdatedSchema: The database is of another version, and any will not do.
    """
    from dependency_injector import providers

    from askpro.entrypoints.container import Container
    from askpro.ports.schema import OutdatedSchema, SchemaState

    chosen = chosen or settings()
    if not any_schema and nothing_there(chosen):
        raise OutdatedSchema(None, Container.wanted_revision())
    container = Container(settings=providers.Object(chosen))
    try:
        schema = container.schema()
        if not any_schema and schema.state() is not SchemaState.CURRENT:
            raise OutdatedSchema(*schema.revisions())
        yield container
    finally:
        close(container)


def close(container: "Container") -> None:
    """Give connections back; the next one who asks opens them anew."""
    container.reader().dispose()
    container.writer().dispose()
    container.http().close()
