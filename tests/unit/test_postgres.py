"""The tests' own PostgreSQL: apart, prepared once, refused where it could do harm, and gone."""

import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

from tests.postgres import (
    Databases,
    NotATestDatabase,
    insist_on_a_test_database,
    psycopg_dsn,
    running_postgres,
)
from tests.postgres_cluster import cluster

DIES_AT_ONCE = """
import os, signal
from tests.postgres_cluster import cluster
with cluster(durable=False) as url:
    print(url, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def tables(url: str) -> list[str]:
    with psycopg.connect(psycopg_dsn(url)) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return [name for (name,) in rows]


def run(url: str, statement: str) -> None:
    with psycopg.connect(psycopg_dsn(url)) as connection:
        connection.execute(statement.encode())


def test_sqlalchemy_reads_the_url(postgres_url: str) -> None:
    engine = create_engine(postgres_url)

    with engine.connect() as connection:
        answer = connection.execute(text("SELECT 6 * 7")).scalar_one()
    engine.dispose()

    assert answer == 42


def test_benchmarks_get_an_empty_database_outside_any_fixture() -> None:
    with running_postgres(durable=True) as url:
        run(url, "CREATE TABLE measured ()")

        assert tables(url) == ["measured"]


def test_two_databases_do_not_see_each_other(postgres_databases: Databases) -> None:
    with postgres_databases.fresh() as one, postgres_databases.fresh() as other:
        run(one, "CREATE TABLE only_here ()")

        assert tables(one) == ["only_here"]
        assert tables(other) == []


def test_a_template_is_prepared_once_and_copied_clean(postgres_databases: Databases) -> None:
    prepared: list[str] = []

    def prepare(url: str) -> None:
        prepared.append(url)
        run(url, "CREATE TABLE migrated (id int)")

    with postgres_databases.fresh(prepare) as first:
        run(first, "CREATE TABLE left_behind ()")
    with postgres_databases.fresh(prepare) as second:
        assert tables(second) == ["migrated"]

    assert len(prepared) == 1


def test_a_template_that_fails_is_not_kept(postgres_databases: Databases) -> None:
    attempts: list[str] = []

    def fail_once(url: str) -> None:
        attempts.append(url)
        if len(attempts) == 1:
            raise RuntimeError("the migration is wrong")

    with pytest.raises(RuntimeError), postgres_databases.fresh(fail_once):
        pass
    with postgres_databases.fresh(fail_once) as url:
        assert tables(url) == []


def test_an_open_connection_does_not_keep_a_database_alive(postgres_databases: Databases) -> None:
    with postgres_databases.fresh() as url:
        forgotten = psycopg.connect(psycopg_dsn(url))

    with pytest.raises(psycopg.OperationalError):
        forgotten.execute("SELECT 1")
    forgotten.close()


@pytest.mark.parametrize("durable", [True, False])
def test_a_server_of_ones_own_waits_for_the_disk_when_asked(durable: bool) -> None:
    with cluster(durable=durable) as url, psycopg.connect(psycopg_dsn(url)) as connection:
        row = connection.execute("SHOW fsync").fetchone()

    assert row == ("on" if durable else "off",)


def test_the_server_is_gone_when_its_user_is_killed() -> None:
    killed = subprocess.run(
        [sys.executable, "-c", DIES_AT_ONCE],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    url = killed.stdout.strip()

    assert url.startswith("postgresql+psycopg://")
    assert gone(url)


def gone(url: str) -> bool:
    """Whether the server stops answering within five seconds."""
    for _ in range(50):
        try:
            psycopg.connect(psycopg_dsn(url)).close()
        except psycopg.OperationalError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://askpro@db.example/askpro",
        "postgresql://test@test.example/askpro",
        "postgresql://askpro@db.example/latest",
        "postgresql://askpro@db.example/contest_votes",
        "postgresql://askpro@db.example",
        "postgresql://askpro@db.example/?dbname=test",
        "postgresql://askpro@db.example/test?dbname=askpro",
        "postgresql://askpro@db.example/test?service=live",
        "sqlite:///test",
    ],
)
def test_what_may_be_production_is_refused(url: str) -> None:
    with pytest.raises(NotATestDatabase):
        insist_on_a_test_database(url)


@pytest.mark.parametrize("name", ["test", "askpro_test", "test-7", "Test", "askpro_tests_1"])
def test_what_calls_itself_a_test_database_is_taken(name: str) -> None:
    url = insist_on_a_test_database(f"postgresql://askpro@db.example:5433/{name}?sslmode=require")

    assert url == f"postgresql+psycopg://askpro@db.example:5433/{name}?sslmode=require"
