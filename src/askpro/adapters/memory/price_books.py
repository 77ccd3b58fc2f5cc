"""Price books, in memory."""

from collections.abc import Sequence

import attrs

from askpro.adapters.memory.sight import Sight
from askpro.domain.billing.price_book import NoSuchPriceBook, PriceBook, PublishedBook
from askpro.domain.ids import OrganisationId, PriceBookId
from askpro.ports.storage import MOST_BOOKS, PriceBooks, StaleVersion


@attrs.frozen
class MemoryPriceBooks(PriceBooks):
    """What sellers of the scope have drafted and published."""

    _sight: Sight

    def put_draft(self, draft: PriceBook) -> None:
        self._must_see(draft)
        kept = self._sight.tables.books.get(draft.id)
        if kept is not None:
            if kept.seller_id != draft.seller_id:
                raise NoSuchPriceBook
            _refuse_published(kept)
        self._sight.tables.books.put(draft.id, draft)

    def get(self, id: PriceBookId) -> PriceBook:
        book = self._sight.tables.books.get(id)
        if book is None or not self._sight.sees(book.seller_id):
            raise NoSuchPriceBook
        return book

    def of(
        self, seller_id: OrganisationId, after: PriceBookId | None = None, most: int = 50
    ) -> Sequence[PriceBook]:
        mine = [book for book in self._of(seller_id) if after is None or book.id < after]
        return sorted(mine, key=lambda book: book.id, reverse=True)[: min(most, MOST_BOOKS)]

    def versions(self, seller_id: OrganisationId) -> Sequence[PriceBook]:
        published = [book for book in self._of(seller_id) if book.published_at]
        return sorted(published, key=lambda book: (book.valid_from, book.id))

    def publish(self, ended: Sequence[PriceBook], book: PriceBook) -> None:
        for one in (*ended, book):
            self._must_see(one)
        _refuse_published(self.get(book.id))
        for one in self.versions(book.seller_id):
            if one.is_beside(book) and one.version == book.version:
                raise StaleVersion
        for one in (*ended, book):
            self._sight.tables.books.put(one.id, one)
            for rule in one.rules():
                self._sight.tables.rules.put(rule.id, rule)

    def _of(self, seller_id: OrganisationId) -> list[PriceBook]:
        if not self._sight.sees(seller_id):
            return []
        books = self._sight.tables.books.rows()
        return [book for book in books if book.seller_id == seller_id]

    def _must_see(self, book: PriceBook) -> None:
        self._sight.must_see(book.seller_id)
        if book.buyer_id is not None:
            self._sight.must_see(book.buyer_id)


def _refuse_published(book: PriceBook) -> None:
    if book.published_at is not None:
        raise PublishedBook(book.id, book.version, book.published_at)
