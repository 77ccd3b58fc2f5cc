"""A tree with calls, appointments and money in it, and the pages over it.

platform -0.30-> Nordlicht -0.42-> Salon Haarmonie
                           -0.35-> Kuestenpartner -0.53-> Praxis Dr. Wolf
platform -0.44-> Autohaus Kranz
"""

from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID
from zoneinfo import ZoneInfo

import attrs
from litestar import Litestar
from litestar.testing import TestClient

from askpro.adapters.memory import MemoryJobQueue, MemoryStorage, MemoryViews
from askpro.adapters.memory.visits import MemoryEntryLinks, MemoryVisits
from askpro.application.billing.read_commission import ReadCommission
from askpro.application.billing.top_up_by_hand import TopUpByHand
from askpro.application.booking.cancel_appointment import CancelAppointment
from askpro.application.calls.hear_of_call import HearOfCall
from askpro.application.calls.pick_up import PickUp
from askpro.application.organisations.sign_in import SignIn
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import PerSecond
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.wallet import Wallet
from askpro.domain.booking.appointment import Appointment, book
from askpro.domain.booking.customer import Customer
from askpro.domain.booking.hold import Hold
from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.service import Catalogue, Service, StaffMember
from askpro.domain.ids import (
    BranchId,
    CallId,
    CustomerId,
    HoldId,
    OrganisationId,
    PriceRuleId,
    ServiceId,
    StaffId,
)
from askpro.domain.moment import Interval
from askpro.domain.money import Money, Price
from askpro.domain.notices.notice import Told
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.branch import Address, Branch, PhoneNumber
from askpro.domain.organisations.organisation import Kind, Organisation, below, platform
from askpro.domain.organisations.scope import Scope
from askpro.domain.organisations.visit import Holder
from askpro.domain.telephony.call import CallReport, CallStatus, Envelope
from askpro.entrypoints.http.pages import Pages
from askpro.entrypoints.http.portals.attempts import Attempts
from askpro.entrypoints.http.portals.portal import Portal
from askpro.entrypoints.http.portals.router import page_mistakes, pages_router
from askpro.ports.storage import Storage

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
EVERYTHING = Scope.everything()
SYSTEM = Actor(ActorKind.SYSTEM, "test")
PUBLIC_URL = "http://testserver.local"
OURS = {"origin": PUBLIC_URL}
TRANSCRIPT = """Agent: Guten Tag, Sie sprechen mit dem Terminassistenten. Wie kann ich helfen?
User: Hallo, ich hätte gern diese Woche noch einen Termin zum Schneiden.
Agent: Gern. Am Donnerstag um 14:30 Uhr oder am Freitag um 10:00 Uhr wäre bei Mia etwas frei.
User: Freitag um zehn passt gut.
Agent: Am Freitag um 10:00 Uhr bei Mia ist für Sie gebucht."""

_IDS = count(1)


def new_id() -> UUID:
    return UUID(int=next(_IDS))


@attrs.frozen
class Shop:
    """A company that can be called."""

    company: Organisation
    branch: Branch
    number: str
    catalogue: Catalogue


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        self.now += timedelta(**span)


