"""Dated prices and terms."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.metadata import Instant
from askpro.adapters.sql.rows.billing import rule_of, rule_row
from askpro.adapters.sql.rows.price_books import terms_of, terms_row
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.billing import price_rules, terms
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.terms import Terms
from askpro.domain.ids import OrganisationId
from askpro.ports.storage import AlreadyThere, NoSuchOrganisation, Prices


@attrs.frozen
class SqlPrices(Prices):
    """Prices belong to the seller, terms to the buyer."""

    _sight: Sight

    def add_rule(self, rule: PriceRule) -> None:
        self._sight.insist_on(rule.seller_id)
        if rule.buyer_id is not None:
            self._sight.insist_on(rule.buyer_id)
        if not self._sight.add(price_rules, rule_row(rule)):
            raise AlreadyThere(str(rule.id))

    def add_terms(self, terms_: Terms) -> None:
        self._sight.insist_on(terms_.buyer_id)
        if not self._sight.add(terms, terms_row(terms_)):
            raise AlreadyThere(f"{terms_.buyer_id} from {terms_.valid_from.isoformat()}")

    def along(
        self, path: Sequence[OrganisationId], at: datetime, until: datetime | None = None
    ) -> tuple[Sequence[PriceRule], Sequence[Terms]]:
        root = self._sight.scope.root
        if root is not None and root not in path:
            raise NoSuchOrganisation
        sellers, buyers = path[:-1], path[1:]
        last = until or at
        rules = sa.select(price_rules).where(
            price_rules.c.seller_id.in_(sellers),
            sa.or_(price_rules.c.buyer_id.in_(buyers), price_rules.c.buyer_id.is_(None)),
            *_holding(price_rules, at, last),
        )
        agreed = sa.select(terms).where(terms.c.buyer_id.in_(buyers), *_holding(terms, at, last))
        neighbours = {*zip(sellers, buyers, strict=True), *((seller, None) for seller in sellers)}
        known = [rule_of(row) for row in self._sight.all(rules.order_by(price_rules.c.id))]
        return (
            [rule for rule in known if (rule.seller_id, rule.buyer_id) in neighbours],
            [terms_of(row) for row in self._sight.all(agreed.order_by(terms.c.valid_from))],
        )

    def terms_of(self, buyer_id: OrganisationId) -> Sequence[Terms]:
        agreed = sa.select(terms).where(
            terms.c.buyer_id == buyer_id, self._sight.sees(terms.c.buyer_id)
        )
        return [terms_of(row) for row in self._sight.all(agreed.order_by(terms.c.valid_from))]


def _holding(
    table: sa.Table, first: datetime, last: datetime
) -> tuple[sa.ColumnElement[bool], ...]:
    begin: sa.BindParameter[Any] = sa.bindparam("begin", first, Instant, unique=True)
    end: sa.BindParameter[Any] = sa.bindparam("end", last, Instant, unique=True)
    until = table.c.valid_until
    return table.c.valid_from <= end, sa.or_(until.is_(None), until > begin)
