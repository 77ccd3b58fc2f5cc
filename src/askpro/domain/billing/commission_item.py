"""What a charge adds to the commission of each agent on its way.

Every charge of a chain with agents counts once for each of their agreements, in the local
month of its usage. A refund counts in the month of the charge it takes back, with a base
below nothing, since its usage is that of the charge.

    4.00 on 3 November, 25 %      counts in 2026-11      base  4.00
    1.00 of it refunded in May    counts in 2026-11      base -1.00
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.billing.charge import Charge
from askpro.domain.billing.closing import DEFAULT_ZONE
from askpro.domain.billing.commission import period_of
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.rating import Rating
from askpro.domain.billing.statement import Item
from askpro.domain.ids import AgreementId, ChargeId, OrganisationId
from askpro.domain.money import Currency

ZONE = ZoneInfo(DEFAULT_ZONE)
"""Whose calendar months the commission periods are."""


@attrs.frozen
class Counted:
    """A charge (or a refund) as it counts towards one agreement; ``cents`` is what was posted.

    ``id`` is the charge's own; ids rise with time, so a refund comes after its charge.
    """

    id: UUID
    agreement_id: AgreementId
    reseller_id: OrganisationId
    payer_id: OrganisationId
    period: str
    source_key: str
    company_id: OrganisationId
    meter: Meter
    occurred_at: datetime
    base_cents: int
    cents: int
    currency: Currency = Currency.EUR

    @property
    def item(self) -> Item:
        """As a statement lists it."""
        return Item(
            ChargeId(self.id),
            self.source_key,
            self.company_id,
            self.meter,
            self.occurred_at,
            self.base_cents,
        )


def counted_of(charge: Charge) -> Iterator[Counted]:
    """What one charge counts for, from the platform's agent downwards."""
    return counted_by(
        charge.rating,
        id=charge.id,
        source_key=charge.source_key,
        company_id=charge.organisation_id,
        occurred_at=charge.occurred_at,
    )


def counted_by(
    rating: Rating,
    *,
    id: UUID,
    source_key: str,
    company_id: OrganisationId,
    occurred_at: datetime,
    period: str | None = None,
) -> Iterator[Counted]:
    """What a rating counts for, be it a charge's or what a refund of one gave back.

    Args:
        occurred_at: The usage's instant; for a refund that of the refunded charge.
        period: Where it counts; None: in the month its rating names, or else in the usage's.
    """
    for share in rating.shares:
        earned = share.earned
        if earned is not None:
            yield Counted(
                id=id,
                agreement_id=earned.agreement_id,
                reseller_id=share.buyer_id,
                payer_id=share.seller_id,
                period=period or earned.period or period_of(occurred_at, ZONE),
                source_key=source_key,
                company_id=company_id,
                meter=rating.meter,
                occurred_at=occurred_at,
                base_cents=earned.base_cents,
                cents=earned.amount.cents,
                currency=earned.amount.currency,
            )
