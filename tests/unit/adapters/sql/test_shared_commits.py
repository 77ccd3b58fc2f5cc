"""Works that share a commit: each is told only when it is kept, and fails alone."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
import sqlalchemy as sa
from sqlalchemy import exc

from askpro.adapters.sql.engine import make_engine
from askpro.adapters.sql.failures import NoDatabase
from askpro.adapters.sql.shared_commits import SharedCommits

WAIT_SECONDS = 5


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = make_engine(f"sqlite:///{tmp_path / 'shared.db'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE notes (words text PRIMARY KEY)")
    yield engine
    engine.dispose()


def write(connection: sa.Connection, words: str) -> None:
    connection.exec_driver_sql("INSERT INTO notes VALUES (?)", (words,))


def write_twice(connection: sa.Connection) -> None:
    write(connection, "twice")
    write(connection, "twice")


def committed(engine: sa.Engine) -> set[str]:
    """What another process would read."""
    path = engine.url.database
    assert path is not None
    with sqlite3.connect(path) as other:
        return {words for (words,) in other.execute("SELECT words FROM notes")}


class Queue:
    """Works that wait while the first is being done, and then share its transaction."""

    def __init__(self, engine: sa.Engine, threads: ThreadPoolExecutor) -> None:
        self.commits = SharedCommits(engine, WAIT_SECONDS, most_seconds=60)
        self._threads = threads
        self._first_is_in, self._may_go_on = Event(), Event()
        self._first = threads.submit(self._hold_on)
        assert self._first_is_in.wait(WAIT_SECONDS)

    def _hold_on(self) -> None:
        with self.commits.begin() as connection:
            write(connection, "first")
            self._first_is_in.set()
            assert self._may_go_on.wait(WAIT_SECONDS)

    def join(self, words: str, fail: bool = False) -> "Future[None]":
        def work(connection: sa.Connection) -> None:
            write(connection, words)
            if fail:
                raise RuntimeError(words)

        return self.do(work)

    def do(self, work: Callable[[sa.Connection], None]) -> "Future[None]":
        """Queue up behind everybody else."""

        def within() -> None:
            with self.commits.begin() as connection:
                work(connection)

        before = self.commits.turns.waiting
        joined = self._threads.submit(within)
        while self.commits.turns.waiting == before:
            pass
        return joined

    def go_on(self) -> "Future[None]":
        self._may_go_on.set()
        return self._first


@pytest.fixture
def queue(engine: sa.Engine) -> Iterator[Queue]:
    with ThreadPoolExecutor(8) as threads:
        queue = Queue(engine, threads)
        yield queue
        queue.go_on()


def test_all_that_waited_are_kept(engine: sa.Engine, queue: Queue) -> None:
    joined = [queue.join(words) for words in ("second", "third")]
    for each in (queue.go_on(), *joined):
        each.result(WAIT_SECONDS)
    assert committed(engine) == {"first", "second", "third"}


def test_who_fails_is_taken_back_alone(engine: sa.Engine, queue: Queue) -> None:
    lost = queue.join("lost", fail=True)
    last = queue.join("last")
    queue.go_on().result(WAIT_SECONDS)
    last.result(WAIT_SECONDS)
    with pytest.raises(RuntimeError, match="lost"):
        lost.result(WAIT_SECONDS)
    assert committed(engine) == {"first", "last"}


def test_the_last_may_fail_and_the_others_are_kept(engine: sa.Engine, queue: Queue) -> None:
    lost = queue.join("lost", fail=True)
    queue.go_on().result(WAIT_SECONDS)
    with pytest.raises(RuntimeError, match="lost"):
        lost.result(WAIT_SECONDS)
    assert committed(engine) == {"first"}


def test_a_failed_first_leaves_a_fresh_start(engine: sa.Engine) -> None:
    commits = SharedCommits(engine, WAIT_SECONDS)
    with pytest.raises(exc.IntegrityError), commits.begin() as connection:
        write_twice(connection)
    with commits.begin() as connection:
        write(connection, "once")
    assert committed(engine) == {"once"}


def test_nobody_hears_that_he_is_done_when_the_transaction_is_gone(
    engine: sa.Engine, queue: Queue
) -> None:
    def give_up(connection: sa.Connection) -> None:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("ROLLBACK")  # as SQLite does by itself when the disk is full

    spoiled = queue.do(give_up)
    for each in (queue.go_on(), spoiled):
        with pytest.raises(NoDatabase):
            each.result(WAIT_SECONDS)
    assert committed(engine) == set()
    with queue.commits.begin() as connection:
        write(connection, "after")
    assert committed(engine) == {"after"}


def test_a_turn_that_does_not_come_is_told(engine: sa.Engine) -> None:
    commits = SharedCommits(engine, 0.05)
    with ThreadPoolExecutor(1) as threads, commits.begin():

        def late() -> None:
            with commits.begin():
                raise AssertionError

        with pytest.raises(exc.TimeoutError):
            threads.submit(late).result(WAIT_SECONDS)
