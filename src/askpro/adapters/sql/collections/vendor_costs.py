"""What vendors charge the platform, and what their currencies are worth."""

from collections.abc import Sequence
from datetime import date, timedelta

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.rows.commission import bill_of, bill_row, rate_of, rate_row
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.commission import exchange_rates, vendor_costs
from askpro.adapters.sql.tables.organisations import organisations
from askpro.domain.billing.vendor_bill import NoSuchBill, Stage, VendorBill
from askpro.domain.billing.vendor_cost import OLDEST_RATE, ExchangeRate
from askpro.domain.money import Currency
from askpro.domain.organisations.organisation import Kind
from askpro.ports.storage import ExchangeRates, NoSuchOrganisation, VendorCosts


@attrs.frozen
class SqlVendorCosts(VendorCosts):
    """Bills belong to the platform, so that no other scope sees any."""

    _sight: Sight

    def meet(self, first: VendorBill) -> VendorBill:
        self._sight.insist_on(first.owner_id)
        self._sight.add(vendor_costs, bill_row(first))
        row = self._sight.first(self._one(first.vendor, first.source).with_for_update())
        if row is None:
            raise NoSuchOrganisation
        return bill_of(row)

    def save(self, bill: VendorBill) -> None:
        known = sa.update(vendor_costs).where(
            vendor_costs.c.vendor == bill.vendor,
            vendor_costs.c.source == bill.source,
            self._sight.sees(vendor_costs.c.organisation_id),
        )
        if not self._sight.change(known.values(bill_row(bill))):
            raise NoSuchBill

    def get(self, vendor: str, source: str) -> VendorBill:
        row = self._sight.first(self._one(vendor, source))
        if row is None:
            raise NoSuchBill
        return bill_of(row)

    def waiting(
        self, after: tuple[str, str] | None = None, most: int = 100
    ) -> Sequence[VendorBill]:
        mine = vendor_costs.c
        open_ = sa.select(vendor_costs).where(
            mine.stage == Stage.WAITING.value, self._sight.sees(mine.organisation_id)
        )
        if after is not None:
            open_ = open_.where(sa.tuple_(mine.vendor, mine.source) > after)
        rows = self._sight.all(open_.order_by(mine.vendor, mine.source).limit(most))
        return [bill_of(row) for row in rows]

    def _one(self, vendor: str, source: str) -> sa.Select[tuple[object, ...]]:
        return sa.select(vendor_costs).where(
            vendor_costs.c.vendor == vendor,
            vendor_costs.c.source == source,
            self._sight.sees(vendor_costs.c.organisation_id),
        )


@attrs.frozen
class SqlExchangeRates(ExchangeRates):
    """Rates are the platform's, who books in them."""

    _sight: Sight

    def put(self, rate: ExchangeRate) -> None:
        if not self._holds_platform():
            raise NoSuchOrganisation
        self._sight.put(exchange_rates, rate_row(rate), ("sold", "bought", "day"))

    def around(
        self, day: date, sold: Currency, bought: Currency, oldest: timedelta = OLDEST_RATE
    ) -> Sequence[ExchangeRate]:
        known = exchange_rates.c
        first = (day - oldest).isoformat()
        found = sa.select(exchange_rates).where(
            known.sold == sold.value,
            known.bought == bought.value,
            known.day.between(first, day.isoformat()),
        )
        return self._read(found.order_by(known.day.desc()))

    def latest(self, most: int = 100) -> Sequence[ExchangeRate]:
        known = exchange_rates.c
        in_order = sa.select(exchange_rates).order_by(known.day.desc(), known.sold, known.bought)
        return self._read(in_order.limit(most))

    def _read(self, statement: sa.Select[tuple[object, ...]]) -> Sequence[ExchangeRate]:
        if not self._holds_platform():
            return []
        return [rate_of(row) for row in self._sight.all(statement)]

    def _holds_platform(self) -> bool:
        root = sa.select(organisations.c.id).where(
            organisations.c.kind == Kind.PLATFORM.value, self._sight.sees(organisations.c.id)
        )
        return self._sight.everywhere or self._sight.first(root) is not None
