"""Lots and what was met from them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from askpro.domain.billing.lots import Kind, Lot, Use
from askpro.domain.billing.meter import UNNAMED, Meter
from askpro.domain.billing.spending import Met
from askpro.domain.ids import LotId, OrganisationId
from askpro.domain.money import Currency


def lot_row(lot: Lot) -> dict[str, Any]:
    return {
        "id": lot.id,
        "organisation_id": lot.owner_id,
        "granted_by": lot.granted_by,
        "granted_cents": lot.granted_cents,
        "granted_at": lot.granted_at,
        "kind": lot.kind.value,
        "priority": lot.priority,
        "expires_at": lot.expires_at,
        "meters": None if lot.meters is None else " ".join(sorted(lot.meters)),
        "currency": lot.currency.value,
        "spent_cents": lot.spent_cents,
        "broken_cents": lot.broken_cents,
        "ended_at": None,
    }


def lot_of(row: sa.Row[Any]) -> Lot:
    return Lot(
        id=LotId(row.id),
        owner_id=OrganisationId(row.organisation_id),
        granted_by=OrganisationId(row.granted_by),
        granted_cents=row.granted_cents,
        granted_at=row.granted_at,
        kind=Kind(row.kind),
        priority=row.priority,
        expires_at=row.expires_at,
        meters=None if row.meters is None else frozenset(map(Meter, row.meters.split())),
        currency=Currency(row.currency),
        spent_cents=row.spent_cents,
        broken_cents=row.broken_cents,
    )


def met_rows(source_key: str, owner: OrganisationId, met: Met) -> list[dict[str, Any]]:
    """The money beside them first, then the uses in their order."""
    rows = [
        (0, None, UNNAMED, met.money_cents, met.money_back_cents),
        *(
            (place, use.lot_id, use.meter, use.cents, use.restored_cents)
            for place, use in enumerate(met.uses, 1)
        ),
    ]
    return [
        {
            "source_key": source_key,
            "organisation_id": owner,
            "position": place,
            "lot_id": lot_id,
            "meter": meter,
            "cents": cents,
            "restored_cents": restored,
        }
        for place, lot_id, meter, cents, restored in rows
    ]


def met_of(rows: Sequence[sa.Row[Any]]) -> Met:
    """Of the rows of one source and wallet, in their order."""
    uses = tuple(
        Use(LotId(row.lot_id), Meter(row.meter), row.cents, row.restored_cents)
        for row in rows
        if row.lot_id is not None
    )
    money = [row for row in rows if row.lot_id is None]
    return Met(uses, sum(row.cents for row in money), sum(row.restored_cents for row in money))
