"""Statements that stand ready: compiled once, then run on the driver's own cursor.

SQLAlchemy's execution costs more than the statement itself where the database is at
hand, and a charge or a live question runs several. Only its bookkeeping is left out:
the text, the types and the errors are still SQLAlchemy's.

    DEBIT = Prepared(lambda _: sa.update(wallets).where(…).values(…))
    DEBIT.change(connection, {"of_owner": id, "by_cents": 400})
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import attrs
import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.sql.compiler import SQLCompiler

Facts = Mapping[str, Any]
"""Names and values that a statement takes; what it does not ask for is left alone."""

Statement = sa.Select[Any] | sa.TextualSelect | sa.Insert | sa.Update | sa.Delete
Conversion = Callable[[Any], Any]


@attrs.frozen
class Prepared:
    """One statement in the words of each dialect that has asked for it.

    ``make`` is called once for each dialect, with its name.
    """

    _make: Callable[[str], "Statement"]
    _ready: dict[str, "_Ready"] = attrs.field(factory=dict, init=False)

    def all(self, connection: sa.Connection, facts: Facts) -> list[Any]:
        """The rows, with a field for each column."""
        ready = self._on(connection)
        cursor = execute(connection, ready.text, ready.written(facts))
        rows = ready.read(cursor.fetchall())
        cursor.close()
        return rows

    def first(self, connection: sa.Connection, facts: Facts) -> Any | None:
        """The first row, if there is one."""
        rows = self.all(connection, facts)
        return rows[0] if rows else None

    def change(self, connection: sa.Connection, facts: Facts) -> int:
        """Execute it; how many rows it met."""
        ready = self._on(connection)
        cursor = execute(connection, ready.text, ready.written(facts))
        met: int = cursor.rowcount
        cursor.close()
        return met

    def _on(self, connection: sa.Connection) -> "_Ready":
        dialect = connection.dialect
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = _Ready.of(self._make(dialect.name), dialect)
            self._ready[dialect.name] = ready
        return ready


def execute(connection: sa.Connection, text: str, written: Any = ()) -> Any:
    """Run a text on a cursor of the driver, which is the caller's to close."""
    driver = connection.connection
    cursor = driver.cursor()
    try:
        cursor.execute(text, written)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _known(connection, text, written, error) from error
    return cursor


def _known(connection: sa.Connection, text: str, written: Any, error: Any) -> Exception:
    """The error as SQLAlchemy would have raised it; a lost connection leaves the pool."""
    dialect = connection.dialect
    lost = dialect.is_disconnect(error, connection.connection.dbapi_connection, None)
    known = exc.DBAPIError.instance(
        text,
        written,
        error,
        dialect.loaded_dbapi.Error,
        connection_invalidated=lost,
        dialect=dialect,
    )
    if lost:
        connection.invalidate(error)
    return cast("Exception", known)


@attrs.frozen
class _Ready:
    """A statement's text, and how its values go in and come out."""

    text: str
    _takes: tuple[tuple[str, Conversion | None], ...]
    _fixed: Mapping[str, Any]
    _by_name: bool
    _row: Any
    _gives: tuple[tuple[int, Conversion], ...]

    @classmethod
    def of(cls, statement: Statement, dialect: Dialect) -> "_Ready":
        compiled = statement.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        assert not compiled.post_compile_params, "a list in a condition has no fixed length"
        names = compiled.positiontup if compiled.positional else list(compiled.binds)
        assert names is not None
        binds = compiled.binds
        into = {name: binds[name].type.dialect_impl(dialect) for name in names}
        columns = statement.exported_columns
        out = [each.type.dialect_impl(dialect).result_processor(dialect, None) for each in columns]
        return cls(
            text=compiled.string,
            takes=tuple((name, into[name].bind_processor(dialect)) for name in names),
            fixed={name: binds[name].value for name in names if not binds[name].required},
            by_name=not compiled.positional,
            row=namedtuple("Row", [each.key or "_" for each in columns], rename=True),
            gives=tuple((at, change) for at, change in enumerate(out) if change is not None),
        )

    def written(self, facts: Facts) -> Any:
        """The values as the driver takes them."""
        if self._fixed:
            facts = {**self._fixed, **facts}
        if self._by_name:
            return {
                name: facts[name] if change is None else change(facts[name])
                for name, change in self._takes
            }
        return [
            facts[name] if change is None else change(facts[name]) for name, change in self._takes
        ]

    def read(self, rows: Sequence[Sequence[Any]]) -> list[Any]:
        """The driver's rows as the columns' types have them."""
        if not self._gives:
            return [self._row._make(row) for row in rows]
        return [self._row._make(self._changed(list(row))) for row in rows]

    def _changed(self, row: list[Any]) -> list[Any]:
        for at, change in self._gives:
            row[at] = change(row[at])
        return row
