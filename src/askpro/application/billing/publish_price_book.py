"""Bring a draft into force: from then on nobody changes it."""

from datetime import datetime

import attrs

from askpro.application.billing.selling import own_book
from askpro.domain.billing.chain import links_in_force
from askpro.domain.billing.link import Link
from askpro.domain.billing.price_book import PriceBook
from askpro.domain.billing.publishing import publish
from askpro.domain.ids import PriceBookId
from askpro.domain.organisations.actor import Actor
from askpro.ports.clock import Clock
from askpro.ports.storage import Storage, Work


@attrs.frozen
class PublishPriceBook:
    """Ends the version before at the first instant of this one, which belongs to this one."""

    storage: Storage
    clock: Clock

    def __call__(self, id: PriceBookId, *, by: Actor) -> PriceBook:
        """The book as published.

        Raises:
            NoSuchPriceBook: Not there, or not the actor's own.
            PublishedBook: It is published already.
            NotPublishable: With every mistake: dates, meters, markups, losses.
            StaleVersion: Somebody else has just published these prices.
        """
        with self.storage.begin(by.scope) as work:
            return published(work, own_book(work, id, by), self.clock())


def published(work: Work, draft: PriceBook, now: datetime) -> PriceBook:
    """Publish a kept draft in the caller's work."""
    versions = work.price_books.versions(draft.seller_id)
    *ended, book = publish(draft, versions, now, _above(work, draft))
    work.price_books.publish(ended, book)
    return book


def _above(work: Work, draft: PriceBook) -> Link | None:
    """What the seller buys on when the book begins."""
    seller = work.organisations.get(draft.seller_id)
    if seller.parent_id is None:
        return None
    found = work.prices.along(seller.path, draft.valid_from)
    return links_in_force(seller.path, *found, draft.valid_from)[-1]
