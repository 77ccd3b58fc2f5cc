"""Dated prices and terms, in memory."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

import attrs

from askpro.adapters.memory.sight import Sight
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.terms import Terms
from askpro.domain.ids import OrganisationId
from askpro.ports.storage import AlreadyThere, Prices


@attrs.frozen
class MemoryPrices(Prices):
    """What sellers of the scope ask, and what buyers of the scope have agreed."""

    _sight: Sight

    def add_rule(self, rule: PriceRule) -> None:
        self._sight.must_see(rule.seller_id)
        if rule.id in self._sight.tables.rules:
            raise AlreadyThere(f"price {rule.id}")
        self._sight.tables.rules.put(rule.id, rule)

    def add_terms(self, terms: Terms) -> None:
        self._sight.must_see(terms.buyer_id)
        key = (terms.buyer_id, terms.valid_from)
        if key in self._sight.tables.terms:
            raise AlreadyThere(f"terms of {terms.buyer_id} from {terms.valid_from.isoformat()}")
        self._sight.tables.terms.put(key, terms)

    def along(
        self, path: Sequence[OrganisationId], at: datetime, until: datetime | None = None
    ) -> tuple[Sequence[PriceRule], Sequence[Terms]]:
        last = until or at
        links, buyers = list(pairwise(path)), set(path[1:])
        rules = [
            rule
            for rule in self._sight.tables.rules.rows()
            if _holds(rule, at, last) and any(rule.is_for(seller, buyer) for seller, buyer in links)
        ]
        terms = [
            term
            for term in self._sight.tables.terms.rows()
            if term.buyer_id in buyers and _holds(term, at, last)
        ]
        return rules, terms

    def terms_of(self, buyer_id: OrganisationId) -> Sequence[Terms]:
        if not self._sight.sees(buyer_id):
            return []
        agreed = [term for term in self._sight.tables.terms.rows() if term.buyer_id == buyer_id]
        return sorted(agreed, key=lambda term: term.valid_from)


def _holds(dated: PriceRule | Terms, first: datetime, last: datetime) -> bool:
    """Whether it is in force at any instant from the first until the last."""
    return dated.valid_from <= last and (dated.valid_until is None or first < dated.valid_until)
