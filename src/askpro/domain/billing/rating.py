"""A usage priced on every link of a chain, and what each tier is left with.

10 minutes          owes above   collects   keeps
company at 0.40           4.00          -   -4.00
reseller at 0.30          3.00       4.00    1.00
platform                     -       3.00    3.00
"""

from collections.abc import Mapping
from typing import NamedTuple

import attrs

from askpro.domain.billing.meter import Meter
from askpro.domain.billing.month_part import Part
from askpro.domain.billing.terms import Edge, edge_of
from askpro.domain.billing.used import Used
from askpro.domain.ids import AgreementId, OrganisationId, PriceRuleId
from askpro.domain.money import Money


class Counter(NamedTuple):
    """What a period counts for one buyer, over all that is sold to it and below it."""

    buyer_id: OrganisationId
    meter: Meter


# Not slotted: a frozen class without slots is made in two thirds of the time, and a few of
# these are made for every usage there is.
@attrs.frozen(slots=False)
class Earned:
    """A commission within a share: on what base, on top of what the period already had.

    ``period`` is named where it is not the month of the usage itself, because that month
    was closed when the usage became known.
    """

    agreement_id: AgreementId
    base_cents: int
    before_cents: int
    amount: Money
    period: str | None = None


@attrs.frozen(slots=False)
class Share:
    """One link of a rated usage: what reaches the seller from below, and why.

    ``amount`` is what the buyer owes (margin) or passes up (commission). ``before`` is
    what the period already had, where the price depends on it. ``edge`` is as the terms
    name it. ``parts`` are of what is due because a month ends, and of nothing else; then
    the rule is the last of theirs.
    """

    seller_id: OrganisationId
    buyer_id: OrganisationId
    amount: Money
    rule_id: PriceRuleId | None = None
    rule_version: int | None = None
    billed: int | None = None
    earned: Earned | None = None
    prepaid: bool = True
    edge: Edge | None = None
    before: Used | None = None
    parts: tuple[Part, ...] = ()

    @property
    def owes(self) -> bool:
        """Whether the buyer pays for itself; who earns commission only passes on."""
        return self.earned is None

    @property
    def stands_as(self) -> Edge:
        """In whose name the buyer sells on."""
        return edge_of(self.edge, earns_commission=self.earned is not None)


@attrs.frozen(slots=False)
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

    def counted(self) -> Mapping[Counter, Used]:
        """What this usage adds to each counter that a price of it depends on."""
        return {
            Counter(share.buyer_id, self.meter): Used(self.quantity, share.amount.cents)
            for share in self.shares
            if share.before is not None
        }
