"""Everything one company has, for another to ask for."""

from typing import Self

import attrs

from askpro.domain.billing.charge import Charge
from askpro.domain.billing.ledger import Transaction
from askpro.domain.billing.price_book import PriceBook
from askpro.domain.billing.refunded import Refund
from askpro.domain.billing.terms import Terms
from askpro.domain.booking.appointment import Appointment
from askpro.domain.booking.callback import Callback
from askpro.domain.booking.customer import Customer
from askpro.domain.booking.hold import Hold
from askpro.domain.ids import CallbackId, CustomerId
from askpro.domain.notices.notice import Told
from askpro.domain.telephony.call import Call
from askpro.domain.telephony.desk import Desk
from askpro.ports.storage import Storage
from askpro.testing.contracts.storage.billing import a_charge, a_transaction
from askpro.testing.contracts.storage.calls import a_desk, told
from askpro.testing.contracts.storage.price_books import a_book, published
from askpro.testing.contracts.storage.refunds import a_refund
from askpro.testing.contracts.storage.wallets import open_wallet
from askpro.testing.world import EVERYTHING, NOON, Shop, World, some_id


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
            work.charges.add([its.charge])
            work.price_books.put_draft(its.draft)
            work.prices.add_terms(Terms(world.salon.id, NOON))
            work.refunds.add(its.refund)
        published(storage, a_book(world.reseller.id, world.garage.id))
        return its
