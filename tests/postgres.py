"""A PostgreSQL of our own for tests, benchmarks and crash tests.

    with running_postgres() as url:                 # a server with an empty database
        engine = create_engine(url)

    with running_postgres(durable=True) as url:     # the same, waiting for the disk

URLs are SQLAlchemy's (``postgresql+psycopg://…``); ``psycopg_dsn`` gives the plain one.
``ASKPRO_TEST_POSTGRES_URL`` puts another server in the place of ours.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from urllib.parse import parse_qs, unquote, urlsplit

import attrs
import psycopg
from psycopg import sql

from tests.postgres_cluster import cluster

URL_VARIABLE = "ASKPRO_TEST_POSTGRES_URL"
WORD_TEST = re.compile(r"(?<![a-z])tests?(?![a-z])")


class NotATestDatabase(Exception):
    """The URL leads to a database without the word ``test`` in its name."""


def psycopg_dsn(url: str) -> str:
    """The URL as psycopg itself reads it, without SQLAlchemy's driver."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def database_of(url: str) -> str:
    """The database's name in a URL."""
    return unquote(urlsplit(url).path.removeprefix("/"))


def insist_on_a_test_database(url: str) -> str:
    """The URL for SQLAlchemy, if its database says that it may be destroyed.

    Raises:
        NotATestDatabase: Its name lacks the word ``test``, as in ``askpro_test``.
    """
    name = database_of(url)
    if {"dbname", "service"} & parse_qs(urlsplit(url).query).keys():
        raise NotATestDatabase("the URL may name its database in the path only")
    if urlsplit(url).scheme not in {"postgresql", "postgres", "postgresql+psycopg"}:
        raise NotATestDatabase("the URL does not begin with postgresql://")
    if not WORD_TEST.search(name.lower()):
        raise NotATestDatabase(
            f"{name or 'a database without a name'!r} lacks the word 'test'; "
            "tests create and drop databases there"
        )
    return "postgresql+psycopg://" + url.partition("://")[2]


@attrs.define
class Databases:
    """Hands out databases on one server: empty ones, or copies of a template made once."""

    url: str
    _made: list[str] = attrs.field(factory=list, init=False)
    _templates: dict[Callable[[str], None], str] = attrs.field(factory=dict, init=False)
    _numbers: "count[int]" = attrs.field(factory=count, init=False)

    @contextmanager
    def fresh(self, prepare: Callable[[str], None] | None = None) -> Iterator[str]:
        """The URL of a database of one's own, dropped afterwards.

        ``prepare`` (say, the migrations) is called once per server with the URL of a
        template, and must close what it opens; later calls copy that template.
        """
        template = self._template(prepare) if prepare else "template0"
        name = self._create(template)
        try:
            yield self._url_of(name)
        finally:
            self._drop(name)

    def close(self) -> None:
        """Drop everything still there, for a server that lives on."""
        for name in tuple(self._made):
            self._drop(name)
        self._templates.clear()

    def _template(self, prepare: Callable[[str], None]) -> str:
        if prepare not in self._templates:
            name = self._create("template0")
            try:
                prepare(self._url_of(name))
            except BaseException:
                self._drop(name)
                raise
            self._templates[prepare] = name
        return self._templates[prepare]

    def _create(self, template: str) -> str:
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        # Copying the files beats copying through the log for databases this small.
        self._execute("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, template)
        self._made.append(name)
        return name

    def _drop(self, name: str) -> None:
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        self._made.remove(name)

    def _execute(self, statement: str, *names: str) -> None:
        with psycopg.connect(psycopg_dsn(self.url), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _url_of(self, name: str) -> str:
        return urlsplit(self.url)._replace(path=f"/{name}").geturl()


@contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[str]:
    """The URL of an empty test database, on a server that is gone afterwards.

    ``durable`` waits for the disk at each commit, as production does. Where
    ``ASKPRO_TEST_POSTGRES_URL`` is set, its server is used and only the database is ours.
    """
    with serving(durable=durable) as server_url:
        databases = Databases(server_url)
        with databases.fresh() as url:
            yield url


@contextmanager
def serving(*, durable: bool = False) -> Iterator[str]:
    """The URL of a server where databases may be created; the one in the environment first.

    Raises:
        NotATestDatabase: The environment names a database that is not for tests.
    """
    elsewhere = os.environ.get(URL_VARIABLE)
    if elsewhere:
        yield insist_on_a_test_database(elsewhere)
        return
    with cluster(durable=durable) as url:
        yield url
