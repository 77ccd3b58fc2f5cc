"""A transaction, its entries and its charges written by one statement on PostgreSQL.

While a posting is written the wallets of its tiers are locked, so each way to the
database saved is a way nobody else waits for. Nothing is written where the source key is
known. SQLite, which is no way off, takes a statement for each table.
"""

from collections.abc import Sequence
from functools import cache

import sqlalchemy as sa

from askpro.adapters.sql.many_rows import copy_rows, insert_rows, named
from askpro.adapters.sql.prepared import Prepared
from askpro.adapters.sql.rows.billing import charge_row, entry_rows, transaction_row
from askpro.adapters.sql.tables.billing import charges, entries, transactions
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.ledger import Transaction
from askpro.ports.storage import Posting

_WRITTEN = """
WITH written AS (
    {transaction} ON CONFLICT (source_key) DO NOTHING RETURNING id),
moved AS ({entries})
{charges}
SELECT count(*) AS written FROM written
"""
_INSERT = "INSERT INTO {table} ({columns})"
_IF_WRITTEN = "{insert} SELECT v.* FROM written, (VALUES {rows}) AS v"


def post_at_once(
    connection: sa.Connection, transaction: Transaction, charged: Sequence[Charge]
) -> bool:
    """Write all of it, or nothing where the source key is known; whether it was written."""
    lines = entry_rows(transaction)
    facts = {
        **named("t", [transaction_row(transaction)]),
        **named("e", lines),
        **named("c", [charge_row(charge) for charge in charged]),
    }
    row = _statement(len(lines), len(charged)).first(connection, facts)
    return bool(row and row.written)


def post_many(connection: sa.Connection, postings: Sequence[Posting]) -> bool:
    """Write all of them; False where a key was there already, and the work is to be forgotten.

    PostgreSQL takes many rows fastest as a copy, SQLite as one insert of many rows.
    """
    made = [each.transaction for each in postings if each.transaction is not None]
    rows = {
        transactions: [transaction_row(each) for each in made],
        entries: [row for each in made for row in entry_rows(each)],
        charges: [charge_row(each) for posting in postings for each in posting.charges],
    }
    if connection.dialect.name == "postgresql":
        return copy_rows(connection, rows)
    return all(insert_rows(connection, table, lines) for table, lines in rows.items())


@cache
def _statement(lines: int, charged: int) -> Prepared:
    inserted = ", charged AS (" + _insert_if_written(charges, "c", charged) + ")" if charged else ""
    text = _WRITTEN.format(
        transaction=_insert(transactions) + f" VALUES ({_values(transactions, 't', 0)})",
        entries=_insert_if_written(entries, "e", lines),
        charges=inserted,
    )
    types = {
        f"{prefix}_{column.name}_{at}": column.type
        for prefix, table, count in (
            ("t", transactions, 1),
            ("e", entries, lines),
            ("c", charges, charged),
        )
        for column in table.c
        for at in range(count)
    }
    binds = [sa.bindparam(name, type_=type_) for name, type_ in types.items()]
    return Prepared(lambda _: sa.text(text).bindparams(*binds).columns(written=sa.BigInteger))


def _insert(table: sa.Table) -> str:
    return _INSERT.format(table=table.name, columns=", ".join(table.c.keys()))


def _insert_if_written(table: sa.Table, prefix: str, count: int) -> str:
    rows = ", ".join(f"({_values(table, prefix, at)})" for at in range(count))
    return _IF_WRITTEN.format(insert=_insert(table), rows=rows)


def _values(table: sa.Table, prefix: str, at: int) -> str:
    """Each with its type, which a list of values by itself would not have."""
    dialect = sa.dialects.postgresql.dialect()  # type: ignore[no-untyped-call]
    return ", ".join(
        f"CAST(:{prefix}_{column.name}_{at} AS {column.type.compile(dialect)})"
        for column in table.c
    )
