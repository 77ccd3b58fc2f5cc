"""Agreements, what counts towards them, and what was settled, in memory."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby

import attrs

from askpro.adapters.memory.sight import Sight
from askpro.adapters.memory.tables import Tables
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.commission_account import (
    Agreed,
    BonusBooked,
    Conditions,
    Payout,
    Tally,
)
from askpro.domain.billing.commission_item import Counted, counted_of
from askpro.domain.ids import AgreementId, OrganisationId
from askpro.ports.storage import (
    AlreadyThere,
    CommissionItems,
    Commissions,
    NoSuchOrganisation,
    Place,
    Settlements,
)


def note_charge(tables: Tables, charge: Charge) -> None:
    """What a new charge counts for."""
    for item in counted_of(charge):
        tables.items.put((item.agreement_id, item.id), item)


def _place(item: Counted) -> tuple[AgreementId, datetime, object]:
    return item.agreement_id, item.occurred_at, item.id


@attrs.frozen
class MemoryCommissions(Commissions):
    """Agreements are read from the terms they stand in."""

    _sight: Sight

    def agree(self, reseller_id: OrganisationId, conditions: Conditions) -> None:
        self._sight.must_see(reseller_id)
        if conditions.agreement_id in self._sight.tables.conditions:
            raise AlreadyThere(f"conditions of agreement {conditions.agreement_id}")
        self._sight.tables.conditions.put(conditions.agreement_id, (reseller_id, conditions))

    def agreed(self, reseller_id: OrganisationId) -> Mapping[AgreementId, Agreed]:
        if not self._sight.sees(reseller_id):
            return {}
        mine = [one for one in self._sight.tables.terms.rows() if one.buyer_id == reseller_id]
        agreements = [one.agreement for one in sorted(mine, key=lambda one: one.valid_from)]
        return {
            one.id: Agreed(one, self._conditions(reseller_id, one.id)) for one in agreements if one
        }

    def tallies(
        self, reseller_id: OrganisationId, matured_until: Mapping[AgreementId, datetime]
    ) -> Sequence[Tally]:
        def key(item: Counted) -> tuple[AgreementId, OrganisationId, str]:
            return item.agreement_id, item.payer_id, item.period

        def ripe(item: Counted) -> bool:
            until = matured_until.get(item.agreement_id)
            return until is not None and item.occurred_at <= until

        return [
            Tally(
                *found,
                base_cents=sum(item.base_cents for item in items),
                matured_base_cents=sum(item.base_cents for item in items if ripe(item)),
                cents=sum(item.cents for item in items),
                currency=items[0].currency,
            )
            for found, group in groupby(sorted(self._of(reseller_id), key=key), key)
            for items in [list(group)]
        ]

    def earners(
        self, after: OrganisationId | None = None, most: int = 100
    ) -> Sequence[OrganisationId]:
        known = {item.reseller_id for item in self._sight.tables.items.rows()}
        seen = (one for one in known if self._sight.sees(one) and (after is None or one > after))
        return sorted(seen)[:most]

    def customers(self, reseller_id: OrganisationId) -> Mapping[OrganisationId, datetime]:
        since: dict[OrganisationId, datetime] = {}
        for item in self._of(reseller_id):
            if item.base_cents > 0:
                first = since.get(item.company_id, item.occurred_at)
                since[item.company_id] = min(first, item.occurred_at)
        return since

    def _of(self, reseller_id: OrganisationId) -> Iterable[Counted]:
        if self._sight.sees(reseller_id):
            for item in self._sight.tables.items.rows():
                if item.reseller_id == reseller_id:
                    yield item

    def _conditions(self, reseller_id: OrganisationId, id: AgreementId) -> Conditions:
        owner, known = self._sight.tables.conditions.get(id) or (None, None)
        return known if known is not None and owner == reseller_id else Conditions(id)


@attrs.frozen
class MemoryCommissionItems(CommissionItems):
    """Lines in the order of their places."""

    _sight: Sight

    def note(self, items: Sequence[Counted]) -> None:
        for item in items:
            self._sight.must_see(item.reseller_id)
            if (item.agreement_id, item.id) in self._sight.tables.items:
                raise AlreadyThere(item.source_key)
            self._sight.tables.items.put((item.agreement_id, item.id), item)

    def of(
        self, reseller_id: OrganisationId, period: str, after: Place | None = None, most: int = 100
    ) -> Sequence[Counted]:
        lines = sorted(self._mine(reseller_id, period), key=_place)
        if after is not None:
            here = (after.agreement_id, after.occurred_at, after.id)
            lines = [item for item in lines if _place(item) > here]
        return lines[:most]

    def base_until(self, reseller_id: OrganisationId, period: str, place: Place) -> int:
        here = (place.agreement_id, place.occurred_at, place.id)
        return sum(
            item.base_cents
            for item in self._mine(reseller_id, period)
            if item.agreement_id == place.agreement_id and _place(item) <= here
        )

    def _mine(self, reseller_id: OrganisationId, period: str) -> Iterable[Counted]:
        for item in self._sight.tables.items.rows():
            mine = item.reseller_id == reseller_id and item.period == period
            if mine and self._sight.sees(reseller_id):
                yield item


@attrs.frozen
class MemorySettlements(Settlements):
    """What was booked and decided."""

    _sight: Sight

    def bonuses(self, reseller_id: OrganisationId) -> Sequence[BonusBooked]:
        if not self._sight.sees(reseller_id):
            return []
        found = self._sight.tables.bonuses.rows()
        mine = [bonus for owner, bonus in found if owner == reseller_id]
        return sorted(mine, key=lambda one: (one.agreement_id, one.place, one.period))

    def keep_bonus(self, reseller_id: OrganisationId, bonus: BonusBooked) -> None:
        self._sight.must_see(reseller_id)
        key = (bonus.agreement_id, bonus.place, bonus.period)
        known = self._sight.tables.bonuses.get(key)
        if known is not None and known[0] != reseller_id:
            raise NoSuchOrganisation
        self._sight.tables.bonuses.put(key, (reseller_id, bonus))

    def payouts(self, reseller_id: OrganisationId) -> Sequence[Payout]:
        if not self._sight.sees(reseller_id):
            return []
        mine = [one for one in self._sight.tables.payouts.rows() if one.reseller_id == reseller_id]
        return sorted(mine, key=lambda one: (one.decided_at, one.payer_id, one.number))

    def add_payout(self, payout: Payout) -> None:
        self._sight.must_see(payout.reseller_id)
        key = (payout.reseller_id, payout.payer_id, payout.number)
        if key in self._sight.tables.payouts:
            raise AlreadyThere(f"payout {payout.reference}")
        self._sight.tables.payouts.put(key, payout)
