"""What can be booked, and who does it."""

from datetime import date, timedelta

import attrs

from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.ids import BranchId, OrganisationId, ServiceId, StaffId
from askpro.domain.moment import Interval
from askpro.domain.money import Money
from askpro.domain.organisations.policy import Policy


@attrs.frozen
class Service:
    """A service with its length; buffers keep the staff member busy before and after it."""

    id: ServiceId
    organisation_id: OrganisationId
    name: str
    length_minutes: int = attrs.field(validator=attrs.validators.gt(0))
    price: Money
    buffer_before_minutes: int = attrs.field(default=0, validator=attrs.validators.ge(0))
    buffer_after_minutes: int = attrs.field(default=0, validator=attrs.validators.ge(0))
    synonyms: tuple[str, ...] = ()
    policy: Policy = Policy()

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.length_minutes)

    @property
    def buffers(self) -> tuple[timedelta, timedelta]:
        """Before and after."""
        return (
            timedelta(minutes=self.buffer_before_minutes),
            timedelta(minutes=self.buffer_after_minutes),
        )

    def occupies(self, appointment: Interval) -> Interval:
        """The time an appointment takes from the staff member, buffers included."""
        return appointment.widened(*self.buffers)


@attrs.frozen
class StaffMember:
    """Who does the work: when, and which services."""

    id: StaffId
    organisation_id: OrganisationId
    branch_id: BranchId
    name: str
    hours: WeeklyHours
    service_ids: frozenset[ServiceId]
    absences: tuple[Interval, ...] = ()

    def can(self, service: Service) -> bool:
        return service.id in self.service_ids


@attrs.frozen
class Catalogue:
    """What a branch offers: its opening hours, services, staff and policy.

    On a ``closed`` local date nobody works, whatever the hours say.
    """

    opening: WeeklyHours
    services: tuple[Service, ...]
    staff: tuple[StaffMember, ...]
    policy: Policy = Policy()
    closed: frozenset[date] = frozenset()

    def service(self, id: ServiceId) -> Service | None:
        return next((service for service in self.services if service.id == id), None)

    def member(self, id: StaffId) -> StaffMember | None:
        return next((member for member in self.staff if member.id == id), None)

    def able(self, service: Service) -> tuple[StaffMember, ...]:
        return tuple(member for member in self.staff if member.can(service))
