"""Connections handed out in the order in which threads asked for them.

SQLAlchemy's pool gives a returned connection to whoever asks first, which is mostly the
thread that has just returned it: twenty callers on the one writing connection of SQLite
waited up to ten seconds and gave up.
"""

from collections import deque
from threading import Lock
from typing import Any

from sqlalchemy.exc import TimeoutError as NotInTime
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool


class Turns:
    """So many may be in at once; who has waited longest is next."""

    def __init__(self, places: int) -> None:
        self._guard = Lock()
        self._free = places
        self._waiting: deque[Lock] = deque()

    def take(self, seconds: float) -> bool:
        """Wait for one's turn; False if it did not come in time."""
        with self._guard:
            if self._free:
                self._free -= 1
                return True
            called = Lock()
            called.acquire()
            self._waiting.append(called)
        if called.acquire(timeout=seconds):
            return True
        with self._guard:
            if called not in self._waiting:
                return True  # it came at the last moment
            self._waiting.remove(called)
            return False

    def pass_on(self) -> None:
        """One's turn is over."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def hand_over(self) -> bool:
        """Give one's turn to who has waited longest; False, and still one's own, if nobody has."""
        with self._guard:
            if not self._waiting:
                return False
            self._waiting.popleft().release()
            return True


class PoolInTurns(QueuePool):
    """A pool without overflow that is fair."""

    def __init__(self, creator: Any, pool_size: int = 5, **options: Any) -> None:
        super().__init__(creator, pool_size, **options)
        self._turns = Turns(pool_size)

    def _do_get(self) -> ConnectionPoolEntry:
        if not self._turns.take(self.timeout()):
            raise NotInTime("no connection came free in time")
        try:
            return super()._do_get()
        except BaseException:
            self._turns.pass_on()
            raise

    def _do_return_conn(self, record: ConnectionPoolEntry) -> None:
        try:
            super()._do_return_conn(record)
        finally:
            self._turns.pass_on()
