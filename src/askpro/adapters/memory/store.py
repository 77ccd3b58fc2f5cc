"""One lock, one present state, and works that take turns."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from askpro.adapters.memory.tables import Tables


class Store:
    """Holds the tables; a change replaces them whole, or not at all."""

    def __init__(self) -> None:
        self._tables = Tables()
        self._turn = threading.Lock()
        self._news = threading.Condition()
        self._here = threading.local()
        self._changes = 0

    @contextmanager
    def change(self) -> Iterator[Tables]:
        """Tables of one's own, kept when the block ends well."""
        with self._not_nested(), self._turn:
            mine = self._tables.branched(writable=True)
            try:
                yield mine
            finally:
                mine.close()
            self._tables = mine
        with self._news:
            self._changes += 1
            self._news.notify_all()

    @contextmanager
    def snapshot(self) -> Iterator[Tables]:
        """The present state, which later changes leave as it is."""
        with self._not_nested():
            yield self.present

    @property
    def present(self) -> Tables:
        return self._tables.branched(writable=False)

    @property
    def changes(self) -> int:
        """How many changes have been kept."""
        return self._changes

    def wait_for_news(self, seen: int, seconds: float) -> None:
        """Return when more than ``seen`` changes have been kept, or after the seconds."""
        with self._news:
            self._news.wait_for(lambda: self._changes != seen, seconds)

    def wake(self) -> None:
        """Let whoever waits for news look again."""
        with self._news:
            self._changes += 1
            self._news.notify_all()

    @contextmanager
    def _not_nested(self) -> Iterator[None]:
        assert not getattr(self._here, "working", False), "a work is never begun inside another"
        self._here.working = True
        try:
            yield
        finally:
            self._here.working = False
