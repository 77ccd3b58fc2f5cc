"""Price books: drafts that change, published versions that do not."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

from askpro.domain.billing.price_book import PriceBook
from askpro.domain.ids import OrganisationId, PriceBookId

MOST_BOOKS = 100


class PriceBooks(Protocol):
    """The price books of the scope's sellers. What is published is only ever ended."""

    @abstractmethod
    def put_draft(self, draft: PriceBook) -> None:
        """Keep a draft, in the place of the one with its id.

        Raises:
            PublishedBook: It is no draft any more.
            NoSuchPriceBook: The id is another seller's.
        """

    @abstractmethod
    def get(self, id: PriceBookId) -> PriceBook:
        """Raises ``NoSuchPriceBook``."""

    @abstractmethod
    def of(
        self, seller_id: OrganisationId, after: PriceBookId | None = None, most: int = 50
    ) -> Sequence[PriceBook]:
        """The seller's books, the youngest id first; at most ``MOST_BOOKS``."""

    @abstractmethod
    def versions(self, seller_id: OrganisationId) -> Sequence[PriceBook]:
        """What the seller has published, the oldest first."""

    @abstractmethod
    def publish(self, ended: Sequence[PriceBook], book: PriceBook) -> None:
        """Keep a draft as published, with its rules, and the last instants of those it ends.

        Raises:
            NoSuchPriceBook: The draft is not there.
            PublishedBook: It is published already.
            StaleVersion: Somebody has published the same version of these prices meanwhile.
        """
