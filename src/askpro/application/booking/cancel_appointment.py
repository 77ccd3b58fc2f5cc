"""Give an appointment back."""

from collections.abc import Callable, Sequence
from datetime import datetime

import attrs

from askpro.domain.booking.appointment import Appointment, NoSuchAppointment
from askpro.domain.errors import Refused
from askpro.domain.ids import AppointmentId
from askpro.domain.organisations.actor import Actor
from askpro.domain.organisations.policy import settle
from askpro.domain.telephony.desk import Desk
from askpro.ports.clock import Clock
from askpro.ports.jobs import Job
from askpro.ports.storage import Storage, Work


@attrs.define
class NumberWithheld(Refused):
    """Who shows no number may not see, cancel or move appointments."""


@attrs.define
class WhichAppointment(Refused):
    """The customer has several appointments; one must be named."""

    starts: tuple[datetime, ...]


@attrs.frozen
class CancelAppointment:
    """By the customer on a call, within the notice; by a member, at any time before it."""

    storage: Storage
    clock: Clock

    def on_call(
        self, desk: Desk, means: Callable[[datetime], bool] | None = None, why: str = ""
    ) -> Appointment:
        """Cancel the caller's appointment; which one must be said only when there are several.

        ``means`` tells whether a start is among those that were said; None: none was said.

        Raises:
            NumberWithheld, WhichAppointment, TooLateToCancel, AlreadyOver: Why not.
            NoSuchAppointment: The number has none (then).
        """
        now = self.clock()
        with self.storage.begin(desk.actor.scope) as work:
            found = _one(_upcoming(work, desk, now), means)
            service = desk.catalogue.service(found.service_id)
            levels = [service.policy] if service else []
            rules = settle(*levels, desk.catalogue.policy)
            cancelled = found.cancel(now, desk.actor, why, rules.cancel_notice_minutes)
            _keep(work, found, cancelled)
            return cancelled

    def by_member(self, id: AppointmentId, by: Actor, why: str = "") -> Appointment:
        """Cancel whatever the policy says to customers.

        Raises:
            NoSuchAppointment: Not there, or not in the actor's subtree.
            AlreadyOver: It has taken place.
        """
        with self.storage.begin(by.scope) as work:
            found = work.appointments.get(id)
            cancelled = found.cancel(self.clock(), by, why)
            _keep(work, found, cancelled)
            return cancelled


def _upcoming(work: Work, desk: Desk, now: datetime) -> Sequence[Appointment]:
    if desk.caller is None:
        raise NumberWithheld
    customers = work.customers.with_phone(desk.organisation_id, desk.caller)
    booked = work.appointments.of_customers([customer.id for customer in customers], now)
    return [appointment for appointment in booked if appointment.during.start > now]


def _one(upcoming: Sequence[Appointment], means: Callable[[datetime], bool] | None) -> Appointment:
    meant = [entry for entry in upcoming if means is None or means(entry.during.start)]
    if not meant:
        raise NoSuchAppointment
    if len(meant) > 1:
        raise WhichAppointment(tuple(entry.during.start for entry in meant))
    return meant[0]


def _keep(work: Work, before: Appointment, after: Appointment) -> None:
    """Store the new version, free the time, and let the world hear of it after the commit."""
    if after is before:
        return
    work.appointments.save(after)
    work.diary.free(after.id)
    work.jobs.enqueue(
        Job(
            kind="withdraw_appointment",
            key=f"withdraw:{after.id}",
            facts={"appointment_id": str(after.id)},
            organisation_id=after.organisation_id,
        )
    )
