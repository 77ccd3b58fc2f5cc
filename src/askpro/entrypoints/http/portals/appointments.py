"""Appointments: the list, one with its history, and giving it back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect

from askpro.domain.booking.appointment import AlreadyOver
from askpro.domain.ids import AppointmentId
from askpro.entrypoints.http.portals.dependencies import PER_PAGE, After, ThePortal, TheSeat
from askpro.entrypoints.http.portals.portal import AnyRequest, Page, Portal, Seat

LONGEST_REASON = 200


@dataclass
class Reason:
    """Why an appointment is cancelled, if somebody says."""

    why: str = ""


@get("/appointments", sync_to_thread=True)
def list_appointments(
    request: AnyRequest, portal: ThePortal, seat: TheSeat, after: After = None
) -> Page:
    """The latest start first."""
    page = portal.views.appointments(seat.scope, after, PER_PAGE)
    return portal.page(
        request, "appointments.html", seat=seat, lines=page.lines, next=page.next, after=after
    )


@get("/appointments/{id:uuid}", sync_to_thread=True)
def show_appointment(
    request: AnyRequest, portal: ThePortal, seat: TheSeat, id: FromPath[UUID]
) -> Page:
    """Raises ``NoSuchAppointment`` for one of somebody else."""
    return portal.page(request, "appointment.html", seat=seat, **_facts(portal, seat, id))


@get("/appointments/{id:uuid}/cancel", sync_to_thread=True)
def ask_to_cancel(
    request: AnyRequest, portal: ThePortal, seat: TheSeat, id: FromPath[UUID]
) -> Page:
    """Asks once more; nothing has happened yet."""
    facts = _facts(portal, seat, id)
    return portal.page(
        request, "cancel.html", seat=seat, late=False, longest_reason=LONGEST_REASON, **facts
    )


@post("/appointments/{id:uuid}/cancel", sync_to_thread=True, status_code=303)
def cancel(
    request: AnyRequest,
    portal: ThePortal,
    seat: TheSeat,
    id: FromPath[UUID],
    data: URLEncodedBody[Reason],
) -> Response[str] | Redirect:
    """Give the time back; the customer and the calendar hear of it from the worker."""
    why = " ".join(data.why.split())[:LONGEST_REASON]
    try:
        portal.cancel_appointment.by_member(AppointmentId(id), seat.actor, why)
    except AlreadyOver:
        return portal.page(
            request, "cancel.html", seat=seat, status=409, late=True,
            longest_reason=LONGEST_REASON, **_facts(portal, seat, id),
        )  # fmt: skip
    return portal.go(f"/appointments/{id}")


def _facts(portal: Portal, seat: Seat, id: UUID) -> dict[str, Any]:
    with portal.storage.look(seat.scope) as work:
        appointment = work.appointments.get(AppointmentId(id))
        branch = work.branches.get(appointment.branch_id)
        catalogue = work.catalogues.of(appointment.branch_id)
        return {
            "appointment": appointment,
            "branch": branch,
            "zone": branch.zone,
            "company": work.organisations.get(appointment.organisation_id),
            "customer": work.customers.get(appointment.customer_id),
            "service": catalogue.service(appointment.service_id),
            "staff": catalogue.member(appointment.staff_id),
            "cancellable": appointment.live and appointment.during.start > portal.clock(),
        }
