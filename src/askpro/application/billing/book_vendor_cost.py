"""Book what a vendor charges for a call, once it is believed and can be converted."""

from datetime import datetime

import attrs

from askpro.application.notices.alert import alert
from askpro.domain.billing.commission_item import ZONE
from askpro.domain.billing.vendor_bill import Stage, VendorBill
from askpro.domain.billing.vendor_cost import (
    Alarm,
    NoExchangeRate,
    PlausibleBand,
    VendorAmount,
    judge,
    post_vendor_cost,
    rate_on,
)
from askpro.domain.ids import CallId, TransactionId
from askpro.domain.moment import local
from askpro.domain.money import Currency, Price
from askpro.domain.organisations.scope import Scope
from askpro.ports.clock import Clock, NewId
from askpro.ports.storage import Storage, Work

JOB = "book_vendor_cost"
VOICE = "retell"
CURRENCY = Currency.USD
BAND = PlausibleBand(Price.parse("0.02", CURRENCY), Price.parse("1.50", CURRENCY))
"""What a minute on the telephone costs; narrower than 1 to 100, so that cents taken for
dollars are seen. The vendor's list says 0.07 to 0.31."""
PIECE = 100


@attrs.frozen
class BookVendorCost:
    """Told late, told again or told higher: the books show the true cost in the end."""

    storage: Storage
    clock: Clock
    new_id: NewId

    def __call__(self, call_id: CallId, cents: str) -> VendorBill:
        """Take in a cost in US cents with fractions; the same again changes nothing.

        Raises:
            NoSuchCall, NotACost: There is nothing to book.
        """
        cost = VendorAmount.in_cents(cents, CURRENCY)
        with self.storage.begin(Scope.everything()) as work:
            call = work.calls.get(call_id)
            first = VendorBill(
                VOICE,
                f"call:{call_id}",
                work.organisations.platform().id,
                call.ended_at or call.first_seen_at,
                call.billable_seconds,
                cost,
            )
            met = work.vendor_costs.meet(first)
            bill = met.told(cost, call.billable_seconds)
            return self._advance(work, bill) if bill.stage is Stage.TOLD else bill

    def reconcile(self) -> int:
        """Book what waited for an exchange rate that is there now; how many bills."""
        booked, after = 0, None
        while True:
            with self.storage.look(Scope.everything()) as work:
                waiting = work.vendor_costs.waiting(after, PIECE)
            for bill in waiting:
                booked += self._try_again(bill)
            if len(waiting) < PIECE:
                return booked
            after = waiting[-1].vendor, waiting[-1].source

    def _try_again(self, bill: VendorBill) -> bool:
        with self.storage.begin(Scope.everything()) as work:
            met = work.vendor_costs.meet(bill)
            if met.stage is not Stage.WAITING:
                return False
            return self._advance(work, met).stage is Stage.BOOKED

    def _advance(self, work: Work, bill: VendorBill) -> VendorBill:
        """As far as it goes: doubted, waiting for a rate, or booked."""
        answer = judge(bill.cost, bill.seconds, BAND)
        if isinstance(answer, Alarm):
            _doubt(work, bill, answer)
            bill = attrs.evolve(bill, stage=Stage.ODD, odd=answer.reason)
        else:
            try:
                bill = self._book(work, bill, self.clock())
            except NoExchangeRate as missing:
                _ask_for_rate(work, bill, missing)
                bill = attrs.evolve(bill, stage=Stage.WAITING)
        work.vendor_costs.save(bill)
        return bill

    def _book(self, work: Work, bill: VendorBill, now: datetime) -> VendorBill:
        """Raises ``NoExchangeRate``."""
        day, bought = local(bill.occurred_at, ZONE).date(), work.organisations.platform().currency
        known = work.exchange_rates.around(day, bill.cost.currency, bought)
        rate = rate_on(day, known, bill.cost.currency, bought)
        true = rate.convert(bill.cost)
        transaction = post_vendor_cost(
            bill.source_key,
            true,
            bill.booked,
            owner_id=bill.owner_id,
            number=bill.bookings,
            id=TransactionId(self.new_id()),
            occurred_at=bill.occurred_at,
            now=now,
        )
        number = bill.bookings
        if transaction is not None:
            posted = work.ledger.post(transaction)
            assert posted.new, f"{transaction.source_key} was booked without its bill knowing"
            number += 1
        return attrs.evolve(bill, stage=Stage.BOOKED, rate=rate, booked=true, bookings=number)


def _doubt(work: Work, bill: VendorBill, alarm: Alarm) -> None:
    alert(
        work,
        f"odd-cost:{bill.vendor}:{bill.source}:{bill.cost}",
        f"{bill.vendor} says that {bill.source} ({bill.seconds} s) cost {bill.cost}, which is "
        f"not believed ({alarm.reason.value}); it was not booked.",
    )


def _ask_for_rate(work: Work, bill: VendorBill, missing: NoExchangeRate) -> None:
    sold, day = missing.sold.value, missing.day.isoformat()
    alert(
        work,
        f"no-rate:{sold}:{day}",
        f"There is no exchange rate of {sold} for {day}, so what {bill.vendor} charged is not "
        f"booked yet. Set one: askpro rates set {day} {sold} RATE --source SOURCE",
    )
