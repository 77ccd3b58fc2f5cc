"""What a service asks of the timetable, and what somebody asks about it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.booking.timetable.engagement import NO_BUFFERS, Buffers
from askpro.domain.booking.timetable.limits import NO_LIMITS, Limits
from askpro.domain.booking.timetable.pace import Pace
from askpro.domain.booking.timetable.reach import Reach
from askpro.domain.booking.timetable.schedule import Schedule
from askpro.domain.booking.timetable.spans import Span
from askpro.domain.ids import HostId, ServiceId

LEAST_NOTICE_MINUTES = 1
"""The current minute is already gone."""


@attrs.frozen
class Plan:
    """The rules of one service.

    ``frequency_minutes`` is from start to start, the length unless it is set. With
    ``seats`` several customers share an appointment. ``bookings`` counts the service's
    appointments over all people, ``minutes`` those of each person; ``team_bookings`` each
    person's appointments in all services of the team. Every start must also fit into the
    ``restriction``, by its own clock or by that of whoever asks. ``hours`` stand instead
    of everybody's own; nobody works outside the ``opening`` hours of the place.
    """

    service_id: ServiceId
    length_minutes: int = attrs.field(validator=attrs.validators.gt(0))
    frequency_minutes: int | None = None
    offset_minutes: int = 0
    fitted: bool = False
    buffers: Buffers = NO_BUFFERS
    notice_minutes: int = 0
    seats: int | None = None
    bookings: Limits = NO_LIMITS
    minutes: Limits = NO_LIMITS
    team_bookings: Limits = NO_LIMITS
    team_services: frozenset[ServiceId] = frozenset()
    reach: Reach = None
    restriction: Schedule | None = None
    restricted_by_askers_clock: bool = False
    first_of_day_only: bool = False
    moved_with_same_person: bool = False
    hours: Schedule | None = None
    opening: Schedule | None = None

    @property
    def notice(self) -> timedelta:
        return timedelta(minutes=max(self.notice_minutes, LEAST_NOTICE_MINUTES))

    @property
    def is_limited(self) -> bool:
        return any(each != NO_LIMITS for each in (self.bookings, self.minutes, self.team_bookings))

    def pace(self, length_minutes: int) -> Pace:
        """How starts follow each other for an appointment of this length."""
        return Pace(self.frequency_minutes or length_minutes, self.offset_minutes, self.fitted)

    def restriction_for(self, zone: ZoneInfo) -> Schedule | None:
        if self.restriction is None or not self.restricted_by_askers_clock:
            return self.restriction
        return attrs.evolve(self.restriction, zone=zone)


@attrs.frozen
class Question:
    """Which time is asked for, and by whose clock.

    ``length_minutes`` where the service has several lengths; ``moving`` the appointment
    that is being moved, which is not in its own way; ``only`` these people; ``preferred``
    this one as long as there is time within two weeks, else anybody.
    """

    during: Span
    zone: ZoneInfo
    length_minutes: int | None = None
    moving: str | None = None
    only: frozenset[HostId] = frozenset()
    preferred: HostId | None = None
