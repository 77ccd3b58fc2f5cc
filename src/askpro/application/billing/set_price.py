"""Set the price of one meter for direct children, from an instant on."""

from datetime import datetime

import attrs

from askpro.application.billing.publish_price_book import published
from askpro.application.billing.selling import refuse_no_child, seller_for
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.price import AnyModel
from askpro.domain.billing.price_book import PriceBook, PriceRule
from askpro.domain.ids import OrganisationId, PriceBookId
from askpro.domain.organisations.actor import Actor
from askpro.ports.clock import Clock, NewId
from askpro.ports.storage import Storage


@attrs.frozen
class SetPrice:
    """Publishes the next version of the seller's price book, in which one price differs."""

    storage: Storage
    clock: Clock
    new_id: NewId

    def __call__(
        self,
        seller_id: OrganisationId,
        meter: Meter,
        model: AnyModel,
        *,
        buyer_id: OrganisationId | None = None,
        valid_from: datetime | None = None,
        id: PriceBookId | None = None,
        by: Actor,
    ) -> PriceRule:
        """The rule; for all direct children where no buyer is named.

        Raises:
            NoSuchOrganisation: Seller or buyer is not there, or not the actor's own.
            SellsToNobody, NotAChild: They cannot sell and buy so.
            PublishedBook: The book's id is known.
            NotPublishable: With every mistake.
        """
        since = valid_from or self.clock()
        with self.storage.begin(by.scope) as work:
            seller = seller_for(work, seller_id, by)
            refuse_no_child(work, seller_id, buyer_id)
            draft = PriceBook(
                id=id or PriceBookId(self.new_id()),
                seller_id=seller_id,
                buyer_id=buyer_id,
                name=seller.name,
                currency=seller.currency,
                valid_from=since,
                entries={},
            )
            for one in work.price_books.versions(seller_id):
                if one.is_beside(draft) and one.holds(since):
                    draft = one.next_draft(draft.id, since)
            draft = draft.revised(entries={**dict(draft.entries), meter: model})
            work.price_books.put_draft(draft)
            book = published(work, draft, self.clock())
        return next(rule for rule in book.rules() if rule.meter == meter)
