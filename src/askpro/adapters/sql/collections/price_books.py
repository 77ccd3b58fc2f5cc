"""Price books."""

from collections.abc import Sequence
from typing import Any

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.many_rows import insert_rows
from askpro.adapters.sql.rows.billing import rule_row
from askpro.adapters.sql.rows.price_books import book_of, book_row
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.billing import price_rules
from askpro.adapters.sql.tables.organisations import organisations
from askpro.adapters.sql.tables.price_books import price_books
from askpro.domain.billing.price_book import NoSuchPriceBook, PriceBook, PublishedBook
from askpro.domain.ids import OrganisationId, PriceBookId
from askpro.ports.storage import MOST_BOOKS, PriceBooks, StaleVersion


@attrs.frozen
class SqlPriceBooks(PriceBooks):
    """A price book belongs to its seller."""

    _sight: Sight

    def put_draft(self, draft: PriceBook) -> None:
        self._insist_on(draft)
        if not self._sight.add(price_books, book_row(draft)):
            self._overwrite(draft, draft.seller_id)

    def get(self, id: PriceBookId) -> PriceBook:
        row = self._sight.first(self._mine().where(price_books.c.id == id))
        if row is None:
            raise NoSuchPriceBook
        return book_of(row)

    def of(
        self, seller_id: OrganisationId, after: PriceBookId | None = None, most: int = 50
    ) -> Sequence[PriceBook]:
        mine = self._mine().where(price_books.c.seller_id == seller_id)
        if after is not None:
            mine = mine.where(price_books.c.id < after)
        page = mine.order_by(price_books.c.id.desc()).limit(min(most, MOST_BOOKS))
        return [book_of(row) for row in self._sight.all(page)]

    def versions(self, seller_id: OrganisationId) -> Sequence[PriceBook]:
        published = self._published(seller_id)
        ordered = published.order_by(price_books.c.valid_from, price_books.c.id)
        return [book_of(row) for row in self._sight.all(ordered)]

    def publish(self, ended: Sequence[PriceBook], book: PriceBook) -> None:
        self._insist_on(book)
        self._refuse_stale(book)
        self._overwrite(book, book.seller_id)
        for one in ended:
            last = {"valid_until": one.valid_until}
            self._sight.change(
                sa.update(price_books)
                .where(price_books.c.id == one.id, self._sight.sees(price_books.c.seller_id))
                .values(last)
            )
            self._sight.change(
                sa.update(price_rules)
                .where(price_rules.c.book_id == one.id, self._sight.sees(price_rules.c.seller_id))
                .values(last)
            )
        rows = [rule_row(rule) for rule in book.rules()]
        added = insert_rows(self._sight.connection, price_rules, rows)
        assert added, "a book's rules are stored once"

    def _refuse_stale(self, book: PriceBook) -> None:
        # Whoever publishes next for this seller waits here; who only refers to it does not.
        seller = sa.select(organisations.c.id).where(organisations.c.id == book.seller_id)
        self._sight.first(seller.with_for_update(key_share=True))
        same = self._published(book.seller_id).where(
            price_books.c.buyer_id.is_not_distinct_from(book.buyer_id),
            price_books.c.version == book.version,
            price_books.c.id != book.id,
        )
        if self._sight.first(same) is not None:
            raise StaleVersion

    def _published(self, seller_id: OrganisationId) -> sa.Select[Any]:
        return self._mine().where(
            price_books.c.seller_id == seller_id, price_books.c.published_at.is_not(None)
        )

    def _overwrite(self, book: PriceBook, seller_id: OrganisationId) -> None:
        changed = self._sight.change(
            sa.update(price_books)
            .where(
                price_books.c.id == book.id,
                price_books.c.seller_id == seller_id,
                price_books.c.published_at.is_(None),
                self._sight.sees(price_books.c.seller_id),
            )
            .values(book_row(book))
        )
        if changed:
            return
        kept = self.get(book.id)
        if kept.seller_id != seller_id or kept.published_at is None:
            raise NoSuchPriceBook
        raise PublishedBook(kept.id, kept.version, kept.published_at)

    def _insist_on(self, book: PriceBook) -> None:
        self._sight.insist_on(book.seller_id)
        if book.buyer_id is not None:
            self._sight.insist_on(book.buyer_id)

    def _mine(self) -> sa.Select[Any]:
        return sa.select(price_books).where(self._sight.sees(price_books.c.seller_id))
