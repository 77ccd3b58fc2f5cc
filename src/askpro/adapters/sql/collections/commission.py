"""Agreements, what counts towards them in sums and lines, and what was settled."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.many_rows import insert_rows
from askpro.adapters.sql.metadata import Instant
from askpro.adapters.sql.rows.commission import (
    bonus_of,
    bonus_row,
    item_of,
    item_row,
    payout_of,
    payout_row,
    tally_of,
)
from askpro.adapters.sql.rows.price_books import terms_of
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.stored_json import dumped, loaded
from askpro.adapters.sql.tables.billing import terms
from askpro.adapters.sql.tables.commission import (
    commission_bonuses,
    commission_conditions,
    commission_items,
    commission_payouts,
)
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

_ITEMS = commission_items.c
_PLACE = sa.tuple_(_ITEMS.agreement_id, _ITEMS.occurred_at, _ITEMS.id)


def note_charges(connection: sa.Connection, charges: Iterable[Charge]) -> None:
    """What new charges count for; most are of chains without agents and count for nothing."""
    rows = [item_row(item) for charge in charges for item in counted_of(charge)]
    if rows:
        insert_rows(connection, commission_items, rows)


def _cents(column: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    # A sum of big integers is a decimal on PostgreSQL, which no amount here comes near.
    return sa.cast(sa.func.coalesce(sa.func.sum(column), 0), sa.BigInteger)


@attrs.frozen
class SqlCommissions(Commissions):
    """Agreements are read from the terms they stand in."""

    _sight: Sight

    def agree(self, reseller_id: OrganisationId, conditions: Conditions) -> None:
        self._sight.insist_on(reseller_id)
        row = {
            "agreement_id": conditions.agreement_id,
            "organisation_id": reseller_id,
            "conditions": dumped(conditions, Conditions),
        }
        if not self._sight.add(commission_conditions, row):
            raise AlreadyThere(f"conditions of agreement {conditions.agreement_id}")

    def agreed(self, reseller_id: OrganisationId) -> Mapping[AgreementId, Agreed]:
        rows = self._sight.all(
            sa.select(terms)
            .where(
                terms.c.buyer_id == reseller_id,
                terms.c.agreement.is_not(None),
                self._sight.sees(terms.c.buyer_id),
            )
            .order_by(terms.c.valid_from)
        )
        known = self._conditions(reseller_id)
        agreements = [terms_of(row).agreement for row in rows]
        return {
            one.id: Agreed(one, known.get(one.id) or Conditions(one.id))
            for one in agreements
            if one is not None
        }

    def tallies(
        self, reseller_id: OrganisationId, matured_until: Mapping[AgreementId, datetime]
    ) -> Sequence[Tally]:
        ripe = [
            sa.and_(_ITEMS.agreement_id == id, _ITEMS.occurred_at <= sa.literal(until, Instant))
            for id, until in matured_until.items()
        ]
        matured = sa.case((sa.or_(sa.false(), *ripe), _ITEMS.base_cents), else_=0)
        key = (_ITEMS.agreement_id, _ITEMS.payer_id, _ITEMS.period)
        rows = self._sight.all(
            sa.select(
                *key,
                sa.func.min(_ITEMS.currency).label("currency"),
                _cents(_ITEMS.base_cents).label("base_cents"),
                _cents(matured).label("matured_base_cents"),
                _cents(_ITEMS.cents).label("cents"),
            )
            .where(_ITEMS.organisation_id == reseller_id, self._sight.sees(_ITEMS.organisation_id))
            .group_by(*key)
            .order_by(*key)
        )
        return [tally_of(row) for row in rows]

    def earners(
        self, after: OrganisationId | None = None, most: int = 100
    ) -> Sequence[OrganisationId]:
        seen = sa.select(_ITEMS.organisation_id).where(self._sight.sees(_ITEMS.organisation_id))
        if after is not None:
            seen = seen.where(_ITEMS.organisation_id > after)
        rows = self._sight.all(seen.distinct().order_by(_ITEMS.organisation_id).limit(most))
        return [OrganisationId(row.organisation_id) for row in rows]

    def customers(self, reseller_id: OrganisationId) -> Mapping[OrganisationId, datetime]:
        rows = self._sight.all(
            sa.select(_ITEMS.company_id, sa.func.min(_ITEMS.occurred_at).label("since"))
            .where(
                _ITEMS.organisation_id == reseller_id,
                _ITEMS.base_cents > 0,
                self._sight.sees(_ITEMS.organisation_id),
            )
            .group_by(_ITEMS.company_id)
        )
        return {OrganisationId(row.company_id): row.since for row in rows}

    def _conditions(self, reseller_id: OrganisationId) -> Mapping[AgreementId, Conditions]:
        rows = self._sight.all(
            sa.select(commission_conditions).where(
                commission_conditions.c.organisation_id == reseller_id,
                self._sight.sees(commission_conditions.c.organisation_id),
            )
        )
        return {AgreementId(row.agreement_id): loaded(row.conditions, Conditions) for row in rows}


@attrs.frozen
class SqlCommissionItems(CommissionItems):
    """Lines lie in the index in the order in which a statement lists them."""

    _sight: Sight

    def note(self, items: Sequence[Counted]) -> None:
        for owner in {item.reseller_id for item in items}:
            self._sight.insist_on(owner)
        rows = [item_row(item) for item in items]
        if not insert_rows(self._sight.connection, commission_items, rows):
            raise AlreadyThere(" ".join(item.source_key for item in items))

    def of(
        self, reseller_id: OrganisationId, period: str, after: Place | None = None, most: int = 100
    ) -> Sequence[Counted]:
        lines = sa.select(commission_items).where(*self._mine(reseller_id, period))
        if after is not None:
            lines = lines.where((after.agreement_id, after.occurred_at, after.id) < _PLACE)
        in_order = lines.order_by(_ITEMS.agreement_id, _ITEMS.occurred_at, _ITEMS.id)
        return [item_of(row) for row in self._sight.all(in_order.limit(most))]

    def base_until(self, reseller_id: OrganisationId, period: str, place: Place) -> int:
        there = sa.tuple_(_ITEMS.occurred_at, _ITEMS.id) <= (place.occurred_at, place.id)
        row = self._sight.first(
            sa.select(_cents(_ITEMS.base_cents).label("base_cents")).where(
                *self._mine(reseller_id, period), _ITEMS.agreement_id == place.agreement_id, there
            )
        )
        return row.base_cents if row else 0

    def _mine(self, reseller_id: OrganisationId, period: str) -> tuple[sa.ColumnElement[bool], ...]:
        seen = self._sight.sees(_ITEMS.organisation_id)
        return _ITEMS.organisation_id == reseller_id, _ITEMS.period == period, seen


@attrs.frozen
class SqlSettlements(Settlements):
    """What was booked and decided."""

    _sight: Sight

    def bonuses(self, reseller_id: OrganisationId) -> Sequence[BonusBooked]:
        mine = commission_bonuses.c
        rows = self._sight.all(
            sa.select(commission_bonuses)
            .where(mine.organisation_id == reseller_id, self._sight.sees(mine.organisation_id))
            .order_by(mine.agreement_id, mine.place, mine.period)
        )
        return [bonus_of(row) for row in rows]

    def keep_bonus(self, reseller_id: OrganisationId, bonus: BonusBooked) -> None:
        self._sight.insist_on(reseller_id)
        key = ("agreement_id", "place", "period")
        row = bonus_row(reseller_id, bonus)
        if not self._sight.put(commission_bonuses, row, key, only_if_same="organisation_id"):
            raise NoSuchOrganisation

    def payouts(self, reseller_id: OrganisationId) -> Sequence[Payout]:
        mine = commission_payouts.c
        rows = self._sight.all(
            sa.select(commission_payouts)
            .where(mine.organisation_id == reseller_id, self._sight.sees(mine.organisation_id))
            .order_by(mine.decided_at, mine.payer_id, mine.number)
        )
        return [payout_of(row) for row in rows]

    def add_payout(self, payout: Payout) -> None:
        self._sight.insist_on(payout.reseller_id)
        if not self._sight.add(commission_payouts, payout_row(payout)):
            raise AlreadyThere(f"payout {payout.reference}")
