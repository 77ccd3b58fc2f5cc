"""Rows by key. A snapshot shares them; the first write of a work copies what it writes."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Generic, Self, TypeVar
from uuid import UUID

import attrs

from askpro.domain.billing.auto_top_up import AutoTopUp
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.closed import ClosedPeriod
from askpro.domain.billing.commission_account import BonusBooked, Conditions, Payout
from askpro.domain.billing.commission_item import Counted
from askpro.domain.billing.ledger import Transaction
from askpro.domain.billing.lots import Lot
from askpro.domain.billing.low_balance import LowBalance
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.price_book import PriceBook, PriceRule
from askpro.domain.billing.rating import Counter
from askpro.domain.billing.refunded import Refund
from askpro.domain.billing.seal import Seal
from askpro.domain.billing.spending import Met
from askpro.domain.billing.terms import Terms
from askpro.domain.billing.used import Used
from askpro.domain.billing.vendor_bill import VendorBill
from askpro.domain.billing.vendor_cost import ExchangeRate
from askpro.domain.billing.wallet import Reservation, Wallet
from askpro.domain.booking.appointment import Appointment
from askpro.domain.booking.callback import Callback
from askpro.domain.booking.customer import Customer
from askpro.domain.booking.hold import Hold
from askpro.domain.booking.service import Catalogue
from askpro.domain.ids import (
    AgreementId,
    AppointmentId,
    BranchId,
    CallbackId,
    CallId,
    ChargeId,
    CustomerId,
    HoldId,
    LotId,
    OrganisationId,
    PriceBookId,
    PriceRuleId,
    TransactionId,
)
from askpro.domain.money import Currency
from askpro.domain.notices.notice import Told
from askpro.domain.organisations.branch import Branch, PhoneNumber
from askpro.domain.organisations.organisation import Organisation
from askpro.domain.telephony.call import Call
from askpro.domain.telephony.desk import Desk
from askpro.ports.jobs import Job
from askpro.ports.storage import Tried

Key = TypeVar("Key")
Row = TypeVar("Row")


class Table(Generic[Key, Row]):
    """Rows in the order they were first put."""

    __slots__ = ("_own", "_rows", "_writable")

    def __init__(self, rows: dict[Key, Row] | None = None, *, writable: bool = False) -> None:
        self._rows = {} if rows is None else rows
        self._own = False
        self._writable = writable

    def __contains__(self, key: Key) -> bool:
        return key in self._rows

    def get(self, key: Key) -> Row | None:
        return self._rows.get(key)

    def rows(self) -> Iterator[Row]:
        return iter(self._rows.values())

    def items(self) -> Iterator[tuple[Key, Row]]:
        return iter(self._rows.items())

    def put(self, key: Key, row: Row) -> None:
        self._for_writing()[key] = row

    def drop(self, key: Key) -> None:
        self._for_writing().pop(key, None)

    def branched(self, *, writable: bool) -> "Table[Key, Row]":
        return Table(self._rows, writable=writable)

    def close(self) -> None:
        self._writable = False

    def _for_writing(self) -> dict[Key, Row]:
        assert self._writable, "a look writes nothing, and a work that is over writes no more"
        if not self._own:
            self._rows, self._own = dict(self._rows), True
        return self._rows


@attrs.frozen
class DiaryEntry:
    """A hold, or the appointment it became."""

    hold: Hold
    booked: bool = False

    def counts(self, now: datetime) -> bool:
        return self.booked or self.hold.holds_at(now)


@attrs.frozen
class QueuedJob:
    """A job and how far it has come; ``due_at`` None is at once."""

    id: UUID
    job: Job
    state: str
    due_at: datetime | None
    attempts: int = 0
    error: str = ""
    died_at: datetime | None = None


@attrs.frozen
class Tables:
    """Everything that is kept."""

    organisations: Table[OrganisationId, Organisation] = attrs.Factory(Table)
    branches: Table[BranchId, Branch] = attrs.Factory(Table)
    numbers: Table[str, PhoneNumber] = attrs.Factory(Table)
    catalogues: Table[BranchId, Catalogue] = attrs.Factory(Table)
    customers: Table[CustomerId, Customer] = attrs.Factory(Table)
    diary: Table[HoldId, DiaryEntry] = attrs.Factory(Table)
    appointments: Table[AppointmentId, Appointment] = attrs.Factory(Table)
    callbacks: Table[CallbackId, Callback] = attrs.Factory(Table)
    calls: Table[CallId, Call] = attrs.Factory(Table)
    desks: Table[CallId, Desk] = attrs.Factory(Table)
    inbox: Table[tuple[str, str], tuple[bytes, datetime]] = attrs.Factory(Table)
    letters: Table[str, Told] = attrs.Factory(Table)
    rules: Table[PriceRuleId, PriceRule] = attrs.Factory(Table)
    books: Table[PriceBookId, PriceBook] = attrs.Factory(Table)
    terms: Table[tuple[OrganisationId, datetime], Terms] = attrs.Factory(Table)
    wallets: Table[OrganisationId, Wallet] = attrs.Factory(Table)
    reservations: Table[tuple[str, OrganisationId], Reservation] = attrs.Factory(Table)
    lots: Table[LotId, Lot] = attrs.Factory(Table)
    ended_lots: Table[LotId, datetime] = attrs.Factory(Table)
    met: Table[tuple[str, OrganisationId], Met] = attrs.Factory(Table)
    thresholds: Table[OrganisationId, tuple[int, ...]] = attrs.Factory(Table)
    seen_funds: Table[OrganisationId, int] = attrs.Factory(Table)
    warnings: Table[LowBalance, LowBalance] = attrs.Factory(Table)
    auto_top_ups: Table[OrganisationId, AutoTopUp] = attrs.Factory(Table)
    attempts: Table[UUID, Tried] = attrs.Factory(Table)
    transactions: Table[TransactionId, Transaction] = attrs.Factory(Table)
    sources: Table[str, TransactionId] = attrs.Factory(Table)
    charges: Table[ChargeId, Charge] = attrs.Factory(Table)
    charged: Table[tuple[str, Meter], ChargeId] = attrs.Factory(Table)
    bases: Table[tuple[AgreementId, str], int] = attrs.Factory(Table)
    used: Table[tuple[Counter, str], Used] = attrs.Factory(Table)
    reversals: Table[TransactionId, TransactionId] = attrs.Factory(Table)
    refunds: Table[tuple[ChargeId, str], Refund] = attrs.Factory(Table)
    seals: Table[int, Seal] = attrs.Factory(Table)
    sealed: Table[TransactionId, int] = attrs.Factory(Table)
    closings: Table[str, ClosedPeriod] = attrs.Factory(Table)
    items: Table[tuple[AgreementId, UUID], Counted] = attrs.Factory(Table)
    conditions: Table[AgreementId, tuple[OrganisationId, Conditions]] = attrs.Factory(Table)
    bonuses: Table[tuple[AgreementId, int, str], tuple[OrganisationId, BonusBooked]] = (
        attrs.Factory(Table)
    )
    payouts: Table[tuple[OrganisationId, OrganisationId, int], Payout] = attrs.Factory(Table)
    bills: Table[tuple[str, str], VendorBill] = attrs.Factory(Table)
    rates: Table[tuple[Currency, Currency, date], ExchangeRate] = attrs.Factory(Table)
    jobs: Table[str, QueuedJob] = attrs.Factory(Table)

    def branched(self, *, writable: bool) -> Self:
        """The same rows under tables of their own."""
        return type(self)(
            **{name: getattr(self, name).branched(writable=writable) for name in _NAMES}
        )

    def close(self) -> None:
        for name in _NAMES:
            getattr(self, name).close()


_NAMES = tuple(field.name for field in attrs.fields(Tables))
