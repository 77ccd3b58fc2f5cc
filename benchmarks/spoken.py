"""What a house says to its database, heard at the driver, whoever says it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import sqlalchemy as sa

FRAMES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@contextmanager
def listening(engine: sa.Engine) -> Iterator[list[str]]:
    """The statements of all its connections, without what begins and ends transactions.

    A statement is counted once however many rows it has, and one of a trigger not at all.
    """
    heard: list[str] = []

    def attend(driver: Any, *_: object) -> None:
        if isinstance(driver, sqlite3.Connection):
            driver.set_trace_callback(lambda text: _note(heard, text))
        else:
            driver.cursor_factory = _cursor_that_notes(heard)

    sa.event.listen(engine, "checkout", attend)
    try:
        yield heard
    finally:
        sa.event.remove(engine, "checkout", attend)
        engine.dispose()


def _note(heard: list[str], text: str) -> None:
    words = text.strip()
    # SQLite tells of a trigger's statements as comments.
    if not words.startswith((*FRAMES, "--")):
        heard.append(words)


def _cursor_that_notes(heard: list[str]) -> type[psycopg.Cursor[Any]]:
    class Noting(psycopg.Cursor[Any]):
        def execute(self, query: Any, *args: Any, **options: Any) -> Any:
            _note(heard, str(query))
            return super().execute(query, *args, **options)

        def executemany(self, query: Any, *args: Any, **options: Any) -> Any:
            _note(heard, str(query))
            return super().executemany(query, *args, **options)

        def copy(self, statement: Any, *args: Any, **options: Any) -> Any:
            _note(heard, str(statement))
            return super().copy(statement, *args, **options)

    return Noting
