"""The calendar of record: knows which times are busy and holds the booked ones."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

from askpro.domain.booking.appointment import Appointment
from askpro.domain.booking.bookability import Taken
from askpro.domain.ids import StaffId
from askpro.domain.moment import Interval


class Calendar(Protocol):
    """Holds what is booked, wherever the company keeps its diary."""

    @abstractmethod
    def busy(self, staff: Sequence[StaffId], window: Interval) -> Sequence[Taken]:
        """Times in the window that are taken by something askpro did not book.

        Raises:
            Unavailable: No answer; unknown is not free.
        """

    @abstractmethod
    def book(self, appointment: Appointment) -> None:
        """Put the appointment into the diary; doing so twice is doing it once.

        Raises:
            SlotTaken: Somebody else has the time now.
            Unavailable: No answer. Calling again is safe.
        """

    @abstractmethod
    def cancel(self, appointment: Appointment) -> None:
        """Take it out again; what is not there is already out.

        Raises:
            Unavailable: No answer. Calling again is safe.
        """
