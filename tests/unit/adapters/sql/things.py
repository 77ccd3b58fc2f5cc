"""Platform → reseller → company, and a rival beside them, each with something of its own."""

from datetime import UTC, datetime, time, timedelta
from itertools import count
from uuid import UUID
from zoneinfo import ZoneInfo

from askpro.domain.billing.chain import Chain
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.ledger import Account, Entry, Purpose, Transaction
from askpro.domain.billing.link import Link
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import Flat, PerSecond
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.rating import Rating, Share
from askpro.domain.billing.wallet import Wallet
from askpro.domain.booking.appointment import Appointment, Change, Status
from askpro.domain.booking.callback import Callback
from askpro.domain.booking.customer import Customer
from askpro.domain.booking.hold import Hold
from askpro.domain.booking.hours import Opening, WeeklyHours
from askpro.domain.booking.service import Catalogue, Service, StaffMember
from askpro.domain.ids import (
    AgreementId,
    AppointmentId,
    BranchId,
    CallbackId,
    CallId,
    ChargeId,
    CustomerId,
    HoldId,
    OrganisationId,
    PriceRuleId,
    ServiceId,
    StaffId,
    TransactionId,
)
from askpro.domain.moment import Interval
from askpro.domain.money import Money, Price
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.branch import Address, Branch, PhoneNumber
from askpro.domain.organisations.organisation import Kind, Language, below, platform
from askpro.domain.organisations.policy import Policy
from askpro.domain.telephony.call import Call, Envelope, first_seen
from askpro.domain.telephony.desk import Desk, Mode
from askpro.ports.storage import Work

_NUMBERS = count(1000)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def new_id() -> UUID:
    """Later ones sort after earlier ones."""
    return UUID(int=next(_NUMBERS))


PLATFORM = platform(OrganisationId(UUID(int=1)), "Platform", "ops@example.org")
RESELLER = below(PLATFORM, OrganisationId(UUID(int=2)), Kind.RESELLER, "Reseller")
COMPANY = below(RESELLER, OrganisationId(UUID(int=3)), Kind.COMPANY, "Salon Zoë")
RIVAL = below(RESELLER, OrganisationId(UUID(int=4)), Kind.COMPANY, "Rival")
TREE = (PLATFORM, RESELLER, COMPANY, RIVAL)

BRANCH = Branch(
    BranchId(UUID(int=11)),
    COMPANY.id,
    "Mitte",
    BERLIN,
    Address("Hauptstraße 1", "10115", "Berlin"),
    "mitte@example.org",
)
RIVAL_BRANCH = Branch(BranchId(UUID(int=12)), RIVAL.id, "Rival", BERLIN)
NUMBER = PhoneNumber("+493012345678", BRANCH.id, COMPANY.id)
CUT = Service(
    ServiceId(UUID(int=21)),
    COMPANY.id,
    "Schnitt",
    30,
    Money(3200),
    buffer_after_minutes=5,
    synonyms=("Haarschnitt", "Herrenschnitt"),
    policy=Policy(minimum_notice_minutes=60),
)
ANNA = StaffMember(
    StaffId(UUID(int=31)),
    COMPANY.id,
    BRANCH.id,
    "Anna",
    WeeklyHours((Opening(0, time(9), time(18)), Opening(1, time(20), time.min))),
    frozenset({CUT.id}),
    (Interval(NOON, NOON + timedelta(days=1)),),
)
BERT = StaffMember(
    StaffId(UUID(int=32)), COMPANY.id, BRANCH.id, "Bert", WeeklyHours(()), frozenset()
)
CATALOGUE = Catalogue(
    WeeklyHours.parse("Mon-Fri 09:00-18:00"), (CUT,), (ANNA, BERT), Policy(hold_minutes=7)
)
MIA = Customer(CustomerId(UUID(int=41)), COMPANY.id, "Mia", "+491701234567")


def plant(work: Work) -> None:
    for organisation in TREE:
        work.organisations.add(organisation)
        work.wallets.open(Wallet(organisation.id, Money(0), credit_limit_cents=0))
    work.branches.add(BRANCH)
    work.branches.add(RIVAL_BRANCH)
    work.branches.connect(NUMBER)
    work.catalogues.put(BRANCH.id, CATALOGUE)
    work.customers.add(MIA)


