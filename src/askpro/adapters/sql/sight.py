"""A connection and how far it sees: what every collection asks through."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import attrs
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from askpro.adapters.sql.tables.organisations import organisations
from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import NoSuchOrganisation

Row = Mapping[str, Any]
"""Column names and values of one row to be written."""

_INSERT: Mapping[str, Callable[[sa.Table], sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


def subtree(root: OrganisationId) -> sa.Select[Any]:
    """The ids of an organisation and everything below it."""
    top, node = organisations.alias("top"), organisations.alias("node")
    return sa.select(node.c.id).where(
        top.c.id == root, node.c.path >= top.c.path, node.c.path < top.c.path + "g"
    )


def within(scope: Scope, column: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    """Only rows whose owner stands in the scope; rows of nobody only in the whole tree."""
    return sa.true() if scope.root is None else column.in_(subtree(scope.root))


@cache
def unless_there(dialect: str, table: sa.Table, on: tuple[str, ...] = ()) -> sa.Insert:
    """An insert that leaves alone what is there already, counting what it inserts.

    ``on`` are the columns of the one key that may be there; otherwise any.
    """
    insert = _INSERT[dialect](table).on_conflict_do_nothing(index_elements=on or None)
    return insert.execution_options(preserve_rowcount=True)


def unless_there_selected(dialect: str, table: sa.Table, rows: sa.Select[Any]) -> sa.Insert:
    """As ``unless_there``, of the rows that a select finds, in the table's columns."""
    insert = _INSERT[dialect](table).from_select(list(table.c.keys()), rows)
    return insert.on_conflict_do_nothing().execution_options(preserve_rowcount=True)


@cache
def or_else_update(
    dialect: str, table: sa.Table, key: tuple[str, ...], only_if_same: str | None = None
) -> sa.Insert:
    """An insert that overwrites the row of the same key, if the given column agrees."""
    insert = _INSERT[dialect](table)
    new = {
        column.name: insert.excluded[column.name] for column in table.c if column.name not in key
    }
    same = None if only_if_same is None else table.c[only_if_same] == insert.excluded[only_if_same]
    update = insert.on_conflict_do_update(index_elements=key, set_=new, where=same)
    return update.execution_options(preserve_rowcount=True)


@attrs.frozen
class Sight:
    """One transaction's connection, bound to a scope."""

    connection: sa.Connection
    scope: Scope

    def sees(self, column: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
        """The condition that the column's organisation stands in the scope."""
        return within(self.scope, column)

    def contains(self, organisation_id: OrganisationId) -> bool:
        """Whether the scope reaches this organisation, which is known to stand in the tree."""
        return self.scope.root in (None, organisation_id) or self._known(organisation_id)

    def insist_on(self, organisation_id: OrganisationId) -> None:
        """Refuse to write what belongs to an organisation that is not seen from here.

        Raises:
            NoSuchOrganisation: It stands elsewhere in the tree, or nowhere.
        """
        if not self._known(organisation_id):
            raise NoSuchOrganisation

    def _known(self, organisation_id: OrganisationId) -> bool:
        one = sa.select(organisations.c.id).where(organisations.c.id == organisation_id)
        return self.first(one.where(self.sees(organisations.c.id))) is not None

    def first(self, statement: sa.Select[Any]) -> sa.Row[Any] | None:
        return self.connection.execute(statement).first()

    def all(self, statement: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        return self.connection.execute(statement).all()

    def add(self, table: sa.Table, row: Row, on: tuple[str, ...] = ()) -> bool:
        """Insert the row; False when one with its keys (or just this key) is there already."""
        insert = unless_there(self.connection.dialect.name, table, on)
        return self.connection.execute(insert, row).rowcount == 1

    def put(
        self, table: sa.Table, row: Row, key: tuple[str, ...], only_if_same: str | None = None
    ) -> bool:
        """Insert or overwrite; False when the row there belongs to somebody else."""
        statement = or_else_update(self.connection.dialect.name, table, key, only_if_same)
        return self.connection.execute(statement, row).rowcount == 1

    def change(self, statement: sa.Update | sa.Delete) -> int:
        """Execute it; how many rows it met."""
        return self.connection.execute(statement).rowcount
