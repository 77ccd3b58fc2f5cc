"""A reseller's statement for one period: every charge behind his commission (§ 87c HGB).

Each line tells the base it added and what the entitlement rose by; the lines sum to the
entitlement of the period to the cent, whatever order the charges were posted in.

    25 %     base    Σ base   entitlement   line
    call 1   0.42      0.42          0.10   0.10
    call 2   0.42      0.84          0.21   0.11
    refund  -0.42      0.42          0.10  -0.11

What went before (carry) and payouts stand around the lines:

    opening carry + entitlement + bonuses − payouts = closing carry
"""

from collections.abc import Iterable
from datetime import datetime

import attrs

from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.meter import Meter
from askpro.domain.ids import ChargeId, OrganisationId


@attrs.frozen
class Item:
    """What counts towards a commission: a charge, or (below nothing) a refund of one."""

    charge_id: ChargeId
    source_key: str
    company_id: OrganisationId
    meter: Meter
    occurred_at: datetime
    base_cents: int


@attrs.frozen
class Line:
    """An item, what the period had before it, and what the reseller earned by it."""

    item: Item
    before_cents: int
    commission_cents: int


@attrs.frozen
class Statement:
    """The commission of one reseller, agreement and period, with everything behind it."""

    reseller_id: OrganisationId
    agreement: Agreement
    period: str
    lines: tuple[Line, ...]
    opening_carry_cents: int = 0
    bonus_cents: int = 0
    payout_cents: int = 0

    def __attrs_post_init__(self) -> None:
        listed = sum(line.commission_cents for line in self.lines)
        assert listed == self.entitlement_cents, "the lines are the entitlement"

    @property
    def base_cents(self) -> int:
        return sum(line.item.base_cents for line in self.lines)

    @property
    def entitlement_cents(self) -> int:
        return self.agreement.entitlement(self.base_cents)

    @property
    def closing_carry_cents(self) -> int:
        earned = self.entitlement_cents + self.bonus_cents
        return self.opening_carry_cents + earned - self.payout_cents


def lines_of(agreement: Agreement, items: Iterable[Item]) -> tuple[Line, ...]:
    """The lines in the order of time (then charge, a charge before its refunds)."""
    lines, before = [], 0
    for item in sorted(items, key=_order):
        rise = agreement.rise(before, item.base_cents)
        lines.append(Line(item, before, rise))
        before += item.base_cents
    return tuple(lines)


def _order(item: Item) -> tuple[datetime, ChargeId, int, str]:
    return item.occurred_at, item.charge_id, -item.base_cents, item.source_key
