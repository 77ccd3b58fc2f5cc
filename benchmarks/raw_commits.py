"""The yardstick: how many transactions of one inserted row the bare driver commits."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

import psycopg
import sqlalchemy as sa
from tests.postgres import psycopg_dsn

CREATE = "CREATE TABLE raw_commits (id integer, words text)"
WORDS = "x" * 100

Commit = Callable[[int], None]
"""One transaction of the client with this number."""


@contextmanager
def raw_commits(url: str, clients: int) -> Iterator[Commit]:
    """On SQLite one connection that the clients take in turn, which beats one each."""
    raw = _on_sqlite(url) if url.startswith("sqlite") else _on_postgresql(url, clients)
    with raw as commit:
        yield commit


@contextmanager
def _on_sqlite(url: str) -> Iterator[Commit]:
    path = sa.make_url(url).database
    assert path is not None
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
    turn = Lock()
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(CREATE.replace("TABLE", "TABLE IF NOT EXISTS"))

    def commit(_: int) -> None:
        with turn:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO raw_commits VALUES (1, ?)", (WORDS,))
            connection.execute("COMMIT")

    yield commit
    connection.close()


@contextmanager
def _on_postgresql(url: str, clients: int) -> Iterator[Commit]:
    connections = [psycopg.connect(psycopg_dsn(url)) for _ in range(clients)]
    with connections[0] as first:
        first.execute(CREATE.replace("TABLE", "TABLE IF NOT EXISTS"))
        first.commit()
        connections[0] = psycopg.connect(psycopg_dsn(url))

    def commit(client: int) -> None:
        connection = connections[client]
        connection.execute("INSERT INTO raw_commits VALUES (1, %s)", (WORDS,))
        connection.commit()

    yield commit
    for connection in connections:
        connection.close()
