"""Dated prices that one organisation sets for its direct children: the only source of prices.

For every instant exactly one rule prices a meter between a seller and a buyer: the one
made for this buyer before the one for all children, the younger before the older.
A rule holds from its first instant until just before its last.
"""

from collections.abc import Iterable
from datetime import datetime

import attrs
from attrs.validators import instance_of

from askpro.domain.billing.meter import Meter
from askpro.domain.billing.price import AnyModel
from askpro.domain.errors import Refused
from askpro.domain.ids import OrganisationId, PriceRuleId
from askpro.domain.money import Money


@attrs.define
class NoPrice(Refused):
    """The seller has set no price for this."""

    meter: Meter
    seller_id: OrganisationId
    buyer_id: OrganisationId


@attrs.frozen
class PriceRule:
    """What one meter costs between a seller and a buyer (None: all his children)."""

    id: PriceRuleId
    meter: Meter
    seller_id: OrganisationId
    buyer_id: OrganisationId | None
    valid_from: datetime
    model: AnyModel = attrs.field(validator=instance_of(AnyModel))
    valid_until: datetime | None = None
    version: int = 1

    def holds(self, at: datetime) -> bool:
        return self.valid_from <= at and (self.valid_until is None or at < self.valid_until)

    def is_for(self, seller_id: OrganisationId, buyer_id: OrganisationId) -> bool:
        return self.seller_id == seller_id and self.buyer_id in (buyer_id, None)

    def amount(self, quantity: int) -> Money:
        return self.model.amount(quantity)


def rules_in_force(
    rules: Iterable[PriceRule],
    seller_id: OrganisationId,
    buyer_id: OrganisationId,
    at: datetime,
) -> tuple[PriceRule, ...]:
    """One rule for each meter the seller prices for the buyer at this instant."""
    best: dict[Meter, PriceRule] = {}
    for rule in rules:
        if rule.is_for(seller_id, buyer_id) and rule.holds(at):
            rival = best.get(rule.meter)
            if rival is None or _rank(rule) > _rank(rival):
                best[rule.meter] = rule
    return tuple(best[meter] for meter in sorted(best))


def _rank(rule: PriceRule) -> tuple[bool, datetime, int, str]:
    return rule.buyer_id is not None, rule.valid_from, rule.version, str(rule.id)
