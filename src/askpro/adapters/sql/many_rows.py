"""Several rows of a table inserted by one statement that stands ready."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from askpro.adapters.sql.prepared import Prepared
from askpro.adapters.sql.sight import Row, insert_into

MOST_ROWS = 50
"""How many a statement takes; SQLite takes 32 766 values at once."""


def insert_rows(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> list[Any]:
    """Insert complete rows; those whose keys are there already are left out.

    Returns:
        The primary keys of those that were inserted.
    """
    inserted: list[Any] = []
    for piece in _pieces(rows):
        inserted += _insert(table, len(piece)).all(connection, named("r", piece))
    return inserted


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

    def statement(dialect: str) -> sa.Insert:
        insert = insert_into(dialect, table).values(values).on_conflict_do_nothing()
        return insert.returning(*table.primary_key)

    return Prepared(statement)
