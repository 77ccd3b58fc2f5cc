"""Write down prices that may come to hold: a draft prices nothing."""

from datetime import datetime

import attrs

from askpro.application.billing.selling import refuse_no_child, seller_for
from askpro.domain.billing.price_book import Entries, PriceBook
from askpro.domain.ids import OrganisationId, PriceBookId
from askpro.domain.money import Currency
from askpro.domain.organisations.actor import Actor
from askpro.ports.clock import NewId
from askpro.ports.storage import Storage


@attrs.frozen
class DraftPriceBook:
    """A draft may have mistakes; all of them are told when it is published."""

    storage: Storage
    new_id: NewId

    def __call__(
        self,
        seller_id: OrganisationId,
        *,
        name: str,
        valid_from: datetime,
        entries: Entries,
        buyer_id: OrganisationId | None = None,
        valid_until: datetime | None = None,
        currency: Currency | None = None,
        by: Actor,
    ) -> PriceBook:
        """The draft; for all direct children where no buyer is named.

        Raises:
            NoSuchOrganisation: Seller or buyer is not there, or not the actor's own.
            SellsToNobody, NotAChild: They cannot sell and buy so.
        """
        with self.storage.begin(by.scope) as work:
            seller = seller_for(work, seller_id, by)
            refuse_no_child(work, seller_id, buyer_id)
            draft = PriceBook(
                id=PriceBookId(self.new_id()),
                seller_id=seller_id,
                buyer_id=buyer_id,
                name=name,
                currency=currency or seller.currency,
                valid_from=valid_from,
                entries=entries,
                valid_until=valid_until,
            )
            work.price_books.put_draft(draft)
        return draft
