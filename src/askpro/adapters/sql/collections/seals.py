"""The chain over all transactions, made after they were posted."""

from collections.abc import Sequence
from datetime import datetime

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.collections.ledger import whole
from askpro.adapters.sql.many_rows import insert_rows
from askpro.adapters.sql.rows.books import seal_of, seal_row
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.billing import transactions
from askpro.adapters.sql.tables.books import seals
from askpro.domain.billing.ledger import Transaction
from askpro.domain.billing.seal import Seal
from askpro.ports.storage import NoSuchOrganisation, Seals


@attrs.frozen
class SqlSeals(Seals):
    """Whoever has the next number first makes the next seals."""

    _sight: Sight

    def head(self) -> Seal | None:
        if not self._sight.everywhere:
            return None
        row = self._sight.first(sa.select(seals).order_by(seals.c.sequence.desc()).limit(1))
        return None if row is None else seal_of(row)

    def unsealed(self, limit: int, since: datetime | None = None) -> Sequence[Transaction]:
        if not self._sight.everywhere:
            return ()
        sealed = sa.select(seals.c.sequence).where(seals.c.transaction_id == transactions.c.id)
        without = sa.select(transactions).where(~sealed.exists())
        if since is not None:
            without = without.where(transactions.c.posted_at >= since)
        in_order = without.order_by(transactions.c.posted_at, transactions.c.id)
        return whole(self._sight, self._sight.all(in_order.limit(limit)))

    def append(self, seals_: Sequence[Seal]) -> bool:
        if not self._sight.everywhere:
            raise NoSuchOrganisation
        rows = [seal_row(seal) for seal in seals_]
        # The first number is waited for and had by one; whoever has it has those behind it.
        if rows and not self._sight.add(seals, rows[0], on=("sequence",)):
            return False
        is_whole = insert_rows(self._sight.connection, seals, rows[1:])
        assert is_whole, "the head was read before the transactions"
        return True

    def sealed(self, after: int, limit: int) -> Sequence[tuple[Seal, Transaction]]:
        if not self._sight.everywhere:
            return ()
        rows = self._sight.all(
            sa.select(seals, transactions)
            .join(transactions, transactions.c.id == seals.c.transaction_id)
            .where(seals.c.sequence > after)
            .order_by(seals.c.sequence)
            .limit(limit)
        )
        return list(zip(map(seal_of, rows), whole(self._sight, rows), strict=True))
