"""The transactions that touch the scope; triggers keep them from ever changing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.collections.charges import SqlCharges
from askpro.adapters.sql.collections.posting import post_at_once, post_many
from askpro.adapters.sql.many_rows import insert_rows
from askpro.adapters.sql.rows.billing import (
    account_of,
    entry_rows,
    transaction_of,
    transaction_row,
)
from askpro.adapters.sql.sight import Sight, within
from askpro.adapters.sql.tables.billing import entries, transactions
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.ledger import (
    Account,
    AlreadyReversed,
    NoSuchTransaction,
    Transaction,
)
from askpro.domain.ids import TransactionId
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import AlreadyThere, Ledger, NoSuchOrganisation, Posted, Posting

PIECE = 500
"""How many transactions ``all`` reads at a time."""


def touching(scope: Scope) -> sa.ColumnElement[bool]:
    """The condition that one of a transaction's entries belongs to the scope."""
    if scope.root is None:
        return sa.true()
    touched = sa.select(entries.c.transaction_id).where(
        entries.c.transaction_id == transactions.c.id, within(scope, entries.c.organisation_id)
    )
    return touched.exists()


def taken_back(error: sa.exc.IntegrityError) -> bool:
    """Whether the database refused a second reversal of one transaction."""
    said = str(error.orig)
    return "uq_transactions_reverses" in said or "transactions.reverses" in said


def whole(sight: Sight, rows: Sequence[sa.Row[Any]]) -> list[Transaction]:
    """Transactions with all their entries, in the order of their rows.

    Raises:
        Damaged: One of them is none any more.
    """
    lines = sa.select(entries).where(entries.c.transaction_id.in_([row.id for row in rows]))
    of: dict[object, list[sa.Row[Any]]] = defaultdict(list)
    for line in sight.all(lines.order_by(entries.c.transaction_id, entries.c.position)):
        of[line.transaction_id].append(line)
    return [transaction_of(row, of[row.id]) for row in rows]


@attrs.frozen
class SqlLedger(Ledger):
    """A source key is taken by the first who posts under it."""

    _sight: Sight

    def post(self, transaction: Transaction, charges: Sequence[Charge] = ()) -> Posted:
        self._insist_on(transaction)
        SqlCharges(self._sight).insist_on(charges)
        try:
            written = self._written(transaction, charges)
        except sa.exc.IntegrityError as error:
            if transaction.reverses is None or not taken_back(error):
                raise
            raise AlreadyReversed(transaction.reverses) from error
        if written:
            return Posted(transaction, new=True)
        stored = self._one(transactions.c.source_key == transaction.source_key)
        assert stored is not None, "what stands in the way of a posting can be read"
        return Posted(stored, new=False)

    def post_all(self, postings: Sequence[Posting]) -> None:
        for posting in postings:
            if posting.transaction is not None:
                self._insist_on(posting.transaction)
        if len(postings) == 1:
            self._post_one(postings[0])
            return
        SqlCharges(self._sight).insist_on([one for each in postings for one in each.charges])
        if not post_many(self._sight.connection, postings):
            raise AlreadyThere("a source key of these postings")

    def _post_one(self, posting: Posting) -> None:
        if posting.transaction is None:
            SqlCharges(self._sight).add(posting.charges)
            return
        SqlCharges(self._sight).insist_on(posting.charges)
        if not self._written(posting.transaction, posting.charges):
            raise AlreadyThere(posting.transaction.source_key)

    def _written(self, transaction: Transaction, charges: Sequence[Charge]) -> bool:
        connection = self._sight.connection
        if connection.dialect.name == "postgresql":
            return post_at_once(connection, transaction, charges)
        if not self._sight.add(transactions, transaction_row(transaction), on=("source_key",)):
            return False
        SqlCharges(self._sight).add(charges)
        return insert_rows(connection, entries, entry_rows(transaction))

    def get(self, id: TransactionId) -> Transaction:
        found = self._one(transactions.c.id == id, touching(self._sight.scope))
        if found is None:
            raise NoSuchTransaction
        return found

    def under(self, source_key: str) -> Transaction | None:
        mine = touching(self._sight.scope)
        return self._one(transactions.c.source_key == source_key, mine)

    def reversed_by(self, id: TransactionId) -> TransactionId | None:
        mine = touching(self._sight.scope)
        by = self._sight.first(
            sa.select(transactions.c.id).where(transactions.c.reverses == id, mine)
        )
        return None if by is None else TransactionId(by.id)

    def all(self) -> Iterator[Transaction]:
        in_order = (
            sa.select(transactions)
            .where(touching(self._sight.scope))
            .order_by(transactions.c.posted_at, transactions.c.id)
            .limit(PIECE)
        )
        rows = self._sight.all(in_order)
        while rows:
            yield from whole(self._sight, rows)
            here = sa.tuple_(transactions.c.posted_at, transactions.c.id)
            rows = self._sight.all(in_order.where(here > (rows[-1].posted_at, rows[-1].id)))

    def balances(self) -> Mapping[Account, int]:
        account = (entries.c.organisation_id, entries.c.purpose, entries.c.currency)
        # A sum of big integers is a decimal on PostgreSQL, which no amount here comes near.
        sums = sa.cast(sa.func.sum(entries.c.cents), sa.BigInteger).label("cents")
        rows = self._sight.all(
            sa.select(*account, sums)
            .where(self._sight.sees(entries.c.organisation_id))
            .group_by(*account)
        )
        return {account_of(row): row.cents for row in rows}

    def _one(self, *conditions: sa.ColumnElement[bool]) -> Transaction | None:
        row = self._sight.first(sa.select(transactions).where(*conditions))
        return None if row is None else whole(self._sight, [row])[0]

    def _insist_on(self, transaction: Transaction) -> None:
        """A posting touches whoever posts it, and the tiers above and below."""
        touched = {entry.account.organisation_id for entry in transaction.entries}
        if not any(self._sight.contains(organisation_id) for organisation_id in touched):
            raise NoSuchOrganisation
