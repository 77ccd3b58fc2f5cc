"""Who bills whom for one usage, and what is left for each tier.

Links run from the platform to the company. On a *margin* link the buyer owes its seller
the seller's price. On a *commission* link the buyer sells on the seller's behalf: it owes
nothing, keeps its commission, and passes the rest up. Its gross is what the buyer below
the agents owes, so it never earns on money that somebody further down keeps.

    10 minutes          owes above   collects   keeps
    company at 0.40           4.00          -   -4.00
    reseller at 0.30          3.00       4.00    1.00
    platform                     -       3.00    3.00

Always: what the company pays is what every tier keeps, to the cent.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

import attrs

from askpro.domain.billing.commission import Agreement, Base
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.price_book import NoPrice, PriceRule, rules_in_force
from askpro.domain.errors import Refused
from askpro.domain.ids import AgreementId, OrganisationId, PriceRuleId
from askpro.domain.money import Money


@attrs.define
class SellsBelowCost(Refused):
    """This tier would sell for less than it pays, and nobody has allowed that."""

    organisation_id: OrganisationId
    loss: Money


@attrs.frozen
class Terms:
    """What one organisation has agreed with its parent, for a span of time.

    Without an agreement the settlement is by margin. ``prepaid`` tells whether the buyer
    pays from a wallet, ``may_lose`` whether it may sell on below its cost.
    """

    buyer_id: OrganisationId
    valid_from: datetime
    valid_until: datetime | None = None
    agreement: Agreement | None = None
    prepaid: bool = True
    may_lose: bool = False

    def holds(self, at: datetime) -> bool:
        return self.valid_from <= at and (self.valid_until is None or at < self.valid_until)


@attrs.frozen
class Link:
    """One edge of the chain, with everything in force on it."""

    seller_id: OrganisationId
    buyer_id: OrganisationId
    rules: tuple[PriceRule, ...]
    agreement: Agreement | None = None
    prepaid: bool = True
    may_lose: bool = False

    def rule(self, meter: Meter) -> PriceRule:
        for rule in self.rules:
            if rule.meter == meter:
                return rule
        raise NoPrice(meter, self.seller_id, self.buyer_id)

    def prices(self, meter: Meter) -> bool:
        return any(rule.meter == meter for rule in self.rules)


@attrs.frozen
class Earned:
    """A commission within a share: on what base, on top of what the period already had."""

    agreement_id: AgreementId
    base_cents: int
    before_cents: int
    amount: Money


@attrs.frozen
class Share:
    """One link of a rated usage: what reaches the seller from below, and why.

    ``amount`` is what the buyer owes (margin) or passes up (commission).
    """

    seller_id: OrganisationId
    buyer_id: OrganisationId
    amount: Money
    rule_id: PriceRuleId | None = None
    rule_version: int | None = None
    billed: int | None = None
    earned: Earned | None = None
    prepaid: bool = True

    @property
    def owes(self) -> bool:
        """Whether the buyer pays for itself; an agent only passes on."""
        return self.earned is None


@attrs.frozen
class Rating:
    """A usage priced on every link, platform first."""

    meter: Meter
    quantity: int
    shares: tuple[Share, ...]

    @property
    def paid(self) -> Money:
        """What the company pays."""
        return self.shares[-1].amount

    def gains(self) -> Mapping[OrganisationId, Money]:
        """What each tier is left with; the company's is negative; they sum to nothing."""
        amounts = [share.amount for share in self.shares]
        gains = {self.shares[0].seller_id: amounts[0]}
        for share, below in zip(self.shares[:-1], amounts[1:], strict=True):
            gains[share.buyer_id] = below - share.amount
        gains[self.shares[-1].buyer_id] = -amounts[-1]
        return gains


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
        self, meter: Meter, quantity: int, bases: Mapping[AgreementId, int] | None = None
    ) -> Rating:
        """Price a quantity on every link.

        Args:
            quantity: In the meter's unit, 0 or more.
            bases: For each agreement, the base its period already has, in cents.

        Raises:
            NoPrice: A seller on the way has set no price; it names the tier.
        """
        assert quantity >= 0
        shares = [self._priced(self.links[-1], meter, quantity)]
        agents: list[Link] = []
        for link in reversed(self.links[:-1]):
            if link.agreement is not None:
                agents.append(link)
                continue
            shares += _passed_up(agents, shares[-1].amount, bases or {})
            shares.append(self._priced(link, meter, quantity))
            agents = []
        shares += _passed_up(agents, shares[-1].amount, bases or {})
        return Rating(meter, quantity, tuple(reversed(shares)))

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

    def _priced(self, link: Link, meter: Meter, quantity: int) -> Share:
        rule = link.rule(meter)
        return Share(
            link.seller_id,
            link.buyer_id,
            rule.amount(quantity),
            rule.id,
            rule.version,
            rule.model.billed(quantity),
            prepaid=link.prepaid,
        )


def _passed_up(
    agents: Sequence[Link], gross: Money, bases: Mapping[AgreementId, int]
) -> list[Share]:
    """What agents in a row pass up, the lowest first, of what the buyer below them owes.

    The uppermost earns first: what is left for the others is what he leaves.
    """
    earned: dict[AgreementId, Earned] = {}
    left = gross.cents
    for agreement in (link.agreement for link in reversed(agents) if link.agreement):
        base = gross.cents if agreement.base is Base.GROSS else left
        before = bases.get(agreement.id, 0)
        cents = agreement.rise(before, base)
        left -= cents
        earned[agreement.id] = Earned(agreement.id, base, before, Money(cents, gross.currency))
    shares, below = [], gross
    for link in agents:
        assert link.agreement is not None
        commission = earned[link.agreement.id]
        below -= commission.amount
        shares.append(Share(link.seller_id, link.buyer_id, below, earned=commission))
    return shares


def chain_in_force(
    path: tuple[OrganisationId, ...],
    rules: Iterable[PriceRule],
    terms: Iterable[Terms],
    at: datetime,
) -> Chain:
    """The chain along a path of the tree, from the platform to the company, at an instant.

    Of several terms in force the youngest count.
    """
    known = tuple(rules)
    by_age = sorted(terms, key=lambda term: term.valid_from)
    agreed = {term.buyer_id: term for term in by_age if term.holds(at)}
    links = []
    for seller_id, buyer_id in pairwise(path):
        term = agreed.get(buyer_id, Terms(buyer_id, at))
        links.append(
            Link(
                seller_id,
                buyer_id,
                rules_in_force(known, seller_id, buyer_id, at),
                agreement=term.agreement,
                prepaid=term.prepaid,
                may_lose=term.may_lose,
            )
        )
    return Chain(tuple(links))
