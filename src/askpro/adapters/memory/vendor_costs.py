"""What vendors charge, and what their currencies are worth, in memory."""

from collections.abc import Sequence
from datetime import date, timedelta

import attrs

from askpro.adapters.memory.sight import Sight
from askpro.domain.billing.vendor_bill import NoSuchBill, Stage, VendorBill
from askpro.domain.billing.vendor_cost import OLDEST_RATE, ExchangeRate
from askpro.domain.money import Currency
from askpro.domain.organisations.organisation import Kind
from askpro.ports.storage import ExchangeRates, NoSuchOrganisation, VendorCosts


@attrs.frozen
class MemoryVendorCosts(VendorCosts):
    """Bills belong to the platform, so that no other scope sees any."""

    _sight: Sight

    def meet(self, first: VendorBill) -> VendorBill:
        self._sight.must_see(first.owner_id)
        key = (first.vendor, first.source)
        if key not in self._sight.tables.bills:
            self._sight.tables.bills.put(key, first)
        return self.get(*key)

    def save(self, bill: VendorBill) -> None:
        self.get(bill.vendor, bill.source)
        self._sight.tables.bills.put((bill.vendor, bill.source), bill)

    def get(self, vendor: str, source: str) -> VendorBill:
        bill = self._sight.tables.bills.get((vendor, source))
        if bill is None or not self._sight.sees(bill.owner_id):
            raise NoSuchBill
        return bill

    def waiting(
        self, after: tuple[str, str] | None = None, most: int = 100
    ) -> Sequence[VendorBill]:
        found = [
            bill
            for bill in self._sight.tables.bills.rows()
            if bill.stage is Stage.WAITING
            and self._sight.sees(bill.owner_id)
            and (after is None or (bill.vendor, bill.source) > after)
        ]
        return sorted(found, key=lambda bill: (bill.vendor, bill.source))[:most]


@attrs.frozen
class MemoryExchangeRates(ExchangeRates):
    """Rates are the platform's, who books in them."""

    _sight: Sight

    def put(self, rate: ExchangeRate) -> None:
        if not self._holds_platform():
            raise NoSuchOrganisation
        self._sight.tables.rates.put((rate.sold, rate.bought, rate.day), rate)

    def around(
        self, day: date, sold: Currency, bought: Currency, oldest: timedelta = OLDEST_RATE
    ) -> Sequence[ExchangeRate]:
        return [
            rate
            for rate in self._youngest_first()
            if (rate.sold, rate.bought) == (sold, bought) and day - oldest <= rate.day <= day
        ]

    def latest(self, most: int = 100) -> Sequence[ExchangeRate]:
        return self._youngest_first()[:most]

    def _youngest_first(self) -> list[ExchangeRate]:
        if not self._holds_platform():
            return []
        known = sorted(
            self._sight.tables.rates.rows(), key=lambda rate: (rate.sold.value, rate.bought.value)
        )
        return sorted(known, key=lambda rate: rate.day, reverse=True)

    def _holds_platform(self) -> bool:
        tree = self._sight.tables.organisations.rows()
        root = [one.id for one in tree if one.kind is Kind.PLATFORM]
        return self._sight.whole or any(map(self._sight.sees, root))
