"""The schema from nothing, compared with what the code expects."""

from threading import Thread

import pytest
import sqlalchemy as sa

from askpro.adapters.sql.engine import make_engine
from askpro.adapters.sql.migrations import current_revision, drift, head_revision, upgrade
from askpro.adapters.sql.schema import SqlSchema
from askpro.ports.schema import SchemaState


def test_an_empty_database_becomes_exactly_what_the_code_expects(empty_url: str) -> None:
    engine = make_engine(empty_url)
    before = current_revision(engine)

    upgrade(engine)

    assert before is None
    assert current_revision(engine) == head_revision()
    assert drift(engine) == []
    engine.dispose()


def test_upgrading_twice_is_upgrading_once(engine: sa.Engine) -> None:
    upgrade(engine)

    assert drift(engine) == []


def test_a_database_that_was_tampered_with_is_told_apart(engine: sa.Engine) -> None:
    on = " ON entries" if engine.dialect.name == "postgresql" else ""
    with engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE customers ADD COLUMN extra TEXT"))
        connection.execute(sa.text(f"DROP TRIGGER entries_are_never_changed{on}"))

    found = drift(engine)

    assert len(found) == 2
    assert "extra" in found[0]
    assert found[1] == "no entries_are_never_changed"


def test_nodes_that_start_at_once_upgrade_in_turn(empty_url: str) -> None:
    engine = make_engine(empty_url)
    failures: list[Exception] = []

    def start() -> None:
        try:
            upgrade(engine)
        except sa.exc.SQLAlchemyError as error:
            failures.append(error)

    threads = [Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert drift(engine) == []
    engine.dispose()


def test_a_start_that_dies_before_everybodys_tables_are_made_leaves_an_empty_database(
    empty_url: str,
) -> None:
    engine = make_engine(empty_url)

    def die(_: sa.Connection) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        SqlSchema(engine, (die,)).upgrade()
    left = SqlSchema(engine).state()
    SqlSchema(engine).upgrade()

    assert left is SchemaState.EMPTY
    assert drift(engine) == []
    engine.dispose()


def test_a_schema_without_its_file_is_refused() -> None:
    with pytest.raises(ValueError, match="must be a file"):
        make_engine("sqlite://")
