"""Rated usages and commission bases, in memory."""

from collections.abc import Mapping, Sequence

import attrs

from askpro.adapters.memory.commission import note_charge
from askpro.adapters.memory.sight import Sight
from askpro.domain.billing.charge import Charge, NoSuchCharge
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

    def bases(self, agreements: Sequence[AgreementId], period: str) -> Mapping[AgreementId, int]:
        return {id: self._sight.tables.bases.get((id, period)) or 0 for id in agreements}

    def raise_base(self, agreement: AgreementId, period: str, cents: int) -> None:
        before = self._sight.tables.bases.get((agreement, period)) or 0
        self._sight.tables.bases.put((agreement, period), before + cents)
