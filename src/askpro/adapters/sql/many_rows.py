"""Several rows of a table inserted by one statement that stands ready."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from askpro.adapters.sql.prepared import Prepared
from askpro.adapters.sql.sight import Row, insert_into

_COPY = "COPY {table} ({columns}) FROM STDIN"
MOST_ROWS = 50
"""How many a statement takes; SQLite takes 32 766 values at once."""


def insert_rows(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> bool:
    """Insert complete rows; False when a key of one was there already, and the work is to be
    forgotten."""
    inserted = sum(
        _insert(table, len(piece)).change(connection, named("r", piece)) for piece in _pieces(rows)
    )
    return inserted == len(rows)


def copy_rows(connection: sa.Connection, tables: Mapping[sa.Table, Sequence[Row]]) -> bool:
    """Copy complete rows into PostgreSQL, table by table.

    Returns:
        False when a unique key was there already; the transaction is then of no more use.
    """
    driver = connection.connection.driver_connection
    assert driver is not None
    errors = connection.dialect.loaded_dbapi.errors
    try:
        with driver.cursor() as cursor:
            for table, rows in tables.items():
                with cursor.copy(_copy(table)) as copy:
                    for row in _converted(connection, table, rows):
                        copy.write_row(row)
    except errors.UniqueViolation:
        return False
    return True


def _copy(table: sa.Table) -> str:
    return _COPY.format(table=table.name, columns=", ".join(table.c.keys()))


def _converted(
    connection: sa.Connection, table: sa.Table, rows: Sequence[Row]
) -> Iterator[list[Any]]:
    kinds = [column.type.dialect_impl(connection.dialect) for column in table.c]
    into = [kind.bind_processor(connection.dialect) for kind in kinds]
    fields = list(zip(table.c.keys(), into, strict=True))
    for row in rows:
        yield [row[name] if change is None else change(row[name]) for name, change in fields]


def _pieces(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), MOST_ROWS):
        yield rows[start : start + MOST_ROWS]


def named(prefix: str, rows: Sequence[Row]) -> dict[str, Any]:
    """The values of all rows, each under a name of its own."""
    return {
        f"{prefix}_{name}_{at}": value for at, row in enumerate(rows) for name, value in row.items()
    }


@cache
def _insert(table: sa.Table, count: int) -> Prepared:
    values = [
        {each.name: sa.bindparam(f"r_{each.name}_{at}", type_=each.type) for each in table.c}
        for at in range(count)
    ]
    return Prepared(
        lambda dialect: insert_into(dialect, table).values(values).on_conflict_do_nothing()
    )
