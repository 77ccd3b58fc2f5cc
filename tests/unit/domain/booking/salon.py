"""A small salon to test with: two people, three services, Berlin time."""

from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.service import Catalogue, Service, StaffMember
from askpro.domain.ids import BranchId, OrganisationId, ServiceId, StaffId
from askpro.domain.money import Money

BERLIN = ZoneInfo("Europe/Berlin")
SALON = OrganisationId(UUID(int=1))
BRANCH = BranchId(UUID(int=2))
THURSDAY_TEN = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)


def berlin(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A wall time in 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


CUT = Service(ServiceId(UUID(int=10)), SALON, "Haarschnitt", 30, Money(3200))
COLOUR = Service(ServiceId(UUID(int=11)), SALON, "Färben", 90, Money(8900), buffer_after_minutes=15)
BEARD = Service(ServiceId(UUID(int=12)), SALON, "Bartpflege", 20, Money(1900))

MIA = StaffMember(
    StaffId(UUID(int=20)),
    SALON,
    BRANCH,
    "Mia",
    WeeklyHours.parse("Tue-Fri 09:00-18:00, Sat 09:00-14:00"),
    frozenset({CUT.id, COLOUR.id}),
)
BEN = StaffMember(
    StaffId(UUID(int=21)),
    SALON,
    BRANCH,
    "Ben",
    WeeklyHours.parse("Wed-Sat 10:00-14:00"),
    frozenset({CUT.id, BEARD.id}),
)
CATALOGUE = Catalogue(
    WeeklyHours.parse("Tue-Fri 09:00-18:00, Sat 09:00-14:00"), (CUT, COLOUR, BEARD), (MIA, BEN)
)
