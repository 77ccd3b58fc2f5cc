"""Works on SQLite that wait for one another share a commit.

There is one writing connection, and most of a small work's time is the disk's answer to
its commit. Who has finished while others wait leaves the transaction open for the next;
the last commits for all, and nobody hears that his work is done before it is. A work
that fails is rolled back to where it began, and the others' stay.

    first    BEGIN … finished, waits                                   told
    second                 SAVEPOINT … finished, waits                 told
    third                                    SAVEPOINT … COMMIT        told
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import attrs
import sqlalchemy as sa
from sqlalchemy import exc

from askpro.adapters.sql.failures import NoDatabase
from askpro.adapters.sql.prepared import execute
from askpro.adapters.sql.turns import Turns

MOST_WORKS = 16
MOST_SECONDS = 0.005
"""How long the first may be kept waiting by those who come after."""


@attrs.define(eq=False)
class _Group:
    """Works in one transaction; ``told`` is held until they are committed or lost."""

    connection: sa.Connection
    until: float
    told: Lock
    finished: int = 0
    lost: BaseException | None = None

    @classmethod
    def on(cls, connection: sa.Connection, most_seconds: float) -> "_Group":
        told = Lock()
        told.acquire()
        return cls(connection, time.monotonic() + most_seconds, told)

    @property
    def has_room(self) -> bool:
        return self.finished < MOST_WORKS and time.monotonic() < self.until

    def run(self, statement: str) -> None:
        self.insist_on_transaction()
        execute(self.connection, statement)

    def commit(self) -> None:
        self.insist_on_transaction()
        self.connection.commit()

    def insist_on_transaction(self) -> None:
        """SQLite gives all up by itself when the disk is full; raises ``NoDatabase`` then."""
        driver = self.connection.connection.driver_connection
        assert driver is not None
        if not driver.in_transaction:
            raise NoDatabase


class SharedCommits:
    """Begins works on the one writing connection of an engine, in the order they came."""

    def __init__(
        self, engine: sa.Engine, wait_seconds: float, most_seconds: float = MOST_SECONDS
    ) -> None:
        self.turns = Turns(1)
        self._engine = engine
        self._wait_seconds = wait_seconds
        self._most_seconds = most_seconds
        self._group: _Group | None = None

    @contextmanager
    def begin(self) -> Iterator[sa.Connection]:
        """A connection in a transaction that is committed when this returns.

        Raises:
            sqlalchemy.exc.TimeoutError: The turn did not come in time.
            sqlalchemy.exc.DBAPIError, NoDatabase: The shared commit has failed.
        """
        if not self.turns.take(self._wait_seconds):
            raise exc.TimeoutError("the turn to write did not come in time")
        try:
            group = self._joined()
            try:
                yield group.connection
            except BaseException:
                self._take_back(group)
                raise
            group.finished += 1
        finally:
            self._leave()
        with group.told:
            if group.lost is not None:
                raise group.lost

    def _joined(self) -> _Group:
        if self._group is None:
            connection = self._engine.connect()
            try:
                connection.begin()
            except BaseException:
                connection.close()
                raise
            self._group = _Group.on(connection, self._most_seconds)
        elif self._group.finished:
            self._group.run("SAVEPOINT work")
        return self._group

    def _take_back(self, group: _Group) -> None:
        """Undo the one work; the group ends here when that cannot be done."""
        if group.finished:
            try:
                group.run("ROLLBACK TO work")
            except (exc.DBAPIError, NoDatabase) as error:
                group.lost = error

    def _leave(self) -> None:
        """Let the next continue the transaction, or end it."""
        group = self._group
        if group is None:
            self.turns.pass_on()
            return
        goes_on = group.lost is None and group.finished and group.has_room
        if goes_on and self.turns.hand_over():
            return
        self._group = None
        try:
            self._end(group)
        finally:
            group.told.release()
            self.turns.pass_on()

    def _end(self, group: _Group) -> None:
        try:
            if group.lost is None and group.finished:
                group.commit()
        except (exc.DBAPIError, NoDatabase) as error:
            group.lost = error
        finally:
            group.connection.close()
