"""A whole house in memory: platform → reseller → salon, with prices, money and a clock."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import attrs
from dependency_injector import providers

from askpro.adapters.memory.calendar import MemoryCalendar
from askpro.adapters.memory.job_queue import MemoryJobQueue
from askpro.adapters.memory.messenger import MemoryMessenger
from askpro.adapters.memory.storage import MemoryStorage
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import PerSecond
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.terms import Terms
from askpro.domain.billing.wallet import Wallet
from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.service import Catalogue, Service, StaffMember
from askpro.domain.ids import (
    AppointmentId,
    BranchId,
    CallId,
    OrganisationId,
    PriceRuleId,
    ServiceId,
    StaffId,
)
from askpro.domain.money import Money, Price
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.branch import Address, Branch, PhoneNumber
from askpro.domain.organisations.organisation import Kind, below, platform
from askpro.domain.organisations.scope import Scope
from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.call import CallReport, CallStatus, Envelope
from askpro.entrypoints.container import Container
from askpro.ports.job_attempts import growing_pause
from askpro.ports.jobs import Handle
from askpro.ports.storage import Storage, Work
from askpro.ports.voice import FunctionCall

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY_TEN = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
NUMBER = "+4922112345670"
CALLER = "+4915112345678"

PLATFORM = platform(OrganisationId(UUID(int=1)), "askpro", "betrieb@example.org")
RESELLER = below(PLATFORM, OrganisationId(UUID(int=2)), Kind.RESELLER, "Nordlicht")
SALON = below(RESELLER, OrganisationId(UUID(int=3)), Kind.COMPANY, "Salon Haarmonie")
OTHER = below(RESELLER, OrganisationId(UUID(int=4)), Kind.COMPANY, "Praxis Dr. Sommer")

BRANCH = Branch(
    BranchId(UUID(int=10)),
    SALON.id,
    "Salon Haarmonie Köln",
    BERLIN,
    Address("Lindenstraße 12", "50674", "Köln"),
    "salon@example.org",
)
WOMEN = Service(ServiceId(UUID(int=20)), SALON.id, "Haarschnitt Damen", 45, Money(4900))
MEN = Service(ServiceId(UUID(int=21)), SALON.id, "Haarschnitt Herren", 30, Money(3200))
PERM = Service(ServiceId(UUID(int=22)), SALON.id, "Dauerwelle", 135, Money(11900))
HOURS = WeeklyHours.parse("Tue-Fri 09:00-18:00, Sat 09:00-14:00")
MIA = StaffMember(
    StaffId(UUID(int=30)), SALON.id, BRANCH.id, "Mia", HOURS, frozenset({WOMEN.id, MEN.id, PERM.id})
)
BEN = StaffMember(StaffId(UUID(int=31)), SALON.id, BRANCH.id, "Ben", HOURS, frozenset({MEN.id}))
CATALOGUE = Catalogue(HOURS, (WOMEN, MEN, PERM), (MIA, BEN))


@attrs.define
class Watch:
    """A clock that stands until it is told to go on."""

    now: datetime = THURSDAY_TEN

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **span: float) -> None:
        self.now += timedelta(**span)


def ascending_ids() -> Callable[[], UUID]:
    numbers = count(1_000_000)
    return lambda: UUID(int=next(numbers))


@attrs.frozen
class House:
    """The container over memory, and the hands to use it."""

    container: Container
    storage: Storage
    calendar: MemoryCalendar
    messenger: MemoryMessenger
    queue: MemoryJobQueue
    watch: Watch

    def ask(
        self, function: str, call: str = "call_1", caller: str | None = CALLER, **said: Any
    ) -> Answer:
        """What the agent is answered during a call."""
        wish = FunctionCall(envelope(call, caller), function, said)
        answer: Answer = self.container.answer_function()(wish)
        return answer

    def hang_up(self, call: str = "call_1", seconds: int = 600, **told: Any) -> None:
        """The platform tells that the call has ended."""
        report = CallReport(
            envelope(call),
            "call_ended",
            status=CallStatus.ENDED,
            ended_at=self.watch.now,
            length_ms=seconds * 1000,
        )
        self.container.hear_of_call()(attrs.evolve(report, **told))

    def work_off(self) -> None:
        """Let the worker do everything that is due."""
        self.queue.run(self._handlers(), until_idle=True)

    def look(self) -> Work:
        """Everything as it is now; only for reading in tests."""
        with self.storage.look(Scope.everything()) as work:
            return work

    def _handlers(self) -> Mapping[str, Handle]:
        container = self.container
        return {
            "confirm_appointment": lambda job: container.confirm_appointment()(
                AppointmentId(UUID(job.facts["appointment_id"]))
            ),
            "withdraw_appointment": lambda job: container.withdraw_appointment()(
                AppointmentId(UUID(job.facts["appointment_id"]))
            ),
            "deliver_notice": lambda job: container.deliver_notice()(job.key, job.facts),
        }


def envelope(call: str = "call_1", caller: str | None = CALLER, ours: str = NUMBER) -> Envelope:
    return Envelope(CallId(call), ours, caller)


def per_minute(seller: OrganisationId, price: str, number: int) -> PriceRule:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    model = PerSecond(Price.parse(price))
    return PriceRule(PriceRuleId(UUID(int=number)), CALL_SECOND, seller, None, start, model)


def furnish(storage: Storage, terms: Terms | None = None) -> None:
    """Put the tree, the salon and its money into any storage."""
    with storage.begin(Scope.everything()) as work:
        for organisation in (PLATFORM, RESELLER, SALON, OTHER):
            work.organisations.add(organisation)
        work.branches.add(BRANCH)
        work.branches.connect(PhoneNumber(NUMBER, BRANCH.id, SALON.id))
        work.catalogues.put(BRANCH.id, CATALOGUE)
        work.prices.add_rule(per_minute(PLATFORM.id, "0.30", 40))
        work.prices.add_rule(per_minute(RESELLER.id, "0.40", 41))
        if terms is not None:
            work.prices.add_terms(terms)
        work.wallets.open(Wallet(RESELLER.id, Money(0)))
        work.wallets.open(Wallet(SALON.id, Money(0)))


def make_house(salon_cents: int = 5000, terms: Terms | None = None) -> House:
    """A furnished house whose reseller and salon have topped up."""
    storage, watch = MemoryStorage(), Watch()
    calendar, messenger = MemoryCalendar(), MemoryMessenger()
    queue = MemoryJobQueue(storage, watch, growing_pause(lambda: 0.5))
    container = Container()
    for provider, made in (
        (container.clock, watch),
        (container.new_id, ascending_ids()),
        (container.storage, storage),
        (container.calendar, calendar),
        (container.messenger, messenger),
        (container.queue, queue),
    ):
        provider.override(providers.Object(made))
    furnish(storage, terms=terms)
    house = House(container, storage, calendar, messenger, queue, watch)
    top_up(house, RESELLER.id, 20_000)
    if salon_cents:
        top_up(house, SALON.id, salon_cents)
    return house


def top_up(house: House, organisation: OrganisationId, cents: int, reference: str = "1") -> None:
    house.container.top_up_by_hand()(
        organisation_id=organisation,
        amount=Money(cents),
        reference=reference,
        by=Actor(ActorKind.MEMBER, "operator", PLATFORM.id),
    )
