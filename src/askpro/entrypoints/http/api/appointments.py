"""Appointments: see them, and cancel them on a member's behalf."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation

from askpro.application.booking.cancel_appointment import CancelAppointment
from askpro.domain.booking.appointment import Appointment, Change, Status
from askpro.domain.ids import AppointmentId
from askpro.domain.organisations.actor import ActorKind
from askpro.domain.organisations.key import Asker
from askpro.entrypoints.http.api.documented import After, Limit, answers
from askpro.entrypoints.http.api.wire import Amount, Page, Wire, amount, checked
from askpro.ports.storage import Storage
from askpro.ports.views import AppointmentLine, Views

Instant = Annotated[datetime, msgspec.Meta(tz=True)]


class AppointmentItem(Wire, frozen=True):
    """An appointment in a list; ``zone`` is the branch's, the instants are UTC."""

    id: UUID
    organisation_id: UUID
    company: str
    zone: str
    service: str
    staff: str
    customer: str
    phone: str | None
    start: Instant
    end: Instant
    status: Status
    price: Amount
    call_id: str | None


class ChangeOut(Wire, frozen=True):
    """Who did what, when and why; ``before`` is null for the first."""

    at: Instant
    by: ActorKind
    before: Status | None
    after: Status
    why: str


class AppointmentOut(Wire, frozen=True):
    """An appointment with its history; ``version`` counts the changes."""

    id: UUID
    organisation_id: UUID
    branch_id: UUID
    service_id: UUID
    staff_id: UUID
    customer_id: UUID
    start: Instant
    end: Instant
    status: Status
    price: Amount
    call_id: str | None
    version: int
    changes: tuple[ChangeOut, ...]


class Cancellation(Wire, frozen=True):
    """Why; kept with the change."""

    why: Annotated[str, msgspec.Meta(max_length=500, examples=["Die Kundin ist krank."])] = ""


@get("/appointments", sync_to_thread=True, responses=answers(), tags=["Appointments"])
def list_appointments(
    asker: NamedDependency[SkipValidation[Asker]],
    views: NamedDependency[SkipValidation[Views]],
    after: After = None,
    limit: Limit = 50,
) -> Page[AppointmentItem]:
    """Appointments by their start, the latest first."""
    page = views.appointments(asker.scope, after, limit)
    return Page(items=tuple(map(_item, page.lines)), next=page.next)


@get(
    "/appointments/{appointment_id:uuid}",
    sync_to_thread=True,
    responses=answers(HTTPStatus.NOT_FOUND),
    tags=["Appointments"],
)
def show_appointment(
    appointment_id: FromPath[UUID],
    asker: NamedDependency[SkipValidation[Asker]],
    storage: NamedDependency[SkipValidation[Storage]],
) -> AppointmentOut:
    """One appointment with its history."""
    with storage.look(asker.scope) as work:
        return _whole(work.appointments.get(AppointmentId(appointment_id)))


@post(
    "/appointments/{appointment_id:uuid}/cancel",
    status_code=HTTPStatus.OK,
    sync_to_thread=True,
    guards=[checked(Cancellation)],
    responses=answers(
        HTTPStatus.NOT_FOUND,
        HTTPStatus.CONFLICT,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    ),
    tags=["Appointments"],
)
def cancel(
    appointment_id: FromPath[UUID],
    data: JSONBody[Cancellation],
    asker: NamedDependency[SkipValidation[Asker]],
    cancel_appointment: NamedDependency[SkipValidation[CancelAppointment]],
) -> AppointmentOut:
    """Give the time back, whatever the notice for customers; twice is once."""
    id = AppointmentId(appointment_id)
    return _whole(cancel_appointment.by_member(id, asker.actor, data.why))


def _item(line: AppointmentLine) -> AppointmentItem:
    return AppointmentItem(
        id=line.id,
        organisation_id=line.organisation_id,
        company=line.company,
        zone=line.zone,
        service=line.service,
        staff=line.staff,
        customer=line.customer,
        phone=line.phone,
        start=line.during.start,
        end=line.during.end,
        status=line.status,
        price=amount(line.price),
        call_id=line.call_id,
    )


def _whole(appointment: Appointment) -> AppointmentOut:
    return AppointmentOut(
        id=appointment.id,
        organisation_id=appointment.organisation_id,
        branch_id=appointment.branch_id,
        service_id=appointment.service_id,
        staff_id=appointment.staff_id,
        customer_id=appointment.customer_id,
        start=appointment.during.start,
        end=appointment.during.end,
        status=appointment.status,
        price=amount(appointment.price),
        call_id=appointment.call_id,
        version=appointment.version,
        changes=tuple(map(_change, appointment.changes)),
    )


def _change(change: Change) -> ChangeOut:
    return ChangeOut(
        at=change.at, by=change.by.kind, before=change.before, after=change.after, why=change.why
    )
