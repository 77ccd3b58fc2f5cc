"""Catalogues, customers, appointments and wishes to be called back, in memory."""

from collections.abc import Sequence
from datetime import datetime

import attrs

from askpro.adapters.memory.sight import Sight
from askpro.domain.booking.appointment import Appointment, NoSuchAppointment
from askpro.domain.booking.callback import Callback
from askpro.domain.booking.customer import Customer, NoSuchCustomer
from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.service import Catalogue
from askpro.domain.ids import AppointmentId, BranchId, CallId, CustomerId, OrganisationId
from askpro.ports.storage import (
    AlreadyThere,
    Appointments,
    Callbacks,
    Catalogues,
    Customers,
    NoSuchBranch,
    StaleVersion,
)

NOTHING_YET = Catalogue(opening=WeeklyHours(()), services=(), staff=())


@attrs.frozen
class MemoryCatalogues(Catalogues):
    """Each branch's catalogue; a branch without one is never open and offers nothing."""

    _sight: Sight

    def put(self, branch_id: BranchId, catalogue: Catalogue) -> None:
        self._must_see(branch_id)
        self._sight.tables.catalogues.put(branch_id, catalogue)

    def of(self, branch_id: BranchId) -> Catalogue:
        self._must_see(branch_id)
        return self._sight.tables.catalogues.get(branch_id) or NOTHING_YET

    def _must_see(self, branch_id: BranchId) -> None:
        branch = self._sight.tables.branches.get(branch_id)
        if branch is None or not self._sight.sees(branch.organisation_id):
            raise NoSuchBranch


@attrs.frozen
class MemoryCustomers(Customers):
    """The customers of the scope's companies."""

    _sight: Sight

    def add(self, customer: Customer) -> None:
        self._sight.must_see(customer.organisation_id)
        if customer.id in self._sight.tables.customers:
            raise AlreadyThere(f"customer {customer.id}")
        self._sight.tables.customers.put(customer.id, customer)

    def get(self, id: CustomerId) -> Customer:
        customer = self._sight.tables.customers.get(id)
        if customer is None or not self._sight.sees(customer.organisation_id):
            raise NoSuchCustomer
        return customer

    def save(self, customer: Customer) -> None:
        if self.get(customer.id).organisation_id != customer.organisation_id:
            raise NoSuchCustomer
        self._sight.tables.customers.put(customer.id, customer)

    def with_phone(self, organisation_id: OrganisationId, phone: str) -> Sequence[Customer]:
        if not self._sight.sees(organisation_id):
            return []
        return [
            customer
            for customer in self._sight.tables.customers.rows()
            if customer.organisation_id == organisation_id and customer.phone == phone
        ]


@attrs.frozen
class MemoryAppointments(Appointments):
    """The appointments of the scope."""

    _sight: Sight

    def add(self, appointment: Appointment) -> None:
        self._sight.must_see(appointment.organisation_id)
        if appointment.id in self._sight.tables.appointments:
            raise AlreadyThere(f"appointment {appointment.id}")
        self._sight.tables.appointments.put(appointment.id, appointment)

    def get(self, id: AppointmentId) -> Appointment:
        appointment = self._sight.tables.appointments.get(id)
        if appointment is None or not self._sight.sees(appointment.organisation_id):
            raise NoSuchAppointment
        return appointment

    def save(self, appointment: Appointment) -> None:
        known = self.get(appointment.id)
        if known.organisation_id != appointment.organisation_id:
            raise NoSuchAppointment
        if appointment.changes[:-1] != known.changes:
            raise StaleVersion
        self._sight.tables.appointments.put(appointment.id, appointment)

    def of_call(self, call_id: CallId) -> Sequence[Appointment]:
        booked = [one for one in self._seen() if one.call_id == call_id]
        return sorted(booked, key=lambda one: one.changes[0].at)

    def of_customers(self, ids: Sequence[CustomerId], after: datetime) -> Sequence[Appointment]:
        wanted = set(ids)
        coming = [
            one
            for one in self._seen()
            if one.customer_id in wanted and one.live and one.during.end > after
        ]
        return sorted(coming, key=lambda one: one.during)

    def _seen(self) -> Sequence[Appointment]:
        return [
            one
            for one in self._sight.tables.appointments.rows()
            if self._sight.sees(one.organisation_id)
        ]


@attrs.frozen
class MemoryCallbacks(Callbacks):
    """Wishes to be called back."""

    _sight: Sight

    def add(self, callback: Callback) -> None:
        self._sight.must_see(callback.organisation_id)
        if callback.id not in self._sight.tables.callbacks:
            self._sight.tables.callbacks.put(callback.id, callback)

    def of_call(self, call_id: CallId) -> Sequence[Callback]:
        wishes = [
            one
            for one in self._sight.tables.callbacks.rows()
            if one.call_id == call_id and self._sight.sees(one.organisation_id)
        ]
        return sorted(wishes, key=lambda one: one.requested_at)
