"""Catalogues, customers, appointments and callbacks."""

import attrs
import pytest

from askpro.domain.booking.appointment import Appointment, NoSuchAppointment
from askpro.domain.booking.callback import Callback, Priority
from askpro.domain.booking.customer import Customer, NoSuchCustomer
from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.service import Catalogue
from askpro.domain.ids import (
    AppointmentId,
    BranchId,
    CallbackId,
    CallId,
    CustomerId,
    ServiceId,
)
from askpro.domain.moment import Interval
from askpro.domain.organisations.policy import Policy
from askpro.ports.storage import AlreadyThere, NoSuchBranch, StaleVersion, Storage
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.world import ADA, NOON, Shop, World, minutes, some_id


def _customer(shop: Shop, name: str = "Zoë Müßig-Łęcka", phone: str | None = "+491701") -> Customer:
    return Customer(CustomerId(some_id()), shop.id, name, phone, "zoe@example.org")


def _booked(storage: Storage, shop: Shop, at: int = 60) -> Appointment:
    """An appointment of a new customer, so many minutes after noon."""
    customer, hold = _customer(shop), shop.hold("a", at=NOON + minutes(at))
    appointment = shop.appointment(hold, customer.id, at=NOON + minutes(at / 100))
    with storage.begin(shop.scope) as work:
        work.customers.add(customer)
        work.diary.hold([hold], NOON)
        work.diary.keep(appointment, NOON)
        work.appointments.add(appointment)
    return appointment


