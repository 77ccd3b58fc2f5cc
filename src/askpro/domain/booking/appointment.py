"""An appointment's life: requested → confirmed → cancelled; every change is kept.

``requested`` is committed in our own books and on its way to the calendar of record;
``confirmed`` is in both. Each change keeps who, when, why, and the status before.
"""

from datetime import datetime, timedelta
from enum import Enum

import attrs

from askpro.domain.booking.customer import Customer
from askpro.domain.booking.hold import Hold
from askpro.domain.booking.service import Service
from askpro.domain.errors import Missing, Refused
from askpro.domain.ids import (
    AppointmentId,
    BranchId,
    CallId,
    CustomerId,
    OrganisationId,
    ServiceId,
    StaffId,
)
from askpro.domain.moment import Interval
from askpro.domain.money import Money
from askpro.domain.organisations.actor import Actor


class Status(Enum):
    """Where in its life an appointment stands."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    COMPLETED = "completed"
    NO_SHOW = "no_show"


LIVE = frozenset({Status.REQUESTED, Status.CONFIRMED})


@attrs.define
class NoSuchAppointment(Missing):
    """There is no such appointment here."""


@attrs.define
class AlreadyOver(Refused):
    """The appointment is already over or cancelled."""

    status: Status


@attrs.define
class TooLateToCancel(Refused):
    """It is too late to cancel this appointment without a person's help."""

    until: datetime


@attrs.frozen
class Change:
    """Who did what, when and why; ``before`` is None for the first."""

    at: datetime
    by: Actor
    before: Status | None
    after: Status
    why: str = ""


@attrs.frozen
class Appointment:
    """A service for a customer with a staff member; ``version`` counts its changes."""

    id: AppointmentId
    organisation_id: OrganisationId
    branch_id: BranchId
    service_id: ServiceId
    staff_id: StaffId
    customer_id: CustomerId
    during: Interval
    status: Status
    price: Money
    changes: tuple[Change, ...]
    call_id: CallId | None = None

    @property
    def version(self) -> int:
        return len(self.changes)

    @property
    def live(self) -> bool:
        return self.status in LIVE

    def confirm(self, now: datetime, by: Actor) -> "Appointment":
        """In the calendar of record as well; confirming twice is confirming once."""
        if self.status is Status.CONFIRMED:
            return self
        if self.status is not Status.REQUESTED:
            raise AlreadyOver(self.status)
        return self._changed(Status.CONFIRMED, now, by)

    def cancel(
        self, now: datetime, by: Actor, why: str = "", notice_minutes: int = 0
    ) -> "Appointment":
        """Give the time back; cancelling twice is cancelling once.

        Raises:
            TooLateToCancel: Less than the notice is left.
            AlreadyOver: It has taken place.
        """
        if self.status is Status.CANCELLED:
            return self
        if not self.live or self.during.start <= now:
            raise AlreadyOver(self.status)
        until = self.during.start - timedelta(minutes=notice_minutes)
        if now > until:
            raise TooLateToCancel(until)
        return self._changed(Status.CANCELLED, now, by, why)

    def _changed(self, status: Status, now: datetime, by: Actor, why: str = "") -> "Appointment":
        change = Change(now, by, self.status, status, why)
        return attrs.evolve(self, status=status, changes=(*self.changes, change))


def book(
    hold: Hold,
    service: Service,
    customer: Customer,
    *,
    branch_id: BranchId,
    now: datetime,
    by: Actor,
) -> Appointment:
    """Turn a hold into an appointment, requested of the calendar of record."""
    assert hold.service_id == service.id
    return Appointment(
        id=AppointmentId(hold.id),
        organisation_id=hold.organisation_id,
        branch_id=branch_id,
        service_id=service.id,
        staff_id=hold.staff_id,
        customer_id=customer.id,
        during=hold.during,
        status=Status.REQUESTED,
        price=service.price,
        changes=(Change(now, by, None, Status.REQUESTED),),
        call_id=hold.call_id,
    )
