"""Change a draft of a price book."""

from datetime import datetime

import attrs

from askpro.application.billing.selling import own_book, refuse_no_child
from askpro.domain.billing.price_book import Entries, PriceBook
from askpro.domain.ids import OrganisationId, PriceBookId
from askpro.domain.money import Currency
from askpro.domain.organisations.actor import Actor
from askpro.ports.storage import Storage


@attrs.frozen
class ChangeDraft:
    """Everything but the seller is replaced."""

    storage: Storage

    def __call__(
        self,
        id: PriceBookId,
        *,
        name: str,
        valid_from: datetime,
        entries: Entries,
        buyer_id: OrganisationId | None = None,
        valid_until: datetime | None = None,
        currency: Currency | None = None,
        by: Actor,
    ) -> PriceBook:
        """The draft as it is now; the currency stays where none is named.

        Raises:
            NoSuchPriceBook, NoSuchOrganisation: Not there, or not the actor's own.
            PublishedBook: It is no draft any more.
            NotAChild: The buyer does not stand directly below the seller.
        """
        with self.storage.begin(by.scope) as work:
            kept = own_book(work, id, by)
            refuse_no_child(work, kept.seller_id, buyer_id)
            draft = kept.revised(
                name=name,
                valid_from=valid_from,
                entries=entries,
                buyer_id=buyer_id,
                valid_until=valid_until,
                currency=currency or kept.currency,
            )
            work.price_books.put_draft(draft)
        return draft
