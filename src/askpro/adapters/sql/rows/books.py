"""Refunds, seals and closed months."""

from typing import Any

import sqlalchemy as sa

from askpro.adapters.sql.stored_json import dumped, loaded
from askpro.domain.billing.closed import ClosedPeriod
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.rating import Rating, Share
from askpro.domain.billing.refunded import Refund
from askpro.domain.billing.seal import Seal
from askpro.domain.ids import ChargeId, OrganisationId, TransactionId


def refund_row(refund: Refund) -> dict[str, Any]:
    assert refund.rating.quantity == 0, "a refund uses nothing"
    return {
        "charge_id": refund.charge_id,
        "reference": refund.reference,
        "organisation_id": refund.organisation_id,
        "charged_in": refund.charged_in,
        "transaction_id": refund.transaction_id,
        "refunded_at": refund.refunded_at,
        "period": refund.period,
        "meter": refund.rating.meter,
        "shares": dumped(refund.rating.shares, tuple[Share, ...]),
        "reason": refund.reason,
    }


def refund_of(row: sa.Row[Any]) -> Refund:
    return Refund(
        charge_id=ChargeId(row.charge_id),
        reference=row.reference,
        organisation_id=OrganisationId(row.organisation_id),
        charged_in=TransactionId(row.charged_in),
        transaction_id=TransactionId(row.transaction_id),
        refunded_at=row.refunded_at,
        period=row.period,
        rating=Rating(Meter(row.meter), 0, loaded(row.shares, tuple[Share, ...])),
        reason=row.reason,
    )


def seal_row(seal: Seal) -> dict[str, Any]:
    return {
        "sequence": seal.sequence,
        "transaction_id": seal.transaction_id,
        "previous": seal.previous,
        "digest": seal.digest,
    }


def seal_of(row: sa.Row[Any]) -> Seal:
    return Seal(
        sequence=row.sequence,
        transaction_id=TransactionId(row.transaction_id),
        previous=bytes(row.previous),
        digest=bytes(row.digest),
    )


def closed_row(closed: ClosedPeriod) -> dict[str, Any]:
    return {
        "period": closed.period,
        "closed_at": closed.closed_at,
        "sequence": closed.sequence,
        "digest": closed.digest,
    }


def closed_of(row: sa.Row[Any]) -> ClosedPeriod:
    return ClosedPeriod(row.period, row.closed_at, row.sequence, bytes(row.digest))
