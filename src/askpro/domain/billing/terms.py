"""What two neighbours of the tree have agreed, for a span of time."""

from collections.abc import Iterable
from datetime import datetime
from enum import Enum

import attrs

from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.markup import Markup
from askpro.domain.ids import OrganisationId


class Edge(Enum):
    """In whose name the buyer of a link sells on; it decides documents and the base of VAT."""

    PRINCIPAL = "principal"
    """Buys and resells; he invoices his buyer."""
    AGENT = "agent"
    """Sells in the name of the tier above him, which invoices."""


def edge_of(named: Edge | None, *, earns_commission: bool) -> Edge:
    """The edge where none is named: an agent earns commission, a principal a margin."""
    return named or (Edge.AGENT if earns_commission else Edge.PRINCIPAL)


@attrs.frozen
class Terms:
    """What one organisation has agreed with its parent.

    Without an agreement the settlement is by margin. ``prepaid`` tells whether the buyer
    pays from a wallet, ``may_lose`` whether it may sell on below its cost, ``markups``
    what it may add to its cost. ``seller_id`` names the parent it was agreed with, so that
    it ends when the buyer moves elsewhere; None holds below any parent.
    """

    buyer_id: OrganisationId
    valid_from: datetime
    valid_until: datetime | None = None
    agreement: Agreement | None = None
    prepaid: bool = True
    may_lose: bool = False
    edge: Edge | None = None
    markups: tuple[Markup, ...] = ()
    seller_id: OrganisationId | None = None

    @property
    def stands_as(self) -> Edge:
        return edge_of(self.edge, earns_commission=self.agreement is not None)

    def holds(self, at: datetime) -> bool:
        return self.valid_from <= at and (self.valid_until is None or at < self.valid_until)

    def is_with(self, seller_id: OrganisationId) -> bool:
        return self.seller_id in (seller_id, None)


def terms_in_force(
    terms: Iterable[Terms], seller_id: OrganisationId, buyer_id: OrganisationId, at: datetime
) -> Terms | None:
    """What the two have agreed for this instant; of several the youngest count."""
    holding = [
        term
        for term in terms
        if term.buyer_id == buyer_id and term.is_with(seller_id) and term.holds(at)
    ]
    return max(holding, key=lambda term: term.valid_from, default=None)
