"""The container for one command: opened by the settings, closed when the command ends."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import attrs

from askpro.domain.errors import Missing
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


@attrs.define
class NoDatabaseYet(Missing):
    """There is no database here; set ASKPRO_DATA to its folder (or ASKPRO_DATABASE_URL)."""

    place: str


def place(chosen: "Settings") -> str:
    """Where the SQLite database lies."""
    import sqlalchemy as sa

    return sa.make_url(chosen.database).database or chosen.database


def nothing_there(chosen: "Settings") -> bool:
    """Whether the database is a file that does not exist yet; opening it would make it."""
    if not chosen.on_sqlite:
        return False
    path = Path(place(chosen))
    try:
        return not path.exists()
    except OSError as error:
        raise WrongUsage(f"{path} cannot be looked at: {error.strerror}.") from error


def writable(folder: Path) -> None:
    """Make the folder where it is missing, and try to write there.

    Raises:
        WrongUsage: Neither works.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise WrongUsage(
            f"The data folder {folder} cannot be made or written: {error.strerror}; "
            "name another with ASKPRO_DATA (for the demo: --data)."
        ) from error


@contextmanager
def opened(chosen: "Settings | None" = None, *, any_schema: bool = False) -> Iterator["Container"]:
    """A container over a database of this version.

    Raises:
        NoDatabaseYet: There is none, and any will not do.
        WrongUsage: The data folder cannot be made or written.
        OutdatedSchema: The database is of another version, and any will not do.
    """
    from dependency_injector import providers

    from askpro.entrypoints.container import Container
    from askpro.ports.schema import OutdatedSchema, SchemaState

    chosen = chosen or settings()
    if not any_schema and nothing_there(chosen):
        raise NoDatabaseYet(place(chosen))
    if chosen.on_sqlite:
        writable(chosen.data)
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
