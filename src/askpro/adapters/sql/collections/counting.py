"""What buyers had of meters in a month: read under a lock, because the next price depends on it."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.usage import usage_counts
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.rating import Counter
from askpro.domain.billing.used import Used
from askpro.domain.ids import OrganisationId


def used_by(sight: Sight, counters: Sequence[Counter], period: str) -> Mapping[Counter, Used]:
    """Each counter's total, kept from others until the work ends; made where there is none."""
    wanted = sorted(set(counters))
    known = _locked(sight, wanted, period)
    missing = [counter for counter in wanted if counter not in known]
    for counter in missing:
        sight.add(usage_counts, {**_key(counter, period), "quantity": 0, "cents": 0})
    return _locked(sight, wanted, period) if missing else known


def count(sight: Sight, counter: Counter, period: str, more: Used) -> None:
    """Add to a counter."""
    mine = [usage_counts.c[name] == value for name, value in _key(counter, period).items()]
    added = (
        sa.update(usage_counts)
        .where(*mine)
        .values(
            quantity=usage_counts.c.quantity + more.quantity,
            cents=usage_counts.c.cents + more.cents,
        )
    )
    if not sight.change(added):
        used_by(sight, [counter], period)
        sight.change(added)


def _key(counter: Counter, period: str) -> dict[str, object]:
    return {"buyer_id": counter.buyer_id, "meter": counter.meter, "period": period}


def _locked(sight: Sight, wanted: Sequence[Counter], period: str) -> dict[Counter, Used]:
    if not wanted:
        return {}
    # In one order for everybody, so that nobody waits in a circle.
    rows = sight.all(
        sa.select(usage_counts)
        .where(
            usage_counts.c.period == period,
            sa.tuple_(usage_counts.c.buyer_id, usage_counts.c.meter).in_(
                [(counter.buyer_id, counter.meter) for counter in wanted]
            ),
        )
        .order_by(usage_counts.c.buyer_id, usage_counts.c.meter)
        .with_for_update()
    )
    return {
        Counter(OrganisationId(row.buyer_id), Meter(row.meter)): Used(row.quantity, row.cents)
        for row in rows
    }
