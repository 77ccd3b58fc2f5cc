"""Begins works on either database."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cache
from threading import local

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.desk_shelf import DeskShelf
from askpro.adapters.sql.engine import WAIT_SECONDS
from askpro.adapters.sql.failures import answering
from askpro.adapters.sql.shared_commits import SharedCommits
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.work import JobsOn, SqlWork
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import Storage, Work

Begin = Callable[[], AbstractContextManager[sa.Connection]]


class _InThisThread(local):
    """Whether this thread is in the middle of a work."""

    working = False


@attrs.frozen
class SqlStorage(Storage):
    """``writer`` is of ``make_engine``, ``reader`` of ``make_reader``; one of each a process.

    ``jobs`` makes the queue that enqueues in a connection's transaction.
    """

    writer: sa.Engine
    reader: sa.Engine
    jobs: JobsOn
    _begin: Begin = attrs.field(init=False)
    _shelf: DeskShelf = attrs.field(factory=DeskShelf, init=False)
    _here: _InThisThread = attrs.field(factory=_InThisThread, init=False)

    @_begin.default
    def _in_turns(self) -> Begin:
        if self.writer.dialect.name == "sqlite":
            return SharedCommits(self.writer, WAIT_SECONDS).begin
        return self.writer.begin

    @contextmanager
    def begin(self, scope: Scope) -> Iterator[Work]:
        assert not self._here.working, "a work is never begun inside another"
        self._here.working = True
        try:
            with answering(), self._begin() as connection:
                work = self._work(lambda: connection, scope)
                yield work
            work.committed()
        finally:
            self._here.working = False

    @contextmanager
    def look(self, scope: Scope) -> Iterator[Work]:
        with answering(), ExitStack() as opened:
            yield self._work(cache(lambda: opened.enter_context(self.reader.begin())), scope)

    @contextmanager
    def audit(self, scope: Scope) -> Iterator[Work]:
        with answering(), self.reader.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield self._work(lambda: connection, scope)

    def _work(self, opened: Callable[[], sa.Connection], scope: Scope) -> SqlWork:
        return SqlWork(Sight(opened, scope), self.jobs, self._shelf)
