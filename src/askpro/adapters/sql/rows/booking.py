"""Catalogues, customers, appointments, holds and callbacks."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from askpro.adapters.sql.stored_json import dumped, loaded, remembered
from askpro.domain.booking.appointment import Appointment, Change, Status
from askpro.domain.booking.callback import Callback, Priority
from askpro.domain.booking.customer import Customer
from askpro.domain.booking.hold import Hold
from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.service import Service, StaffMember
from askpro.domain.ids import (
    AppointmentId,
    BranchId,
    CallbackId,
    CallId,
    CustomerId,
    HoldId,
    OrganisationId,
    ServiceId,
    StaffId,
)
from askpro.domain.moment import Interval
from askpro.domain.money import Currency, Money
from askpro.domain.organisations.policy import Policy


def service_row(service: Service, branch_id: BranchId, position: int) -> dict[str, Any]:
    return {
        "branch_id": branch_id,
        "id": service.id,
        "organisation_id": service.organisation_id,
        "position": position,
        "name": service.name,
        "length_minutes": service.length_minutes,
        "price_cents": service.price.cents,
        "currency": service.price.currency.value,
        "buffer_before_minutes": service.buffer_before_minutes,
        "buffer_after_minutes": service.buffer_after_minutes,
        "synonyms": dumped(service.synonyms, tuple[str, ...]),
        "policy": dumped(service.policy, Policy),
    }


def service_of(row: sa.Row[Any]) -> Service:
    return Service(
        id=ServiceId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        name=row.name,
        length_minutes=row.length_minutes,
        price=Money(row.price_cents, Currency(row.currency)),
        buffer_before_minutes=row.buffer_before_minutes,
        buffer_after_minutes=row.buffer_after_minutes,
        synonyms=remembered(row.synonyms, tuple[str, ...]),
        policy=remembered(row.policy, Policy),
    )


def staff_row(member: StaffMember, position: int) -> dict[str, Any]:
    return {
        "id": member.id,
        "organisation_id": member.organisation_id,
        "branch_id": member.branch_id,
        "position": position,
        "name": member.name,
        "hours": dumped(member.hours, WeeklyHours),
        "service_ids": dumped(member.service_ids, frozenset[ServiceId]),
        "absences": dumped(member.absences, tuple[Interval, ...]),
    }


def staff_of(row: sa.Row[Any]) -> StaffMember:
    return StaffMember(
        id=StaffId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        branch_id=BranchId(row.branch_id),
        name=row.name,
        hours=remembered(row.hours, WeeklyHours),
        service_ids=remembered(row.service_ids, frozenset[ServiceId]),
        absences=remembered(row.absences, tuple[Interval, ...]),
    )


def customer_row(customer: Customer) -> dict[str, Any]:
    return {
        "id": customer.id,
        "organisation_id": customer.organisation_id,
        "name": customer.name,
        "phone": customer.phone,
        "email": customer.email,
    }


def customer_of(row: sa.Row[Any]) -> Customer:
    return Customer(
        id=CustomerId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        name=row.name,
        phone=row.phone,
        email=row.email,
    )


def appointment_row(appointment: Appointment) -> dict[str, Any]:
    return {
        "id": appointment.id,
        "organisation_id": appointment.organisation_id,
        "branch_id": appointment.branch_id,
        "service_id": appointment.service_id,
        "staff_id": appointment.staff_id,
        "customer_id": appointment.customer_id,
        "starts_at": appointment.during.start,
        "ends_at": appointment.during.end,
        "status": appointment.status.value,
        "price_cents": appointment.price.cents,
        "currency": appointment.price.currency.value,
        "call_id": appointment.call_id,
        "version": appointment.version,
        "changes": dumped(appointment.changes, tuple[Change, ...]),
        "requested_at": appointment.changes[0].at,
    }


def appointment_of(row: sa.Row[Any]) -> Appointment:
    return Appointment(
        id=AppointmentId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        branch_id=BranchId(row.branch_id),
        service_id=ServiceId(row.service_id),
        staff_id=StaffId(row.staff_id),
        customer_id=CustomerId(row.customer_id),
        during=Interval(row.starts_at, row.ends_at),
        status=Status(row.status),
        price=Money(row.price_cents, Currency(row.currency)),
        changes=loaded(row.changes, tuple[Change, ...]),
        call_id=None if row.call_id is None else CallId(row.call_id),
    )


def hold_rows(holds: Sequence[Hold], made_at: object) -> list[dict[str, Any]]:
    """The rows of holds made together, whose order is kept."""
    return [
        {
            "id": hold.id,
            "organisation_id": hold.organisation_id,
            "staff_id": hold.staff_id,
            "starts_at": hold.occupies.start,
            "ends_at": hold.occupies.end,
            "kind": "hold",
            "service_id": hold.service_id,
            "appointment_starts_at": hold.during.start,
            "appointment_ends_at": hold.during.end,
            "call_id": hold.call_id,
            "expires_at": hold.expires_at,
            "made_at": made_at,
            "position": position,
        }
        for position, hold in enumerate(holds)
    ]


def hold_of(row: sa.Row[Any]) -> Hold:
    return Hold(
        id=HoldId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        call_id=CallId(row.call_id),
        service_id=ServiceId(row.service_id),
        staff_id=StaffId(row.staff_id),
        during=Interval(row.appointment_starts_at, row.appointment_ends_at),
        occupies=Interval(row.starts_at, row.ends_at),
        expires_at=row.expires_at,
    )


def callback_row(callback: Callback) -> dict[str, Any]:
    return {
        "id": callback.id,
        "organisation_id": callback.organisation_id,
        "branch_id": callback.branch_id,
        "call_id": callback.call_id,
        "requested_at": callback.requested_at,
        "message": callback.message,
        "name": callback.name,
        "phone": callback.phone,
        "priority": callback.priority.value,
        "due_at": callback.due_at,
    }


def callback_of(row: sa.Row[Any]) -> Callback:
    return Callback(
        id=CallbackId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        branch_id=BranchId(row.branch_id),
        call_id=CallId(row.call_id),
        requested_at=row.requested_at,
        message=row.message,
        name=row.name,
        phone=row.phone,
        priority=Priority(row.priority),
        due_at=row.due_at,
    )
