"""Rated usages and commission bases, in memory."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import attrs

from askpro.adapters.memory.commission import note_charge
from askpro.adapters.memory.sight import Sight
from askpro.domain.billing.charge import Charge, NoSuchCharge
from askpro.domain.billing.rating import Counter
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.ids import AgreementId, ChargeId
from askpro.ports.storage import AlreadyThere, Charges


@attrs.frozen
class MemoryCharges(Charges):
    """The charges of the scope's companies."""

    _sight: Sight

    def add(self, charges: Sequence[Charge]) -> None:
        for charge in charges:
            self._sight.must_see(charge.organisation_id)
            use = (charge.source_key, charge.rating.meter)
            if use in self._sight.tables.charged or charge.id in self._sight.tables.charges:
                raise AlreadyThere(f"charge of {charge.rating.meter} for {charge.source_key}")
            self._sight.tables.charges.put(charge.id, charge)
            self._sight.tables.charged.put(use, charge.id)
            note_charge(self._sight.tables, charge)

    def get(self, id: ChargeId) -> Charge:
        charge = self._sight.tables.charges.get(id)
        if charge is None or not self._sight.sees(charge.organisation_id):
            raise NoSuchCharge
        return charge

    def under(self, source_key: str) -> Sequence[Charge]:
        found = [
            charge
            for charge in self._sight.tables.charges.rows()
            if charge.source_key == source_key and self._sight.sees(charge.organisation_id)
        ]
        return sorted(found, key=lambda charge: charge.rating.meter)

    def of_sources(self, source_keys: Sequence[str]) -> Mapping[str, Sequence[Charge]]:
        return {key: found for key in source_keys if (found := self.under(key))}

    def used(self, counters: Sequence[Counter], period: str) -> Mapping[Counter, Used]:
        found = ((counter, self._sight.tables.used.get((counter, period))) for counter in counters)
        return {counter: used for counter, used in found if used is not None}

    def count(self, counter: Counter, period: str, more: Used) -> None:
        before = self._sight.tables.used.get((counter, period)) or NOTHING
        self._sight.tables.used.put((counter, period), before + more)

    def between(
        self, first: datetime, until: datetime, after: Charge | None = None, most: int = 1000
    ) -> Sequence[Charge]:
        found = [
            charge
            for charge in self._sight.tables.charges.rows()
            if first <= charge.occurred_at < until
            and self._sight.sees(charge.organisation_id)
            and (after is None or _order(charge) > _order(after))
        ]
        return sorted(found, key=_order)[:most]

    def bases(self, agreements: Sequence[AgreementId], period: str) -> Mapping[AgreementId, int]:
        return {id: self._sight.tables.bases.get((id, period)) or 0 for id in agreements}

    def raise_base(self, agreement: AgreementId, period: str, cents: int) -> None:
        before = self._sight.tables.bases.get((agreement, period)) or 0
        self._sight.tables.bases.put((agreement, period), before + cents)


def _order(charge: Charge) -> tuple[datetime, ChargeId]:
    return charge.occurred_at, charge.id
