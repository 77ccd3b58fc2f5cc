"""What a branch offers, who books it, and the diary that keeps two from the same time."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import attrs

from askpro.domain.booking.appointment import Appointment
from askpro.domain.booking.bookability import Taken
from askpro.domain.booking.callback import Callback
from askpro.domain.booking.customer import Customer
from askpro.domain.booking.hold import Hold
from askpro.domain.booking.service import Catalogue
from askpro.domain.errors import Refused
from askpro.domain.ids import (
    AppointmentId,
    BranchId,
    CallId,
    CustomerId,
    OrganisationId,
    StaffId,
)
from askpro.domain.moment import Interval


@attrs.define
class StaleVersion(Refused):
    """Somebody changed it in the meantime; look again."""


class Catalogues(Protocol):
    """Opening hours, services, staff and policy of each branch."""

    @abstractmethod
    def put(self, branch_id: BranchId, catalogue: Catalogue) -> None:
        """Make this the branch's catalogue. Raises ``NoSuchBranch``."""

    @abstractmethod
    def of(self, branch_id: BranchId) -> Catalogue:
        """The branch's catalogue, services and staff in the order they were put.

        Raises ``NoSuchBranch``.
        """


class Customers(Protocol):
    """The customers of the scope's companies."""

    @abstractmethod
    def add(self, customer: Customer) -> None: ...

    @abstractmethod
    def get(self, id: CustomerId) -> Customer:
        """Raises ``NoSuchCustomer``."""

    @abstractmethod
    def save(self, customer: Customer) -> None:
        """Raises ``NoSuchCustomer``."""

    @abstractmethod
    def with_phone(self, organisation_id: OrganisationId, phone: str) -> Sequence[Customer]:
        """Everyone of the company who shares the number, the oldest first."""


class Diary(Protocol):
    """Which staff member is taken when. One interval of one person is given once.

    The database refuses an overlap; nothing here depends on having looked first.
    """

    @abstractmethod
    def taken(self, staff: Sequence[StaffId], window: Interval, now: datetime) -> Sequence[Taken]:
        """Appointments, unexpired holds and busy times that touch the window."""

    @abstractmethod
    def hold(self, holds: Sequence[Hold], now: datetime) -> None:
        """Keep all of them, or none.

        Expired holds make room; a call's other holds do not stand in its own way as long
        as their times differ.

        Raises:
            SlotTaken: Somebody else was faster with one of them.
        """

    @abstractmethod
    def exchange(self, call_id: CallId, holds: Sequence[Hold], now: datetime) -> None:
        """Give back whatever the call holds and keep all of these instead.

        Expired holds make room, and so do the call's own.

        Raises:
            SlotTaken: Somebody else was faster with one of them. The work must end with it,
                which leaves everything as it was.
        """

    @abstractmethod
    def holds_of(self, call_id: CallId, now: datetime) -> Sequence[Hold]:
        """The call's unexpired holds, in the order they were made."""

    @abstractmethod
    def release(self, call_id: CallId) -> None:
        """Give back whatever the call still holds."""

    @abstractmethod
    def keep(self, appointment: Appointment, now: datetime) -> None:
        """The hold whose id the appointment took over lasts from now on.

        Raises:
            SlotTaken: The hold has expired or is gone.
        """

    @abstractmethod
    def free(self, appointment_id: AppointmentId) -> None:
        """The appointment's time can be given to others; not being there is fine."""


class Appointments(Protocol):
    """The appointments of the scope."""

    @abstractmethod
    def add(self, appointment: Appointment) -> None:
        """Raises ``AlreadyThere`` when its hold was booked before."""

    @abstractmethod
    def get(self, id: AppointmentId) -> Appointment:
        """Raises ``NoSuchAppointment``."""

    @abstractmethod
    def save(self, appointment: Appointment) -> None:
        """Store the next version, with its one new change.

        Raises ``StaleVersion`` when the stored one is not its predecessor.
        """

    @abstractmethod
    def of_call(self, call_id: CallId) -> Sequence[Appointment]:
        """What was booked on the call, the oldest first."""

    @abstractmethod
    def of_customers(self, ids: Sequence[CustomerId], after: datetime) -> Sequence[Appointment]:
        """Live ones that end after the instant, the next first."""


class Callbacks(Protocol):
    """Wishes to be called back."""

    @abstractmethod
    def add(self, callback: Callback) -> None:
        """Adding a known id again changes nothing."""

    @abstractmethod
    def of_call(self, call_id: CallId) -> Sequence[Callback]:
        """The call's wishes, the oldest first."""
