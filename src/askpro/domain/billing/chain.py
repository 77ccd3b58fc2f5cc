"""Who bills whom for one usage, through links of any number.

Links run from the platform to the company. On a *margin* link the buyer owes its seller
the seller's price. On a *commission* link the buyer sells on the seller's behalf: it owes
nothing, keeps its commission, and passes the rest up. Its gross is what the buyer below
the agents owes, so it never earns on money that somebody further down keeps.

    10-minute call                              company   reseller   platform
    0.40 €/min, platform price 0.30 (margin)       4.00       1.00       3.00
    0.40 €/min, commission 25 % of gross           4.00       1.00       3.00
    direct company at 0.42 €/min                   4.20          -       4.20

Always: what the company pays is what every tier keeps, to the cent.

    >>> from uuid import UUID
    >>> from datetime import UTC, datetime
    >>> from askpro.domain.billing.commission import Agreement
    >>> from askpro.domain.billing.meter import CALL_SECOND
    >>> from askpro.domain.billing.price import PerSecond
    >>> from askpro.domain.money import Price
    >>> platform, reseller, company = (OrganisationId(UUID(int=n)) for n in (1, 2, 3))
    >>> def sells(seller, buyer, price):
    ...     model, since = PerSecond(Price.parse(price)), datetime(2026, 1, 1, tzinfo=UTC)
    ...     rule = PriceRule(UUID(int=9), CALL_SECOND, seller, buyer, since, model)
    ...     return Link(seller, buyer, (rule,))
    >>> def gains(*links, seconds=600):
    ...     return [str(gain) for gain in Chain(links).rate(CALL_SECOND, seconds).gains().values()]
    >>> gains(sells(platform, reseller, "0.30"), sells(reseller, company, "0.40"))
    ['3.00 EUR', '1.00 EUR', '-4.00 EUR']
    >>> agent = Link(platform, reseller, (), Agreement.flat("25"))
    >>> gains(agent, sells(reseller, company, "0.40"))
    ['3.00 EUR', '1.00 EUR', '-4.00 EUR']
    >>> gains(sells(platform, company, "0.42"))
    ['4.20 EUR', '-4.20 EUR']
    >>> [gains(sells(platform, company, price), seconds=seconds)[0]
    ...  for seconds, price in ((112, "0.42"), (157, "0.12"), (61, "0.12"), (3723, "0.15"))]
    ['0.78 EUR', '0.31 EUR', '0.12 EUR', '9.31 EUR']
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from itertools import pairwise

import attrs

from askpro.domain.billing.commission import Base
from askpro.domain.billing.commission_base import net_of_vat
from askpro.domain.billing.link import Link, Sale, refuse_sale, sales_between
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.price_book import PriceRule, rules_in_force
from askpro.domain.billing.rating import Counter, Earned, Rating, Share
from askpro.domain.billing.terms import Terms, terms_in_force
from askpro.domain.billing.used import Used
from askpro.domain.errors import Refused
from askpro.domain.ids import AgreementId, OrganisationId
from askpro.domain.money import Money


@attrs.define
class SellsBelowCost(Refused):
    """This tier would sell for less than it pays, and nobody has allowed that."""

    organisation_id: OrganisationId
    loss: Money


@attrs.frozen
class Chain:
    """Platform → reseller → … → company, with the price in force on each link."""

    links: tuple[Link, ...]

    def __attrs_post_init__(self) -> None:
        assert self.links, "a chain has at least one link"
        assert self.links[-1].agreement is None, "a company earns no commission on itself"
        for upper, lower in pairwise(self.links):
            assert upper.buyer_id == lower.seller_id, "a chain has no gap"

    @property
    def company_id(self) -> OrganisationId:
        return self.links[-1].buyer_id

    def prices(self, meter: Meter) -> bool:
        """Whether the company is charged for this meter at all."""
        return self.links[-1].prices(meter)

    def rate(
        self,
        meter: Meter,
        quantity: int,
        bases: Mapping[AgreementId, int] | None = None,
        *,
        at: datetime | None = None,
        used: Mapping[Counter, Used] | None = None,
    ) -> Rating:
        """Price a quantity on every link, or on none.

        Args:
            quantity: In the meter's unit, 0 or more.
            bases: For each agreement, the base its period already has, in cents.
            at: When it was used, for prices that depend on the time of day.
            used: For each buyer and meter, what the period already had, for prices that
                depend on it. Afterwards add ``Rating.counted()``.

        Raises:
            NoPrice: A seller on the way has set no price; it names the tier.
        """
        assert quantity >= 0
        shares: list[Share] = []
        for sale in self.sales(meter):
            share = sale.share(quantity, at, used or {})
            shares.append(share)
            if sale.agents:
                shares += passed_up(sale.agents, share.amount, bases or {})
        shares.reverse()
        return Rating(meter, quantity, tuple(shares))

    def sales(self, meter: Meter) -> tuple[Sale, ...]:
        """The margin links for a meter, from the company upwards.

        Raises:
            NoPrice: It names the tier.
        """
        known = self._sales.get(meter)
        if known is None:
            known = self._sales[meter] = tuple(sales_between(self.links, meter))
        return known

    @cached_property
    def _sales(self) -> dict[Meter, tuple[Sale, ...]]:
        """Looked up once a meter: a chain is rated many times and never changes."""
        return {}

    def refuse_losses(self, rating: Rating) -> None:
        """Check before the service is given that nobody sells below cost unpermitted.

        Raises:
            SellsBelowCost: It names the tier and its loss.
        """
        gains = rating.gains()
        top = self.links[0].seller_id
        if gains[top].cents < 0:
            # Commissions that add up to more than what is paid; nobody may allow that.
            raise SellsBelowCost(top, -gains[top])
        for link in self.links[:-1]:
            gain = gains[link.buyer_id]
            if gain.cents < 0 and not link.may_lose:
                raise SellsBelowCost(link.buyer_id, -gain)

    def refuse_prices(self, meters: Collection[Meter] | None = None) -> None:
        """Check every tier's prices against its own cost and the bounds set for it.

        Of all meters, or of those that are about to be used.

        Raises:
            MarkupOutOfBounds, PricedBelowCost: They name the tier and the meter.
        """
        for upper, lower in pairwise(self.links):
            for sale in lower.rules:
                if meters is None or sale.meter in meters:
                    refuse_sale(upper, sale)


def passed_up(
    agents: Sequence[Link], gross: Money, bases: Mapping[AgreementId, int]
) -> list[Share]:
    """What agents in a row pass up, the lowest first, of what the buyer below them owes.

    The uppermost earns first: what is left for the others is what he leaves.
    """
    earned: dict[AgreementId, Earned] = {}
    left = gross.cents
    for agreement in (link.agreement for link in reversed(agents) if link.agreement):
        counted = gross.cents if agreement.base is Base.GROSS else left
        vat = agreement.vat_millionths
        base = net_of_vat(counted, vat) if vat else counted
        before = bases.get(agreement.id, 0)
        cents = agreement.rise(before, base)
        left -= cents
        earned[agreement.id] = Earned(agreement.id, base, before, Money(cents, gross.currency))
    shares, below = [], gross
    for link in agents:
        assert link.agreement is not None
        commission = earned[link.agreement.id]
        below -= commission.amount
        shares.append(
            Share(link.seller_id, link.buyer_id, below, earned=commission, edge=link.edge)
        )
    return shares


def chain_in_force(
    path: tuple[OrganisationId, ...],
    rules: Iterable[PriceRule],
    terms: Iterable[Terms],
    at: datetime,
) -> Chain:
    """The chain along a path of the tree, from the platform to the company, at an instant.

    Of several terms in force with the parent the youngest count.
    """
    return Chain(links_in_force(path, rules, terms, at))


def links_in_force(
    path: tuple[OrganisationId, ...],
    rules: Iterable[PriceRule],
    terms: Iterable[Terms],
    at: datetime,
) -> tuple[Link, ...]:
    """As ``chain_in_force``, of any piece of the tree; it need not end at a company."""
    known = tuple(rules)
    agreed = tuple(terms)
    links = []
    for seller_id, buyer_id in pairwise(path):
        term = terms_in_force(agreed, seller_id, buyer_id, at) or Terms(buyer_id, at)
        links.append(
            Link(
                seller_id,
                buyer_id,
                rules_in_force(known, seller_id, buyer_id, at),
                agreement=term.agreement,
                prepaid=term.prepaid,
                may_lose=term.may_lose,
                edge=term.edge,
                markups=term.markups,
            )
        )
    return tuple(links)