class House:
    """The tree over memory, its pages, and verbs that fill it."""

    def __init__(self, public_url: str = PUBLIC_URL) -> None:
        self.clock = Clock()
        self.storage = MemoryStorage()
        self.queue = MemoryJobQueue(self.storage, self.clock, lambda _: timedelta(0))
        self.platform = platform(OrganisationId(new_id()), "askpro Betrieb")
        self.reseller = self._below(self.platform, Kind.RESELLER, "Nordlicht Telefon")
        self.partner = self._below(self.reseller, Kind.RESELLER, "Küstenpartner")
        tree = [self.platform, self.reseller, self.partner]
        self.salon = self._shop(self.reseller, "Salon Haarmonie", "+4930901820")
        self.practice = self._shop(self.partner, "Praxis Dr. Wolf", "+4940331170")
        self.garage = self._shop(self.platform, "Autohaus Kranz", "+4989557730")
        self.shops = (self.salon, self.practice, self.garage)
        with self.storage.begin(EVERYTHING) as work:
            for organisation in (*tree, *(shop.company for shop in self.shops)):
                work.organisations.add(organisation)
                if organisation.parent_id:
                    work.wallets.open(Wallet(organisation.id, Money(0)))
            for shop in self.shops:
                work.branches.add(shop.branch)
                work.branches.connect(PhoneNumber(shop.number, shop.branch.id, shop.company.id))
                work.catalogues.put(shop.branch.id, shop.catalogue)
        prices = {
            self.reseller: "0.30", self.partner: "0.35", self.salon.company: "0.42",
            self.practice.company: "0.53", self.garage.company: "0.44",
        }  # fmt: skip
        for buyer, price in prices.items():
            _sell(self.storage, buyer, price)
        self.keys: dict[str, Holder] = {}
        self.tokens = (f"token-{number:038d}" for number in count(1))
        self.portal = Portal(
            storage=self.storage,
            views=MemoryViews(self.storage),
            queue=self.queue,
            clock=self.clock,
            sign_in=SignIn(
                MemoryVisits(), MemoryEntryLinks(), self.keys.get, lambda _: True,
                lambda: next(self.tokens), self.clock,
            ),
            cancel_appointment=CancelAppointment(self.storage, self.clock),
            read_commission=ReadCommission(self.storage, self.clock),
            pages=Pages(self.clock),
            attempts=Attempts(),
            public_url=public_url,
            zone=BERLIN,
        )  # fmt: skip

    def app(self) -> Litestar:
        return Litestar(
            [pages_router(self.portal)],
            exception_handlers={404: page_mistakes(self.portal)},
            logging_config=None,
        )

    def visitor(self) -> TestClient[Litestar]:
        """Somebody with a browser, not signed in."""
        return TestClient(self.app(), base_url=PUBLIC_URL)

    def signed_in(self, organisation: Organisation) -> TestClient[Litestar]:
        """Somebody signed in for the organisation."""
        token = self.portal.sign_in.by_link(
            self.portal.sign_in.invite(Holder(organisation.id, "Mia Sommer"))
        )
        return TestClient(self.app(), base_url=PUBLIC_URL, cookies={self.portal.cookie_name: token})

    def top_up(self, organisation: Organisation, euros: int, reference: str = "R-1") -> None:
        TopUpByHand(self.storage, self.clock, new_id)(
            organisation_id=organisation.id, amount=Money(euros * 100), reference=reference,
            by=SYSTEM,
        )  # fmt: skip

    def ring(
        self, shop: Shop, id: str, seconds: int = 112, ago: float = 0, transcript: str = TRANSCRIPT
    ) -> None:
        """A whole call, ended and charged; ``ago`` in minutes."""
        present, self.clock.now = self.clock.now, self.clock.now - timedelta(minutes=ago)
        pick_up = PickUp(self.storage, self.clock)
        number = f"+4917{sum(map(ord, id)) * 7919 % 10**8:08d}"
        hear = HearOfCall(self.storage, self.clock, new_id, pick_up)
        hear(
            CallReport(
                Envelope(CallId(id), shop.number, number), "call_ended", CallStatus.ENDED,
                ended_at=self.clock.now, length_ms=seconds * 1000, transcript=transcript,
                summary="Die Anruferin bucht einen Haarschnitt bei Mia.",
            )
        )  # fmt: skip
        self.clock.now = present

    def book(
        self,
        shop: Shop,
        name: str,
        hours: float,
        call_id: str = "",
        service: int = 0,
        *,
        phone: str | None = "+491713077052",
        email: str | None = "kundin@example.org",
    ) -> Appointment:
        """An appointment that begins in so many hours."""
        chosen, staff = shop.catalogue.services[service], shop.catalogue.staff[service]
        start = self.clock.now.replace(minute=0) + timedelta(hours=hours)
        during = Interval(start, start + chosen.length)
        customer = Customer(CustomerId(new_id()), shop.company.id, name, phone, email)
        hold = Hold(
            HoldId(new_id()), shop.company.id, CallId(call_id or f"call-{name}"), chosen.id,
            staff.id, during, during, self.clock.now + timedelta(minutes=5),
        )  # fmt: skip
        by = Actor(ActorKind.CALLER, hold.call_id, shop.company.id)
        with self.storage.begin(EVERYTHING) as work:
            work.customers.add(customer)
            work.diary.hold([hold], self.clock.now)
            made = book(hold, chosen, customer, branch_id=shop.branch.id, now=self.clock.now, by=by)
            work.appointments.add(made)
            work.diary.keep(made, self.clock.now)
            confirmed = made.confirm(self.clock.now, SYSTEM)
            work.appointments.save(confirmed)
        return confirmed

    def tell(self, shop: Shop, appointment: Appointment, key: str) -> None:
        """A letter that left."""
        with self.storage.begin(EVERYTHING) as work:
            work.letters.keep(
                Told(
                    key, shop.company.id, "kundin@example.org",
                    f"Ihr Termin bei {shop.company.name}", self.clock.now, appointment.id,
                )
            )  # fmt: skip

    def _below(self, parent: Organisation, kind: Kind, name: str) -> Organisation:
        return below(parent, OrganisationId(new_id()), kind, name)

    def _shop(self, parent: Organisation, name: str, number: str) -> Shop:
        company = self._below(parent, Kind.COMPANY, name)
        place = Address("Lindenstraße 12", "10969", "Berlin")
        branch = Branch(BranchId(new_id()), company.id, f"{name} Mitte", BERLIN, place)
        services = (
            Service(ServiceId(new_id()), company.id, "Haarschnitt Damen", 45, Money(4800)),
            Service(ServiceId(new_id()), company.id, "Färben & Föhnen", 90, Money(8900)),
        )
        hours = WeeklyHours.parse("Mon-Sun 07:00-22:00")
        staff = tuple(
            StaffMember(
                StaffId(new_id()), company.id, branch.id, person, hours,
                frozenset(service.id for service in services),
            )
            for person in ("Mia", "Elif")
        )  # fmt: skip
        return Shop(company, branch, number, Catalogue(hours, services, staff))


def _sell(storage: Storage, buyer: Organisation, price: str) -> None:
    assert buyer.parent_id
    with storage.begin(EVERYTHING) as work:
        work.prices.add_rule(
            PriceRule(
                PriceRuleId(new_id()), CALL_SECOND, buyer.parent_id, buyer.id,
                NOW - timedelta(days=90), PerSecond(Price.parse(price)),
            )
        )  # fmt: skip
