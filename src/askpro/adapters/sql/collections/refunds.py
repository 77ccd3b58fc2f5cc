"""Refunds, one after the other for each transaction of charges."""

from collections.abc import Sequence
from typing import Any

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.rows.books import refund_of, refund_row
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.billing import transactions
from askpro.adapters.sql.tables.books import refunds
from askpro.domain.billing.refunded import Refund
from askpro.domain.ids import ChargeId, TransactionId
from askpro.ports.storage import AlreadyThere, NoSuchOrganisation, Refunds


@attrs.frozen
class SqlRefunds(Refunds):
    """A refund belongs to the company that was charged."""

    _sight: Sight

    def add(self, refund: Refund) -> None:
        if not self._sight.contains(refund.organisation_id):
            raise NoSuchOrganisation
        if not self._sight.add(refunds, refund_row(refund), on=("charge_id", "reference")):
            raise AlreadyThere(f"refund {refund.reference} of {refund.charge_id}")

    def of_charge(self, charge_id: ChargeId) -> Sequence[Refund]:
        return self._read(refunds.c.charge_id == charge_id)

    def of_transaction(self, charged_in: TransactionId) -> Sequence[Refund]:
        held = sa.select(transactions.c.id).where(transactions.c.id == charged_in)
        self._sight.first(held.with_for_update())
        return self._read(refunds.c.charged_in == charged_in)

    def _read(self, condition: sa.ColumnElement[bool]) -> Sequence[Refund]:
        mine: sa.Select[Any] = sa.select(refunds).where(
            condition, self._sight.sees(refunds.c.organisation_id)
        )
        # Ids of transactions rise with time where instants are equal.
        order = (refunds.c.refunded_at, refunds.c.transaction_id)
        return [refund_of(row) for row in self._sight.all(mine.order_by(*order))]
