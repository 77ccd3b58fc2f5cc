"""Prices, wallets, the ledger and the charges in it."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

import attrs

from askpro.domain.billing.charge import Charge
from askpro.domain.billing.ledger import Account, Transaction
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.rating import Counter
from askpro.domain.billing.terms import Terms
from askpro.domain.billing.used import Used
from askpro.domain.billing.wallet import Back, Due, Paid, Reservation, Wallet
from askpro.domain.ids import AgreementId, ChargeId, OrganisationId, TransactionId


class Prices(Protocol):
    """Dated prices and terms. What has been added is never changed."""

    @abstractmethod
    def add_rule(self, rule: PriceRule) -> None:
        """Raises ``AlreadyThere`` for a known id."""

    @abstractmethod
    def add_terms(self, terms: Terms) -> None:
        """Raises ``AlreadyThere`` for the same buyer and first instant."""

    @abstractmethod
    def along(
        self, path: Sequence[OrganisationId], at: datetime, until: datetime | None = None
    ) -> tuple[Sequence[PriceRule], Sequence[Terms]]:
        """All that may be in force between neighbours of the path at the instant, or at any
        from it until the later one.

        The path leads upwards out of the scope; that is meant.
        """

    @abstractmethod
    def terms_of(self, buyer_id: OrganisationId) -> Sequence[Terms]:
        """All that was agreed with the buyer, the oldest first; of nobody else's buyer."""


class Wallets(Protocol):
    """Prepaid accounts. Each command is one conditional statement, never read-then-write.

    Only where a wallet has bonus are its lots read, with the wallet kept from others.
    Wallets of a chain lie above the scope of the company that uses them; that is meant.
    """

    @abstractmethod
    def open(self, wallet: Wallet) -> None:
        """An empty wallet with its credit limit. Raises ``AlreadyThere``."""

    @abstractmethod
    def get(self, organisation_id: OrganisationId) -> Wallet:
        """Raises ``NoSuchWallet``."""

    @abstractmethod
    def reserve(self, reservation: Reservation) -> None:
        """Keep the money; the same source and wallet again changes nothing.

        Bonus counts: what is good for anything, and what is limited to the meters that
        the reservation names.

        Raises:
            CannotPay: Less is available; it names the tier.
        """

    @abstractmethod
    def settle(self, dues: Sequence[Due], now: datetime | None = None) -> Sequence[Paid]:
        """Debit the wallets and end the sources' reservations on them.

        Bonus is spent first, in the order of the lots; ``now`` leaves alone those whose
        time is over and that nobody has ended yet. What balance and credit limit do not
        cover (leaving alone what others have reserved) is owed; where a wallet does not
        cover all that is due from it here, the earlier dues are met first. One answer for
        each due, in their order.
        Raises ``NoSuchWallet``.
        """

    @abstractmethod
    def credit(self, organisation_id: OrganisationId, cents: int) -> int:
        """Put money in; returns how much of it settled what was owed.

        Raises ``NoSuchWallet``.
        """

    @abstractmethod
    def give_back(self, source_key: str, organisation_id: OrganisationId, cents: int) -> Back:
        """Refund so much of what ``settle`` took for the source: the last spent first.

        Money comes back before bonus and settles what is owed first; bonus returns to the
        lots it came from. What returns into a lot that has ended is spendable for nobody:
        ``Bonus.end`` breaks it, best in the same work. That no more comes back than was
        taken is the caller's to see to. Raises ``NoSuchWallet``.
        """

    @abstractmethod
    def release(self, source_key: str) -> None:
        """End whatever the source still reserves, on every wallet."""


@attrs.frozen
class Posted:
    """A stored transaction, and whether this very call stored it."""

    transaction: Transaction
    new: bool


@attrs.frozen
class Posting:
    """A transaction (none where nothing is due) with the charges it is for."""

    transaction: Transaction | None
    charges: tuple[Charge, ...]


class Ledger(Protocol):
    """The transactions that touch the scope. Nothing is changed, nothing deleted."""

    @abstractmethod
    def post(self, transaction: Transaction, charges: Sequence[Charge] = ()) -> Posted:
        """Store it with the charges it is for.

        A known source key stores nothing and gives the transaction stored under it.
        Raises ``AlreadyReversed`` where another has taken back what this one would.
        """

    @abstractmethod
    def post_all(self, postings: Sequence[Posting]) -> None:
        """Store many. Raises ``AlreadyThere`` for a known source key; then forget the work."""

    @abstractmethod
    def get(self, id: TransactionId) -> Transaction:
        """Raises ``NoSuchTransaction``."""

    @abstractmethod
    def under(self, source_key: str) -> Transaction | None:
        """The transaction with this source key."""

    @abstractmethod
    def reversed_by(self, id: TransactionId) -> TransactionId | None:
        """The transaction that takes this one back, if one does."""

    @abstractmethod
    def all(self) -> Iterator[Transaction]:
        """Every transaction of the scope, the oldest first, read piece by piece.

        Raises ``Damaged`` at one that is none any more.
        """

    @abstractmethod
    def balances(self) -> Mapping[Account, int]:
        """What every account of the scope comes to, in cents."""


class Charges(Protocol):
    """Rated usages, and the commission bases they add to."""

    @abstractmethod
    def add(self, charges: Sequence[Charge]) -> None:
        """Raises ``AlreadyThere`` when a source key is charged for the same meter again; then
        forget the work."""

    @abstractmethod
    def get(self, id: ChargeId) -> Charge:
        """Raises ``NoSuchCharge``."""

    @abstractmethod
    def under(self, source_key: str) -> Sequence[Charge]:
        """The charges of one source, by meter."""

    @abstractmethod
    def of_sources(self, source_keys: Sequence[str]) -> Mapping[str, Sequence[Charge]]:
        """The charges of each source that has any, by meter."""

    @abstractmethod
    def used(self, counters: Sequence[Counter], period: str) -> Mapping[Counter, Used]:
        """What each buyer already had of a meter in the period, kept from others until the
        work ends."""

    @abstractmethod
    def count(self, counter: Counter, period: str, more: Used) -> None:
        """Add to what a buyer had of a meter in a period."""

    @abstractmethod
    def between(
        self, first: datetime, until: datetime, after: Charge | None = None, most: int = 1000
    ) -> Sequence[Charge]:
        """The next charges of the scope that occurred from the first instant until before the
        last, by when they occurred and then by id; ``after`` is the last of those before.
        """

    @abstractmethod
    def bases(self, agreements: Sequence[AgreementId], period: str) -> Mapping[AgreementId, int]:
        """Each agreement's base in the period, in cents, kept from others until the work ends."""

    @abstractmethod
    def raise_base(self, agreement: AgreementId, period: str, cents: int) -> None:
        """Add to the base of an agreement in a period."""
