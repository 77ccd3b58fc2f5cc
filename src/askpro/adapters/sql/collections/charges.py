"""Rated usages, and the commission bases they add to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.collections.commission import note_charges
from askpro.adapters.sql.collections.counting import count, used_by
from askpro.adapters.sql.many_rows import insert_rows
from askpro.adapters.sql.metadata import Instant
from askpro.adapters.sql.rows.billing import charge_of, charge_row
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.billing import charges, commission_bases
from askpro.domain.billing.charge import Charge, NoSuchCharge
from askpro.domain.billing.rating import Counter
from askpro.domain.billing.used import Used
from askpro.domain.ids import AgreementId, ChargeId
from askpro.ports.storage import AlreadyThere, Charges, NoSuchOrganisation

MOST_KEYS = 500
"""How many source keys a question takes."""


@attrs.frozen
class SqlCharges(Charges):
    """A charge belongs to the company that used something."""

    _sight: Sight

    def add(self, charges_: Sequence[Charge]) -> None:
        self.insist_on(charges_)
        rows = [charge_row(charge) for charge in charges_]
        if not insert_rows(self._sight.connection, charges, rows):
            raise AlreadyThere(" ".join(f"{c.source_key} {c.rating.meter}" for c in charges_))
        note_charges(self._sight.connection, charges_)

    def insist_on(self, charges_: Sequence[Charge]) -> None:
        """Refuse to charge a company that is not seen from here."""
        if not all(self._sight.contains(owner) for owner in {c.organisation_id for c in charges_}):
            raise NoSuchOrganisation

    def get(self, id: ChargeId) -> Charge:
        row = self._sight.first(self._mine().where(charges.c.id == id))
        if row is None:
            raise NoSuchCharge
        return charge_of(row)

    def under(self, source_key: str) -> Sequence[Charge]:
        of_source = self._mine().where(charges.c.source_key == source_key)
        return [charge_of(row) for row in self._sight.all(of_source.order_by(charges.c.meter))]

    def of_sources(self, source_keys: Sequence[str]) -> Mapping[str, Sequence[Charge]]:
        found: dict[str, list[Charge]] = {}
        for start in range(0, len(source_keys), MOST_KEYS):
            piece = source_keys[start : start + MOST_KEYS]
            of_sources = self._mine().where(charges.c.source_key.in_(piece))
            for row in self._sight.all(of_sources.order_by(charges.c.meter)):
                found.setdefault(row.source_key, []).append(charge_of(row))
        return found

    def used(self, counters: Sequence[Counter], period: str) -> Mapping[Counter, Used]:
        return used_by(self._sight, counters, period)

    def count(self, counter: Counter, period: str, more: Used) -> None:
        count(self._sight, counter, period, more)

    def between(
        self, first: datetime, until: datetime, after: Charge | None = None, most: int = 1000
    ) -> Sequence[Charge]:
        start, end = (sa.bindparam(None, at, Instant, unique=True) for at in (first, until))
        mine = self._mine().where(charges.c.occurred_at >= start, charges.c.occurred_at < end)
        order = charges.c.occurred_at, charges.c.id
        if after is not None:
            at = sa.bindparam(None, after.occurred_at, Instant, unique=True)
            last = sa.bindparam(None, after.id, sa.Uuid, unique=True)
            mine = mine.where(sa.tuple_(*order) > sa.tuple_(at, last))
        return [charge_of(row) for row in self._sight.all(mine.order_by(*order).limit(most))]

    def bases(self, agreements: Sequence[AgreementId], period: str) -> Mapping[AgreementId, int]:
        wanted = sorted(set(agreements))
        known = self._locked(wanted, period)
        missing = [each for each in wanted if each not in known]
        for each in missing:
            row = {"agreement_id": each, "period": period, "base_cents": 0}
            self._sight.add(commission_bases, row)
        return self._locked(wanted, period) if missing else known

    def raise_base(self, agreement: AgreementId, period: str, cents: int) -> None:
        base = sa.update(commission_bases).where(
            commission_bases.c.agreement_id == agreement, commission_bases.c.period == period
        )
        more = base.values(base_cents=commission_bases.c.base_cents + cents)
        if not self._sight.change(more):
            self.bases([agreement], period)
            self._sight.change(more)

    def _mine(self) -> sa.Select[Any]:
        return sa.select(charges).where(self._sight.sees(charges.c.organisation_id))

    def _locked(self, wanted: Sequence[AgreementId], period: str) -> dict[AgreementId, int]:
        if not wanted:
            return {}
        # In one order for everybody, so that nobody waits in a circle.
        rows = self._sight.all(
            sa.select(commission_bases.c.agreement_id, commission_bases.c.base_cents)
            .where(commission_bases.c.agreement_id.in_(wanted), commission_bases.c.period == period)
            .order_by(commission_bases.c.agreement_id)
            .with_for_update()
        )
        return {AgreementId(row.agreement_id): row.base_cents for row in rows}
