"""Everything of the scope, piece by piece, so that memory stays as it is."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.rows.billing import charge_of, wallet_of
from askpro.adapters.sql.rows.books import refund_of
from askpro.adapters.sql.rows.price_books import terms_of
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.billing import charges, commission_bases, terms, wallets
from askpro.adapters.sql.tables.books import refunds
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.refunded import Refund
from askpro.domain.billing.wallet import Wallet
from askpro.domain.ids import AgreementId
from askpro.ports.storage import Books

PIECE = 1000
"""How many rows are read at a time."""


@attrs.frozen
class SqlBooks(Books):
    """Reads in the order of the primary key, which costs no sorting."""

    _sight: Sight

    def charges(self) -> Iterator[Charge]:
        return map(charge_of, self._rows(charges, charges.c.organisation_id, charges.c.id))

    def refunds(self) -> Iterator[Refund]:
        key = refunds.c.transaction_id
        return map(refund_of, self._rows(refunds, refunds.c.organisation_id, key))

    def wallets(self) -> Iterator[Wallet]:
        key = wallets.c.organisation_id
        return map(wallet_of, self._rows(wallets, key, key))

    def agreements(self) -> Mapping[AgreementId, Agreement]:
        agreed = sa.select(terms).where(
            self._sight.sees(terms.c.buyer_id), terms.c.agreement.is_not(None)
        )
        found = (terms_of(row).agreement for row in self._sight.all(agreed))
        return {agreement.id: agreement for agreement in found if agreement is not None}

    def bases(self) -> Mapping[tuple[AgreementId, str], int]:
        if not self._sight.everywhere:
            return {}
        return {
            (AgreementId(row.agreement_id), row.period): row.base_cents
            for row in self._sight.all(sa.select(commission_bases))
        }

    def _rows(
        self, table: sa.Table, owner: sa.Column[Any], key: sa.Column[Any]
    ) -> Iterator[sa.Row[Any]]:
        in_order = sa.select(table).where(self._sight.sees(owner)).order_by(key).limit(PIECE)
        piece = self._sight.all(in_order)
        while piece:
            yield from piece
            piece = self._sight.all(in_order.where(key > getattr(piece[-1], key.name)))
