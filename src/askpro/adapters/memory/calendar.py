"""An outside calendar in memory."""

import threading
from collections.abc import Sequence

from askpro.domain.booking.appointment import Appointment
from askpro.domain.booking.bookability import SlotTaken, Taken
from askpro.domain.errors import Unavailable
from askpro.domain.ids import AppointmentId, StaffId
from askpro.domain.moment import Interval
from askpro.ports.calendar import Calendar


class MemoryCalendar(Calendar):
    """What we booked, and what others entered; can be told not to answer."""

    def __init__(self) -> None:
        self._booked: dict[AppointmentId, Appointment] = {}
        self._others: list[Taken] = []
        self._silent = False
        self._turn = threading.Lock()

    @property
    def booked(self) -> tuple[Appointment, ...]:
        """What we have booked and not cancelled, the oldest booking first."""
        return tuple(self._booked.values())

    def occupy(self, staff_id: StaffId, during: Interval) -> None:
        """Somebody enters something by hand."""
        self._others.append(Taken(staff_id, during))

    def fall_silent(self, *, silent: bool = True) -> None:
        """Answer nothing from now on, or answer again."""
        self._silent = silent

    def busy(self, staff: Sequence[StaffId], window: Interval) -> Sequence[Taken]:
        self._answer()
        asked = set(staff)
        return [
            taken
            for taken in self._others
            if taken.staff_id in asked and taken.during.overlaps(window)
        ]

    def book(self, appointment: Appointment) -> None:
        self._answer()
        with self._turn:
            if appointment.id in self._booked:
                return
            if any(during.overlaps(appointment.during) for during in self._of(appointment)):
                raise SlotTaken(appointment.during.start)
            self._booked[appointment.id] = appointment

    def cancel(self, appointment: Appointment) -> None:
        self._answer()
        with self._turn:
            self._booked.pop(appointment.id, None)

    def _of(self, appointment: Appointment) -> Sequence[Interval]:
        """What the staff member is taken by."""
        ours = [one.during for one in self._booked.values() if one.staff_id == appointment.staff_id]
        return ours + [
            taken.during for taken in self._others if taken.staff_id == appointment.staff_id
        ]

    def _answer(self) -> None:
        if self._silent:
            raise Unavailable
