"""What an organisation pays, and why: the prices and terms in force with its seller."""

from datetime import datetime

import attrs

from askpro.domain.billing.price_book import PriceRule, rules_in_force
from askpro.domain.billing.terms import Terms, terms_in_force
from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.actor import Actor
from askpro.ports.storage import Storage


@attrs.frozen
class PricesInForce:
    """One rule for each meter, by meter; the platform has neither seller nor prices."""

    seller_id: OrganisationId | None
    at: datetime
    rules: tuple[PriceRule, ...] = ()
    terms: Terms | None = None


@attrs.frozen
class ShowPrices:
    """Reads the one link on which the organisation buys, and nothing above it."""

    storage: Storage

    def __call__(self, id: OrganisationId, *, at: datetime, by: Actor) -> PricesInForce:
        """Raises ``NoSuchOrganisation`` for one that is not there or not in sight."""
        with self.storage.look(by.scope) as work:
            buyer = work.organisations.get(id)
            if buyer.parent_id is None:
                return PricesInForce(None, at)
            rules, terms = work.prices.along(buyer.path, at)
        return PricesInForce(
            buyer.parent_id,
            at,
            rules_in_force(rules, buyer.parent_id, id, at),
            terms_in_force(terms, buyer.parent_id, id, at),
        )
