"""A connection and how far it sees: what every collection asks through."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import attrs
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from askpro.adapters.sql.prepared import Prepared
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


_ROOT: sa.BindParameter[Any] = sa.bindparam("scope_root", type_=sa.Uuid())
# Made once, because making aliases of a table costs more than asking the database.
_TOP, _NODE = organisations.alias("top"), organisations.alias("node")
_BELOW = sa.select(_NODE.c.id).where(_NODE.c.path >= _TOP.c.path, _NODE.c.path < _TOP.c.path + "g")
_SEEN = _BELOW.where(_TOP.c.id == _ROOT)


def subtree(root: OrganisationId) -> sa.Select[Any]:
    """The ids of an organisation and everything below it."""
    return _BELOW.where(_TOP.c.id == root)


def within(scope: Scope, column: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    """Only rows whose owner stands in the scope; rows of nobody only in the whole tree."""
    return sa.true() if scope.root is None else column.in_(subtree(scope.root))


def seen(column: sa.ColumnElement[Any], everywhere: bool) -> sa.ColumnElement[bool]:
    """As ``within``, for statements that stand ready and take ``scope_root``."""
    return sa.true() if everywhere else column.in_(_SEEN)


@cache
def _known(everywhere: bool) -> Prepared:
    one = sa.select(organisations.c.id).where(
        organisations.c.id == sa.bindparam("known_id", type_=sa.Uuid())
    )
    return Prepared(lambda _: one.where(seen(organisations.c.id, everywhere)))


def insert_into(dialect: str, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """An insert in the dialect's own words, which know what to do about conflicts."""
    return _INSERT[dialect](table)


@cache
def unless_there(dialect: str, table: sa.Table, on: tuple[str, ...] = ()) -> sa.Insert:
    """An insert that leaves alone what is there already, counting what it inserts.

    ``on`` are the columns of the one key that may be there; otherwise any.
    """
    return insert_into(dialect, table).on_conflict_do_nothing(index_elements=on or None)


@cache
def _unless_there(table: sa.Table, on: tuple[str, ...]) -> Prepared:
    return Prepared(lambda dialect: unless_there(dialect, table, on))


def unless_there_selected(dialect: str, table: sa.Table, rows: sa.Select[Any]) -> sa.Insert:
    """As ``unless_there``, of the rows that a select finds, in the table's columns."""
    insert = insert_into(dialect, table).from_select(list(table.c.keys()), rows)
    return insert.on_conflict_do_nothing().execution_options(preserve_rowcount=True)


@cache
def or_else_update(
    dialect: str, table: sa.Table, key: tuple[str, ...], only_if_same: str | None = None
) -> sa.Insert:
    """An insert that overwrites the row of the same key, if the given column agrees."""
    insert = insert_into(dialect, table)
    new = {
        column.name: insert.excluded[column.name] for column in table.c if column.name not in key
    }
    same = None if only_if_same is None else table.c[only_if_same] == insert.excluded[only_if_same]
    return insert.on_conflict_do_update(index_elements=key, set_=new, where=same)


@cache
def _or_else_update(table: sa.Table, key: tuple[str, ...], only_if_same: str | None) -> Prepared:
    return Prepared(lambda dialect: or_else_update(dialect, table, key, only_if_same))


@attrs.frozen
class Sight:
    """One transaction's connection, bound to a scope.

    ``opened`` gives the connection, the same each time; who reads nothing asks for none.
    """

    opened: Callable[[], sa.Connection]
    scope: Scope
    _met: set[OrganisationId] = attrs.field(factory=set, init=False)

    @property
    def connection(self) -> sa.Connection:
        return self.opened()

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
        """Asked once in a work, because nobody leaves the tree or moves in it."""
        if organisation_id not in self._met:
            facts = {"known_id": organisation_id, **self.root}
            if _known(self.everywhere).first(self.connection, facts) is None:
                return False
            self._met.add(organisation_id)
        return True

    @property
    def everywhere(self) -> bool:
        return self.scope.root is None

    @property
    def root(self) -> Row:
        """What statements with ``seen`` take beside their own facts."""
        return {} if self.everywhere else {"scope_root": self.scope.root}

    def first(self, statement: sa.Select[Any], facts: Row | None = None) -> sa.Row[Any] | None:
        return self.connection.execute(statement, facts).first()

    def all(self, statement: sa.Select[Any], facts: Row | None = None) -> Sequence[sa.Row[Any]]:
        return self.connection.execute(statement, facts).all()

    def add(self, table: sa.Table, row: Row, on: tuple[str, ...] = ()) -> bool:
        """Insert the row; False when one with its keys (or just this key) is there already."""
        return _unless_there(table, on).change(self.connection, row) == 1

    def put(
        self, table: sa.Table, row: Row, key: tuple[str, ...], only_if_same: str | None = None
    ) -> bool:
        """Insert or overwrite; False when the row there belongs to somebody else."""
        return _or_else_update(table, key, only_if_same).change(self.connection, row) == 1

    def change(self, statement: sa.Update | sa.Delete, facts: Row | None = None) -> int:
        """Execute it; how many rows it met."""
        return self.connection.execute(statement, facts).rowcount
