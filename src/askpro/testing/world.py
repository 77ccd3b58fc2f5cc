"""A small world to plant: one platform, a reseller, two companies that must not meet."""

from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.booking.appointment import Appointment, Change, Status
from askpro.domain.booking.hold import Hold
from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.service import Catalogue, Service, StaffMember
from askpro.domain.ids import (
    AppointmentId,
    BranchId,
    CallId,
    CustomerId,
    HoldId,
    OrganisationId,
    ServiceId,
    StaffId,
)
from askpro.domain.moment import Interval
from askpro.domain.money import Money
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.branch import Branch, PhoneNumber
from askpro.domain.organisations.organisation import Kind, Organisation, below, platform
from askpro.domain.organisations.scope import Scope
from askpro.domain.telephony.call import Call, Envelope, first_seen
from askpro.ports.storage import Storage

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
EVERYTHING = Scope.everything()
ADA = Actor(ActorKind.SYSTEM, "test")

IN_FIVE_MINUTES = NOON + timedelta(minutes=5)
IN_AN_HOUR = NOON + timedelta(hours=1)

_NUMBERS = count(1)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def a_number() -> str:
    """A number nobody has had."""
    return f"+49301{next(_NUMBERS):07d}"


@attrs.frozen
class Shop:
    """A company with one branch, one service and two who do it."""

    company: Organisation
    branch: Branch
    number: str
    service: Service
    staff: tuple[StaffMember, StaffMember]

    @property
    def id(self) -> OrganisationId:
        return self.company.id

    @property
    def scope(self) -> Scope:
        return Scope.of(self.company.id)

    @property
    def catalogue(self) -> Catalogue:
        return Catalogue(WeeklyHours.parse("Mon-Fri 09:00-18:00"), (self.service,), self.staff)

    def call(self, name: str = "", seen_at: datetime = NOON) -> Call:
        """A call that rang here."""
        envelope = Envelope(CallId(name or f"call-{uuid4()}"), self.number, "+491701234567")
        return first_seen(envelope, seen_at, self.company.id, self.branch.id)

    def hold(
        self,
        call_id: str = "a",
        *,
        at: datetime = IN_AN_HOUR,
        length: int = 30,
        staff: int = 0,
        expires_at: datetime = IN_FIVE_MINUTES,
    ) -> Hold:
        """A hold on one of the staff."""
        during = Interval(at, at + minutes(length))
        return Hold(
            id=HoldId(uuid4()),
            organisation_id=self.company.id,
            call_id=CallId(call_id),
            service_id=self.service.id,
            staff_id=self.staff[staff].id,
            during=during,
            occupies=during,
            expires_at=expires_at,
        )

    def appointment(
        self, hold: Hold, customer_id: CustomerId | None = None, at: datetime = NOON
    ) -> Appointment:
        """What the hold becomes."""
        return Appointment(
            id=AppointmentId(hold.id),
            organisation_id=self.company.id,
            branch_id=self.branch.id,
            service_id=hold.service_id,
            staff_id=hold.staff_id,
            customer_id=customer_id or CustomerId(uuid4()),
            during=hold.during,
            status=Status.REQUESTED,
            price=self.service.price,
            changes=(Change(at, ADA, None, Status.REQUESTED),),
            call_id=hold.call_id,
        )


@attrs.frozen
class World:
    """Platform → reseller → (salon, garage); platform → stranger."""

    platform: Organisation
    reseller: Organisation
    salon: Shop
    garage: Shop
    stranger: Shop


def plant(storage: Storage) -> World:
    """Put a world into an empty storage."""
    world = unplanted()
    shops = (world.salon, world.garage, world.stranger)
    with storage.begin(EVERYTHING) as work:
        for organisation in (world.platform, world.reseller, *(shop.company for shop in shops)):
            work.organisations.add(organisation)
        for shop in shops:
            work.branches.add(shop.branch)
            work.branches.connect(PhoneNumber(shop.number, shop.branch.id, shop.id))
            work.catalogues.put(shop.branch.id, shop.catalogue)
    return world


def unplanted() -> World:
    """A world that no storage knows of."""
    root = platform(_organisation_id(), "askpro")
    reseller = below(root, _organisation_id(), Kind.RESELLER, "Nordlicht")
    return World(
        platform=root,
        reseller=reseller,
        salon=_shop(reseller, "Salon"),
        garage=_shop(reseller, "Garage"),
        stranger=_shop(root, "Stranger"),
    )


def _organisation_id() -> OrganisationId:
    return OrganisationId(uuid4())


def _shop(parent: Organisation, name: str) -> Shop:
    company = below(parent, _organisation_id(), Kind.COMPANY, name)
    branch = Branch(BranchId(uuid4()), company.id, f"{name} Mitte", BERLIN)
    service = Service(ServiceId(uuid4()), company.id, "Haarschnitt", 30, Money(3200))
    staff = (_member(branch, service, "Ada"), _member(branch, service, "Bo"))
    return Shop(company, branch, a_number(), service, staff)


def _member(branch: Branch, service: Service, name: str) -> StaffMember:
    return StaffMember(
        id=StaffId(uuid4()),
        organisation_id=branch.organisation_id,
        branch_id=branch.id,
        name=name,
        hours=WeeklyHours.parse("Mon-Fri 09:00-18:00"),
        service_ids=frozenset({service.id}),
    )


def some_id() -> UUID:
    """An id of nothing that exists."""
    return uuid4()
