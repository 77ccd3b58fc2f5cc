"""Salons of a town: open, staffed, and booked out by half for the next three weeks."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.tables.booking import occupancies
from askpro.domain.booking.hold import Hold
from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.service import Catalogue, Service, StaffMember
from askpro.domain.ids import BranchId, CallId, HoldId, ServiceId, StaffId
from askpro.domain.moment import Interval, edge_at_wall_time, local
from askpro.domain.money import Money
from askpro.domain.organisations.branch import Branch, PhoneNumber
from askpro.domain.organisations.organisation import Organisation
from askpro.domain.organisations.scope import Scope
from askpro.entrypoints.container import Container
from askpro.ports.clock import NewId
from askpro.ports.storage import Work
from benchmarks.town import Town

ZONE = ZoneInfo("Europe/Berlin")
OPEN = WeeklyHours.parse("Mon-Sat 09:00-18:00")
SERVICES = (("Haarschnitt", 30), ("Färben", 60), ("Dauerwelle", 90))
STAFF = ("Mia", "Ben", "Emma", "Jonas")
DAYS = 21
BOOKED_HOURS = (9, 10, 11, 14, 15, 16)
BOOKED_SHARE = 0.6


@attrs.frozen
class Salon:
    """A branch of a company, with its number."""

    company: Organisation
    branch: Branch
    number: str
    services: tuple[Service, ...]
    staff: tuple[StaffMember, ...]


def furnish_salons(container: Container, town: Town) -> Sequence[Salon]:
    """One salon for each company of the town."""
    new_id = container.new_id()
    salons = [_imagined(new_id, company, at) for at, company in enumerate(town.companies)]
    with container.storage().begin(Scope.everything()) as work:
        for salon in salons:
            _open(work, salon)
            work.diary.hold(list(_bookings(new_id, salon)), datetime.now(UTC))
    _keep_all(container)
    return salons


def _imagined(new_id: NewId, company: Organisation, at: int) -> Salon:
    branch = Branch(BranchId(new_id()), company.id, company.name, ZONE)
    services = tuple(
        Service(ServiceId(new_id()), company.id, name, minutes, Money(100 * minutes))
        for name, minutes in SERVICES
    )
    able = frozenset(service.id for service in services)
    staff = tuple(
        StaffMember(StaffId(new_id()), company.id, branch.id, name, OPEN, able) for name in STAFF
    )
    return Salon(company, branch, f"+4930{2_000_000 + at}", services, staff)


def _open(work: Work, salon: Salon) -> None:
    work.branches.add(salon.branch)
    work.branches.connect(PhoneNumber(salon.number, salon.branch.id, salon.company.id))
    work.catalogues.put(salon.branch.id, Catalogue(OPEN, salon.services, salon.staff))


def _bookings(new_id: NewId, salon: Salon) -> Iterator[Hold]:
    today = local(datetime.now(UTC), ZONE).date()
    for member in salon.staff:
        for day in range(1, DAYS + 1):
            for hour in BOOKED_HOURS:
                if random.random() < BOOKED_SHARE:
                    yield _booking(new_id, salon, member, today + timedelta(days=day), hour)


def _booking(new_id: NewId, salon: Salon, member: StaffMember, day: date, hour: int) -> Hold:
    start = edge_at_wall_time(day, time(hour), ZONE)
    during = Interval(start, start + timedelta(hours=1))
    return Hold(
        id=HoldId(new_id()),
        organisation_id=salon.company.id,
        call_id=CallId(f"before-{new_id()}"),
        service_id=salon.services[1].id,
        staff_id=member.id,
        during=during,
        occupies=during,
        expires_at=start,
    )


def _keep_all(container: Container) -> None:
    """Make appointments of the holds at once; one by one takes minutes."""
    with container.writer().begin() as connection:
        connection.execute(sa.update(occupancies).values(kind="appointment", expires_at=None))
