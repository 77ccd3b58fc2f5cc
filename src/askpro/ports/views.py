"""What people look at: flat lines, newest first, page by page, only their own subtree.

Lists are read with one statement each, whatever their length, and are cut by key, not by
offset, so the thousandth page costs what the first does.
"""

from abc import abstractmethod
from datetime import datetime
from typing import Generic, Protocol, TypeVar

import attrs

from askpro.domain.billing.ledger import Transaction
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.wallet import Wallet
from askpro.domain.booking.appointment import Status
from askpro.domain.errors import Refused
from askpro.domain.ids import AppointmentId, CallId, ChargeId, OrganisationId
from askpro.domain.moment import Interval
from askpro.domain.money import Money
from askpro.domain.notices.notice import Told
from askpro.domain.organisations.organisation import Organisation
from askpro.domain.organisations.scope import Scope
from askpro.domain.telephony.call import CallStatus

MOST_LINES = 100

Line = TypeVar("Line", covariant=True)  # noqa: PLC0105 - a line is a line


@attrs.define
class BadCursor(Refused):
    """The cursor is not one that a page of this list ended with."""


@attrs.frozen
class PageOf(Generic[Line]):
    """Some lines and where the next page begins; ``next`` is None on the last."""

    lines: tuple[Line, ...]
    next: str | None


@attrs.frozen
class CallLine:
    """A call as a list shows it; ``paid`` is what the company paid for it."""

    id: CallId
    organisation_id: OrganisationId | None
    company: str | None
    caller: str | None
    ours: str
    status: CallStatus
    first_seen_at: datetime
    length_seconds: int | None
    paid: Money | None
    appointments: int


@attrs.frozen
class AppointmentLine:
    """An appointment as a list shows it."""

    id: AppointmentId
    organisation_id: OrganisationId
    company: str
    zone: str
    service: str
    staff: str
    customer: str
    phone: str | None
    during: Interval
    status: Status
    price: Money
    call_id: CallId | None


@attrs.frozen
class ChargeLine:
    """A charge as a list shows it; ``paid`` is the company's side of it."""

    id: ChargeId
    organisation_id: OrganisationId
    company: str
    source_key: str
    meter: Meter
    quantity: int
    paid: Money
    occurred_at: datetime


@attrs.frozen
class WalletLine:
    """A wallet and whose it is."""

    organisation: Organisation
    wallet: Wallet


class Views(Protocol):
    """Lists for pages and the API. ``most`` is capped at ``MOST_LINES``.

    Each raises ``BadCursor`` for a cursor that none of its pages ended with.
    """

    @abstractmethod
    def calls(self, scope: Scope, after: str | None = None, most: int = 50) -> PageOf[CallLine]:
        """Calls by when they were first seen; calls of nobody only for the whole tree."""

    @abstractmethod
    def appointments(
        self, scope: Scope, after: str | None = None, most: int = 50
    ) -> PageOf[AppointmentLine]:
        """Appointments by their start, the latest first."""

    @abstractmethod
    def charges(self, scope: Scope, after: str | None = None, most: int = 50) -> PageOf[ChargeLine]:
        """Charges by when the usage occurred."""

    @abstractmethod
    def transactions(
        self, scope: Scope, after: str | None = None, most: int = 50
    ) -> PageOf[Transaction]:
        """Transactions that touch the scope, whole, by when they were posted."""

    @abstractmethod
    def wallets(self, scope: Scope, after: str | None = None, most: int = 50) -> PageOf[WalletLine]:
        """Wallets by the organisation's name."""

    @abstractmethod
    def letters(self, scope: Scope, after: str | None = None, most: int = 50) -> PageOf[Told]:
        """Messages that have left, by when."""