def a_call(id: str, organisation_id: OrganisationId | None = COMPANY.id) -> Call:
    envelope = Envelope(CallId(id), NUMBER.number, "+491701234567", started_at=NOON)
    branch_id = None if organisation_id is None else BRANCH.id
    return first_seen(envelope, NOON, organisation_id, branch_id)


def a_hold(
    call_id: str = "call-1",
    minute: int = 0,
    staff_id: StaffId = ANNA.id,
    organisation_id: OrganisationId = COMPANY.id,
) -> Hold:
    start = NOON + timedelta(hours=1, minutes=minute)
    during = Interval(start, start + timedelta(minutes=30))
    return Hold(
        HoldId(new_id()),
        organisation_id,
        CallId(call_id),
        CUT.id,
        staff_id,
        during,
        CUT.occupies(during),
        NOON + timedelta(minutes=5),
    )


def an_appointment(hold: Hold | None = None) -> Appointment:
    hold = hold or a_hold()
    by = Actor(ActorKind.CALLER, hold.call_id, hold.organisation_id)
    return Appointment(
        AppointmentId(hold.id),
        hold.organisation_id,
        BRANCH.id,
        hold.service_id,
        hold.staff_id,
        MIA.id,
        hold.during,
        Status.REQUESTED,
        Money(3200),
        (Change(NOON, by, None, Status.REQUESTED, "wünscht „früh“"),),
        hold.call_id,
    )


def a_callback(call_id: str = "call-1") -> Callback:
    return Callback(
        CallbackId(new_id()), COMPANY.id, BRANCH.id, CallId(call_id), NOON, "Bitte zurückrufen"
    )


def a_rule(seller: OrganisationId, buyer: OrganisationId | None = None) -> PriceRule:
    model = PerSecond(Price.parse("0.42"), increment_seconds=6)
    since = NOON - timedelta(days=30)
    return PriceRule(PriceRuleId(new_id()), CALL_SECOND, seller, buyer, since, model)


def a_desk(call_id: str = "call-1") -> Desk:
    upper = Link(
        PLATFORM.id, RESELLER.id, (), Agreement.flat("25", AgreementId(UUID(int=51))), prepaid=False
    )
    flat = PriceRule(
        PriceRuleId(UUID(int=61)), CALL_SECOND, RESELLER.id, None, NOON, Flat(Price.parse("1.5"))
    )
    return Desk(
        CallId(call_id),
        None,
        COMPANY.id,
        COMPANY.name,
        BRANCH,
        Language.GERMAN,
        NOON,
        Mode.SERVE,
        Chain((upper, Link(RESELLER.id, COMPANY.id, (flat,)))),
        CATALOGUE,
    )


def a_transaction(source_key: str, cents: int = 400, company: UUID = COMPANY.id) -> Transaction:
    moves = (
        (OrganisationId(company), Purpose.WALLET, -cents),
        (RESELLER.id, Purpose.REVENUE, cents),
        (RESELLER.id, Purpose.WALLET, -cents + 100),
        (PLATFORM.id, Purpose.REVENUE, cents - 100),
    )
    entries = tuple(Entry(Account(owner, purpose), moved) for owner, purpose, moved in moves)
    return Transaction(TransactionId(new_id()), source_key, NOON, NOON, "Call", entries)


def a_charge(
    source_key: str, transaction: Transaction | None = None, owner: OrganisationId = COMPANY.id
) -> Charge:
    shares = (
        Share(PLATFORM.id, RESELLER.id, Money(300), PriceRuleId(UUID(int=71)), 1, 600),
        Share(RESELLER.id, owner, Money(400), PriceRuleId(UUID(int=72)), 1, 600),
    )
    return Charge(
        ChargeId(new_id()),
        source_key,
        owner,
        NOON,
        Rating(CALL_SECOND, 600, shares),
        None if transaction is None else transaction.id,
    )
