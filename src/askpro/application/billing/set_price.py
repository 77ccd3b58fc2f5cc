"""Set a price for direct children, from an instant on."""

from datetime import datetime

import attrs

from askpro.domain.billing.meter import Meter
from askpro.domain.billing.price import AnyModel
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.errors import Refused
from askpro.domain.ids import OrganisationId, PriceRuleId
from askpro.domain.organisations.actor import Actor
from askpro.ports.clock import Clock, NewId
from askpro.ports.storage import Storage


@attrs.define
class NotAChild(Refused):
    """A price is set for an organisation directly below the seller."""

    buyer_id: OrganisationId


@attrs.frozen
class SetPrice:
    """Prices are added, never changed: the younger one holds from its first instant."""

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
        version: int = 1,
        id: PriceRuleId | None = None,
        by: Actor,
    ) -> PriceRule:
        """The rule; for all direct children where no buyer is named.

        Raises:
            NoSuchOrganisation: Seller or buyer is not there, or not in the actor's subtree.
            NotAChild: The buyer does not stand directly below the seller.
            AlreadyThere: The id is known.
        """
        rule = PriceRule(
            id=id or PriceRuleId(self.new_id()),
            meter=meter,
            seller_id=seller_id,
            buyer_id=buyer_id,
            valid_from=valid_from or self.clock(),
            model=model,
            version=version,
        )
        with self.storage.begin(by.scope) as work:
            work.organisations.get(seller_id)
            if buyer_id and work.organisations.get(buyer_id).parent_id != seller_id:
                raise NotAChild(buyer_id)
            work.prices.add_rule(rule)
        return rule
