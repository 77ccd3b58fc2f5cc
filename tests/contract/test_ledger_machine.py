"""Invariants 1 to 9, 24 and 25 of the ledger, with the same rules on every storage."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from askpro.adapters.memory import MemoryStorage
from askpro.adapters.memory.tables import Table, Tables
from askpro.adapters.sql.metadata import metadata
from askpro.adapters.sql.storage import SqlStorage
from askpro.ports.storage import Storage
from askpro.testing.contracts.ledger_machine import run_ledger_machine
from tests.contract.test_storage import migrate, sql_storage
from tests.postgres import Databases


def rows_in_memory(storage: Storage) -> object:
    """Every row of every table."""
    assert isinstance(storage, MemoryStorage)
    present: Tables = storage.store.present
    tables = {name: getattr(present, name) for name in Tables.__annotations__}
    assert all(isinstance(table, Table) for table in tables.values())
    return {name: dict(table.items()) for name, table in tables.items()}


def rows_in_sql(storage: Storage) -> object:
    """Every row of every table, in an order of their own."""
    assert isinstance(storage, SqlStorage)
    with storage.reader.connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(sa.select(table))))
            for name, table in metadata.tables.items()
        }


def test_invariants_01_to_09_24_and_25_hold_whatever_is_done_in_memory() -> None:
    @contextmanager
    def opened() -> Iterator[Storage]:
        yield MemoryStorage()

    run_ledger_machine(opened, rows_in_memory, examples=60, steps=40)


def test_invariants_01_to_09_24_and_25_hold_whatever_is_done_on_sqlite(tmp_path: Path) -> None:
    migrated = tmp_path / "migrated.db"
    migrate(f"sqlite:///{migrated}")

    @contextmanager
    def opened() -> Iterator[Storage]:
        copied = shutil.copy(migrated, tmp_path / f"{uuid4()}.db")
        with sql_storage(f"sqlite:///{copied}") as storage:
            yield storage

    run_ledger_machine(opened, rows_in_sql)


@pytest.mark.slow
def test_invariants_01_to_09_24_and_25_hold_whatever_is_done_on_postgresql(
    postgres_databases: Databases,
) -> None:
    @contextmanager
    def opened() -> Iterator[Storage]:
        with postgres_databases.fresh(migrate) as url, sql_storage(url) as storage:
            yield storage

    run_ledger_machine(opened, rows_in_sql)
