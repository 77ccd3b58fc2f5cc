"""The embedded calendar: our own diary is the calendar of record."""

from collections.abc import Sequence

import attrs

from askpro.domain.booking.appointment import Appointment, NoSuchAppointment
from askpro.domain.booking.bookability import SlotTaken, Taken
from askpro.domain.ids import StaffId
from askpro.domain.moment import Interval
from askpro.domain.organisations.scope import Scope
from askpro.ports.calendar import Calendar
from askpro.ports.storage import Storage


@attrs.frozen
class LocalCalendar(Calendar):
    """Answers from our own books, where the time was given when the hold was kept.

    So there is nothing to enter: ``book`` confirms that the appointment still stands at
    that time, and ``busy`` knows nothing that the diary does not. ``cancel`` gives the
    time back. Each call is a work of its own, so none is made inside another work.
    """

    storage: Storage

    def busy(self, staff: Sequence[StaffId], window: Interval) -> Sequence[Taken]:
        return ()

    def book(self, appointment: Appointment) -> None:
        with self.storage.look(Scope.of(appointment.organisation_id)) as work:
            try:
                kept = work.appointments.get(appointment.id)
            except NoSuchAppointment as error:
                raise SlotTaken(appointment.during.start) from error
        if not kept.live or _place(kept) != _place(appointment):
            raise SlotTaken(appointment.during.start)

    def cancel(self, appointment: Appointment) -> None:
        with self.storage.begin(Scope.of(appointment.organisation_id)) as work:
            work.diary.free(appointment.id)


def _place(appointment: Appointment) -> tuple[StaffId, Interval]:
    return appointment.staff_id, appointment.during
