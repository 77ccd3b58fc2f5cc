"""What the drivers raise, in our words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import attrs
from sqlalchemy import exc

from askpro.domain.errors import Unavailable

# What SQLite calls an "operational error" includes our own mistakes, such as a missing
# table; these are the ones that say: not now.
_NOT_NOW = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
}


@attrs.define
class NoDatabase(Unavailable):
    """The database does not answer."""


@contextmanager
def answering() -> Iterator[None]:
    """Turn a database that is down, locked or overrun into ``NoDatabase``."""
    try:
        yield
    except exc.TimeoutError as error:
        raise NoDatabase from error
    except exc.DBAPIError as error:
        if not _not_now(error):
            raise
        raise NoDatabase from error


def _not_now(error: exc.DBAPIError) -> bool:
    if isinstance(error.orig, sqlite3.Error):
        primary = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        return primary in _NOT_NOW
    return error.connection_invalidated or isinstance(error, exc.OperationalError)


def excluded(error: exc.IntegrityError) -> bool:
    """Whether the diary refused two rows at one time of one staff member."""
    return "occupied" in str(error.orig)
