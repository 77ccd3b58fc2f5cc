"""Everything one company has, for another to ask for."""

from typing import Self

import attrs

from askpro.domain.billing.auto_top_up import Attempt, AutoTopUp
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.commission_account import BonusBooked, Payout
from askpro.domain.billing.ledger import Transaction
from askpro.domain.billing.lots import Lot
from askpro.domain.billing.low_balance import LowBalance
from askpro.domain.billing.price_book import PriceBook
from askpro.domain.billing.refunded import Refund
from askpro.domain.billing.terms import Terms
from askpro.domain.billing.vendor_bill import VendorBill
from askpro.domain.billing.wallet import Reservation
from askpro.domain.booking.appointment import Appointment
from askpro.domain.booking.callback import Callback
from askpro.domain.booking.customer import Customer
from askpro.domain.booking.hold import Hold
from askpro.domain.ids import CallbackId, CustomerId
from askpro.domain.notices.notice import Told
from askpro.domain.telephony.call import Call
from askpro.domain.telephony.desk import Desk
from askpro.ports.storage import Storage, Tried
from askpro.testing.contracts.storage.billing import a_charge, a_transaction
from askpro.testing.contracts.storage.bonus import a_lot
from askpro.testing.contracts.storage.calls import a_desk, told
from askpro.testing.contracts.storage.commission import (
    PERIOD,
    QUARTER,
    a_bill,
    a_payout,
    agents_charge,
)
from askpro.testing.contracts.storage.price_books import a_book, published
from askpro.testing.contracts.storage.refunds import a_refund
from askpro.testing.contracts.storage.wallets import open_wallet
from askpro.testing.world import EVERYTHING, IN_AN_HOUR, NOON, Shop, World, some_id


@attrs.frozen
class Belongings:
    """The salon's, or what it would look like."""

    world: World
    call: Call
    desk: Desk
    customer: Customer
    callback: Callback
    hold: Hold
    appointment: Appointment
    letter: Told
    transaction: Transaction
    charge: Charge
    draft: PriceBook
    refund: Refund
    lot: Lot
    warning: LowBalance
    rule: AutoTopUp
    tried: Tried
    earning: Charge
    payout: Payout
    bonus: BonusBooked
    bill: VendorBill

    @property
    def shop(self) -> Shop:
        return self.world.salon

    @property
    def stranger(self) -> Shop:
        return self.world.stranger

    @classmethod
    def imagined(cls, world: World) -> Self:
        """One of each, none of them kept yet."""
        salon, key = world.salon, f"letter:{some_id()}"
        call = salon.call()
        hold = salon.hold(call.id)
        customer = Customer(CustomerId(some_id()), salon.id, "Zoë", "+491701")
        charged = a_transaction(f"call:{call.id}", salon.id, world.reseller.id)
        charge = a_charge(world, f"call:{call.id}")
        return cls(
            world=world,
            call=call,
            desk=a_desk(world, call),
            customer=customer,
            callback=Callback(
                CallbackId(some_id()), salon.id, salon.branch.id, call.id, NOON, "bitte"
            ),
            hold=hold,
            appointment=salon.appointment(hold, customer.id),
            letter=told(world, key),
            draft=a_book(world.reseller.id),
            transaction=charged,
            charge=charge,
            refund=attrs.evolve(a_refund(world, charged), charge_id=charge.id),
            lot=a_lot(world, 100, expires_at=IN_AN_HOUR),
            warning=LowBalance(salon.id, 500, NOON.date()),
            rule=AutoTopUp(100_000, 5000, NOON),
            tried=Tried(some_id(), salon.id, Attempt(NOON, 5000)),
            earning=agents_charge(world, f"call:earning {call.id}", 400),
            payout=a_payout(world, charged),
            bonus=BonusBooked(QUARTER.id, 0, PERIOD, world.platform.id, 100, 10, 1),
            bill=a_bill(world),
        )

    @classmethod
    def kept(cls, storage: Storage, world: World) -> Self:
        """One of each, kept; the second hold is still a hold."""
        its = cls.imagined(world)
        open_wallet(storage, world.salon.id)
        with storage.begin(EVERYTHING) as work:
            work.calls.meet(its.call)
            work.calls.keep_desk(its.desk)
            work.customers.add(its.customer)
            work.callbacks.add(its.callback)
            work.diary.hold([its.hold, world.salon.hold("held", staff=1)], NOON)
            work.diary.keep(its.appointment, NOON)
            work.appointments.add(its.appointment)
            work.letters.keep(its.letter)
            work.ledger.post(its.transaction)
            work.charges.add([its.charge, its.earning])
            work.refunds.add(its.refund)
            work.bonus.grant(its.lot)
            work.low_balances.set_thresholds(world.salon.id, [7])
            work.low_balances.note_warned(its.warning)
            work.auto_top_ups.put(world.salon.id, its.rule)
            work.auto_top_ups.begin(its.tried)
            work.wallets.reserve(Reservation("call:kept", world.salon.id, 1, IN_AN_HOUR))
            work.prices.add_terms(Terms(world.reseller.id, NOON, agreement=QUARTER))
            work.settlements.add_payout(its.payout)
            work.settlements.keep_bonus(world.reseller.id, its.bonus)
            work.vendor_costs.meet(its.bill)
            work.price_books.put_draft(its.draft)
            work.prices.add_terms(Terms(world.salon.id, NOON))
        published(storage, a_book(world.reseller.id, world.garage.id))
        return its
