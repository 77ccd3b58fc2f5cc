"""One edge of a chain: its prices, what its neighbours agreed, and how it prices a usage."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import attrs

from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.markup import Markup, refuse_below_cost, refuse_markup
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.price_book import NoPrice, PriceRule
from askpro.domain.billing.rating import Counter, Share
from askpro.domain.billing.terms import Edge
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.ids import OrganisationId


@attrs.frozen
class Link:
    """One edge of the chain, with everything in force on it; see ``Terms`` for the agreed."""

    seller_id: OrganisationId
    buyer_id: OrganisationId
    rules: tuple[PriceRule, ...]
    agreement: Agreement | None = None
    prepaid: bool = True
    may_lose: bool = False
    edge: Edge | None = None
    markups: tuple[Markup, ...] = ()

    def rule(self, meter: Meter) -> PriceRule:
        for rule in self.rules:
            if rule.meter == meter:
                return rule
        raise NoPrice(meter, self.seller_id, self.buyer_id)

    def prices(self, meter: Meter) -> bool:
        return any(rule.meter == meter for rule in self.rules)


@attrs.frozen
class Sale:
    """One margin link ready to price one meter, and the agents in a row above it."""

    link: Link
    rule: PriceRule
    counter: Counter | None
    agents: tuple[Link, ...]

    def share(self, quantity: int, at: datetime | None, used: Mapping[Counter, Used]) -> Share:
        link, rule = self.link, self.rule
        counted = NOTHING if self.counter is None else used.get(self.counter, NOTHING)
        return Share(
            link.seller_id,
            link.buyer_id,
            rule.amount(quantity, at, counted),
            rule.id,
            rule.version,
            rule.billed(quantity, at, counted),
            None,
            link.prepaid,
            link.edge,
            None if self.counter is None else counted,
        )


def refuse_sale(above: Link, sale: PriceRule) -> None:
    """Check one price against the link its seller buys on.

    An agent's cost is a share of the price itself, so that nothing comes on top of it.

    Raises:
        MarkupOutOfBounds, PricedBelowCost: They name the tier and the meter.
    """
    assert above.buyer_id == sale.seller_id
    if above.agreement is not None or not above.prices(sale.meter):
        return
    cost = above.rule(sale.meter)
    refuse_markup(above.buyer_id, cost, sale, above.markups)
    if not above.may_lose:
        refuse_below_cost(above.buyer_id, cost, sale)


def sales_between(links: Sequence[Link], meter: Meter) -> Iterable[Sale]:
    """From the company upwards; agents go with the margin link below them."""
    seller, agents = links[-1], list[Link]()
    for link in reversed(links[:-1]):
        if link.agreement is None:
            yield _sale(seller, meter, agents)
            seller, agents = link, []
        else:
            agents.append(link)
    yield _sale(seller, meter, agents)


def _sale(link: Link, meter: Meter, agents: Sequence[Link]) -> Sale:
    rule = link.rule(meter)
    return Sale(link, rule, Counter(link.buyer_id, meter) if rule.counts else None, tuple(agents))