class BookingClaims(Planted):
    """Catalogues, Customers, Appointments, Callbacks."""

    def test_a_catalogue_comes_back_in_the_order_it_was_put(
        self, storage: Storage, world: World
    ) -> None:
        salon = world.salon
        colour = attrs.evolve(
            salon.service,
            id=ServiceId(some_id()),
            name="Ansatzfärbung",
            buffer_after_minutes=10,
            synonyms=("Färben", "Farbe"),
            policy=Policy(minimum_notice_minutes=120),
        )
        away = attrs.evolve(
            salon.staff[0], absences=(Interval(NOON, NOON + minutes(60)),), name="Ada B."
        )
        catalogue = Catalogue(
            opening=WeeklyHours.parse("Tue-Fri 09:00-18:00, Sat 09:00-24:00"),
            services=(colour, salon.service),
            staff=(salon.staff[1], away),
            policy=Policy(hold_minutes=7),
        )

        with storage.begin(salon.scope) as work:
            work.catalogues.put(salon.branch.id, catalogue)

        with storage.look(salon.scope) as work:
            assert work.catalogues.of(salon.branch.id) == catalogue

    def test_the_catalogue_of_an_unknown_branch_is_missing(
        self, storage: Storage, world: World
    ) -> None:
        with pytest.raises(NoSuchBranch), storage.look(world.salon.scope) as work:
            work.catalogues.of(BranchId(some_id()))

    def test_a_customer_comes_back_as_added_and_as_saved(
        self, storage: Storage, world: World
    ) -> None:
        customer = _customer(world.salon)
        renamed = attrs.evolve(customer, name="Zoë Łęcka", phone=None, email=None)
        with storage.begin(world.salon.scope) as work:
            work.customers.add(customer)
            added = work.customers.get(customer.id)
            work.customers.save(renamed)

        with storage.look(world.salon.scope) as work:
            assert (added, work.customers.get(customer.id)) == (customer, renamed)

    def test_an_unknown_customer_is_missing(self, storage: Storage, world: World) -> None:
        with pytest.raises(NoSuchCustomer), storage.look(world.salon.scope) as work:
            work.customers.get(CustomerId(some_id()))
        with pytest.raises(NoSuchCustomer), storage.begin(world.salon.scope) as work:
            work.customers.save(_customer(world.salon))

    def test_everyone_of_the_company_who_shares_the_number_is_found(
        self, storage: Storage, world: World
    ) -> None:
        zoe, max_ = _customer(world.salon), _customer(world.salon, "Max")
        other, elsewhere = _customer(world.salon, phone="+491702"), _customer(world.garage)
        nameless = _customer(world.salon, phone=None)
        with storage.begin(world.salon.scope) as work:
            for customer in (zoe, max_, other, nameless):
                work.customers.add(customer)
        with storage.begin(world.garage.scope) as work:
            work.customers.add(elsewhere)

        with storage.look(world.salon.scope) as work:
            found = work.customers.with_phone(world.salon.id, "+491701")

        assert sorted(customer.name for customer in found) == sorted([zoe.name, max_.name])

    def test_an_appointment_comes_back_with_all_its_changes(
        self, storage: Storage, world: World
    ) -> None:
        booked = _booked(storage, world.salon)
        confirmed = booked.confirm(NOON + minutes(1), ADA)
        cancelled = confirmed.cancel(NOON + minutes(2), ADA, "verhindert")
        with storage.begin(world.salon.scope) as work:
            work.appointments.save(confirmed)
        with storage.begin(world.salon.scope) as work:
            work.appointments.save(cancelled)

        with storage.look(world.salon.scope) as work:
            assert work.appointments.get(booked.id) == cancelled

    def test_a_hold_is_booked_once(self, storage: Storage, world: World) -> None:
        booked = _booked(storage, world.salon)

        with pytest.raises(AlreadyThere), storage.begin(world.salon.scope) as work:
            work.appointments.add(booked)

    def test_an_unknown_appointment_is_missing(self, storage: Storage, world: World) -> None:
        with pytest.raises(NoSuchAppointment), storage.look(world.salon.scope) as work:
            work.appointments.get(AppointmentId(some_id()))

    def test_of_two_who_change_the_same_version_the_second_is_stale(
        self, storage: Storage, world: World
    ) -> None:
        booked = _booked(storage, world.salon)
        with storage.begin(world.salon.scope) as work:
            work.appointments.save(booked.confirm(NOON, ADA))

        with pytest.raises(StaleVersion), storage.begin(world.salon.scope) as work:
            work.appointments.save(booked.cancel(NOON, ADA))

    def test_a_version_is_not_skipped(self, storage: Storage, world: World) -> None:
        booked = _booked(storage, world.salon)
        two_on = booked.confirm(NOON, ADA).cancel(NOON, ADA)

        with pytest.raises(StaleVersion), storage.begin(world.salon.scope) as work:
            work.appointments.save(two_on)

    def test_what_was_booked_on_a_call_is_found_the_oldest_first(
        self, storage: Storage, world: World
    ) -> None:
        later, earlier = _booked(storage, world.salon, 300), _booked(storage, world.salon, 200)

        with storage.look(world.salon.scope) as work:
            assert list(work.appointments.of_call(CallId("a"))) == [earlier, later]
            assert list(work.appointments.of_call(CallId("b"))) == []

    def test_live_appointments_of_customers_are_found_the_next_first(
        self, storage: Storage, world: World
    ) -> None:
        later, sooner = _booked(storage, world.salon, 300), _booked(storage, world.salon, 200)
        over, gone = _booked(storage, world.salon, 60), _booked(storage, world.salon, 400)
        with storage.begin(world.salon.scope) as work:
            work.appointments.save(gone.cancel(NOON, ADA))
        everyone = [one.customer_id for one in (later, sooner, over, gone)]

        with storage.look(world.salon.scope) as work:
            found = work.appointments.of_customers(everyone, over.during.end)
            still = work.appointments.of_customers([over.customer_id], over.during.start)
            nobody = work.appointments.of_customers([], NOON)

        assert list(found) == [sooner, later]
        assert list(still) == [over]
        assert list(nobody) == []

    def test_a_callback_is_kept_once_and_found_by_its_call(
        self, storage: Storage, world: World
    ) -> None:
        first = Callback(
            id=CallbackId(some_id()),
            organisation_id=world.salon.id,
            branch_id=world.salon.branch.id,
            call_id=CallId("a"),
            requested_at=NOON,
            message="Bitte zurückrufen",
            name="Zoë",
            phone="+491701",
            priority=Priority.URGENT,
            due_at=NOON + minutes(77),
        )
        second = attrs.evolve(first, id=CallbackId(some_id()), requested_at=NOON - minutes(1))

        with storage.begin(world.salon.scope) as work:
            work.callbacks.add(first)
            work.callbacks.add(second)
            work.callbacks.add(attrs.evolve(first, message="anders"))

        with storage.look(world.salon.scope) as work:
            assert list(work.callbacks.of_call(CallId("a"))) == [second, first]
