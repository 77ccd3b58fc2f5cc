"""What usages came to and what they would have come to, per link, company and tier.

link                    really     would     difference
platform → reseller       3.00      3.00           0.00
reseller → company        4.00      4.50          +0.50
gain of the reseller      1.00      1.50          +0.50
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

import attrs

from askpro.domain.billing.meter import Meter
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Currency


class LinkKey(NamedTuple):
    """Between whom, in which currency."""

    seller_id: OrganisationId
    buyer_id: OrganisationId
    currency: Currency


class Tier(NamedTuple):
    """Whose gain, in which currency."""

    organisation_id: OrganisationId
    currency: Currency


@attrs.define
class LinkSums:
    """Of one link: how many charges, what they came to and what they would, in cents."""

    charges: int = 0
    old_cents: int = 0
    new_cents: int = 0

    def add_old(self, cents: int) -> None:
        self.charges += 1
        self.old_cents += cents

    @property
    def difference_cents(self) -> int:
        return self.new_cents - self.old_cents


class Change(NamedTuple):
    """In cents."""

    old_cents: int
    new_cents: int

    @property
    def difference_cents(self) -> int:
        return self.new_cents - self.old_cents


@attrs.frozen
class Difference:
    """Sums of every link; ``unpriced`` are usages that nothing would have a price for.

    ``own`` names whose sight it is; None sees everything.
    """

    links: Mapping[LinkKey, LinkSums]
    companies: Collection[OrganisationId]
    charges: int
    unpriced: Mapping[Meter, int] = attrs.Factory(dict)
    own: OrganisationId | None = None

    @property
    def is_nothing(self) -> bool:
        return not any(sums.difference_cents for sums in self.links.values())

    def paid(self) -> Mapping[Tier, Change]:
        """What each company pays."""
        found: dict[Tier, Change] = {}
        for key, sums in self.links.items():
            if key.buyer_id in self.companies:
                _add(found, Tier(key.buyer_id, key.currency), sums.old_cents, sums.new_cents)
        return found

    def gains(self) -> Mapping[Tier, Change]:
        """What each tier is left with; a company's is negative; they sum to nothing.

        As one tier may see it: the own gain only, because the links of others are hidden.
        """
        found: dict[Tier, Change] = {}
        for key, sums in self.links.items():
            _add(found, Tier(key.seller_id, key.currency), sums.old_cents, sums.new_cents)
            _add(found, Tier(key.buyer_id, key.currency), -sums.old_cents, -sums.new_cents)
        if self.own is None:
            return found
        return {tier: change for tier, change in found.items() if tier[0] == self.own}

    def dealt_with(self, id: OrganisationId) -> "Difference":
        """As one tier may see it: the links on which it sells or buys."""
        links = {
            key: sums for key, sums in self.links.items() if id in (key.seller_id, key.buyer_id)
        }
        return attrs.evolve(self, links=links, own=id)


def _add(found: dict[Tier, Change], tier: Tier, old_cents: int, new_cents: int) -> None:
    old, new = found.get(tier, Change(0, 0))
    found[tier] = Change(old + old_cents, new + new_cents)
