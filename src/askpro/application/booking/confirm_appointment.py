"""Bring the calendar of record in line with our books, then tell people. Done by the worker."""

import attrs

from askpro.application.billing.charge_event import charge_event
from askpro.application.notices.announce import announce
from askpro.domain.billing.meter import APPOINTMENT
from askpro.domain.booking.appointment import Appointment
from askpro.domain.ids import AppointmentId
from askpro.domain.notices.notice import Occasion
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.scope import Scope
from askpro.ports.calendar import Calendar
from askpro.ports.clock import Clock, NewId
from askpro.ports.storage import Storage

WORKER = Actor(ActorKind.SYSTEM, "worker")


@attrs.frozen
class ConfirmAppointment:
    """Requested in our books → in the calendar of record → confirmed, and announced."""

    storage: Storage
    calendar: Calendar
    clock: Clock
    new_id: NewId

    def __call__(self, id: AppointmentId) -> None:
        """Safe to repeat at any point: the calendar and the status both take it once.

        Raises:
            SlotTaken: The calendar has something else there; a person must decide.
            Unavailable: No answer from the calendar; try again.
        """
        appointment = _get(self.storage, id)
        if not appointment.live:
            return
        self.calendar.book(appointment)
        if not self._confirmed(id):
            # Cancelled while we were asking: the withdrawal may have come before our booking.
            self.calendar.cancel(appointment)

    def _confirmed(self, id: AppointmentId) -> bool:
        with self.storage.begin(Scope.everything()) as work:
            appointment = work.appointments.get(id)
            if not appointment.live:
                return False
            confirmed = appointment.confirm(self.clock(), WORKER)
            if confirmed is not appointment:
                work.appointments.save(confirmed)
            charge_event(
                work,
                f"appointment:{id}",
                confirmed.organisation_id,
                APPOINTMENT,
                self.clock(),
                self.new_id,
            )
            announce(work, confirmed, Occasion.CONFIRMED)
            return True


@attrs.frozen
class WithdrawAppointment:
    """Cancelled in our books → out of the calendar of record, and announced."""

    storage: Storage
    calendar: Calendar

    def __call__(self, id: AppointmentId) -> None:
        """Safe to repeat. Raises ``Unavailable`` when the calendar gives no answer."""
        appointment = _get(self.storage, id)
        self.calendar.cancel(appointment)
        with self.storage.begin(Scope.everything()) as work:
            announce(work, appointment, Occasion.CANCELLED)


def _get(storage: Storage, id: AppointmentId) -> Appointment:
    with storage.look(Scope.everything()) as work:
        return work.appointments.get(id)
