"""Price books and terms."""

from typing import Any

import sqlalchemy as sa

from askpro.adapters.sql.stored_json import dumped, loaded
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.markup import Markup
from askpro.domain.billing.price_book import Entries, PriceBook
from askpro.domain.billing.terms import Edge, Terms
from askpro.domain.ids import OrganisationId, PriceBookId
from askpro.domain.money import Currency

_ENTRIES: Any = Entries  # what is no class, type checkers do not take for a type here
_MARKUPS: Any = tuple[Markup, ...]


def book_row(book: PriceBook) -> dict[str, Any]:
    return {
        "id": book.id,
        "seller_id": book.seller_id,
        "buyer_id": book.buyer_id,
        "name": book.name,
        "currency": book.currency.value,
        "valid_from": book.valid_from,
        "valid_until": book.valid_until,
        "entries": dumped(book.entries, _ENTRIES),
        "version": book.version,
        "published_at": book.published_at,
    }


def book_of(row: sa.Row[Any]) -> PriceBook:
    return PriceBook(
        id=PriceBookId(row.id),
        seller_id=OrganisationId(row.seller_id),
        buyer_id=None if row.buyer_id is None else OrganisationId(row.buyer_id),
        name=row.name,
        currency=Currency(row.currency),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        entries=loaded(row.entries, _ENTRIES),
        version=row.version,
        published_at=row.published_at,
    )


def terms_row(terms: Terms) -> dict[str, Any]:
    return {
        "buyer_id": terms.buyer_id,
        "valid_from": terms.valid_from,
        "valid_until": terms.valid_until,
        "agreement": None if terms.agreement is None else dumped(terms.agreement, Agreement),
        "prepaid": terms.prepaid,
        "may_lose": terms.may_lose,
        "edge": terms.edge.value if terms.edge else None,
        "markups": dumped(terms.markups, _MARKUPS) if terms.markups else None,
        "seller_id": terms.seller_id,
    }


def terms_of(row: sa.Row[Any]) -> Terms:
    return Terms(
        buyer_id=OrganisationId(row.buyer_id),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        agreement=None if row.agreement is None else loaded(row.agreement, Agreement),
        prepaid=row.prepaid,
        may_lose=row.may_lose,
        edge=None if row.edge is None else Edge(row.edge),
        markups=() if row.markups is None else loaded(row.markups, _MARKUPS),
        seller_id=None if row.seller_id is None else OrganisationId(row.seller_id),
    )
