"""The unit of work and the storage that begins one."""

from abc import abstractmethod
from contextlib import AbstractContextManager
from typing import Protocol

from askpro.domain.organisations.scope import Scope
from askpro.ports.jobs import Jobs
from askpro.ports.storage.audit import Audit
from askpro.ports.storage.billing import Charges, Ledger, Prices, Wallets
from askpro.ports.storage.bonus import Bonus, Reservations
from askpro.ports.storage.booking import Appointments, Callbacks, Catalogues, Customers, Diary
from askpro.ports.storage.books import Books, Closings, Refunds, Seals
from askpro.ports.storage.calls import Calls, Inbox, Letters
from askpro.ports.storage.commission import CommissionItems, Commissions, Settlements
from askpro.ports.storage.organisations import Branches, Organisations
from askpro.ports.storage.price_books import PriceBooks
from askpro.ports.storage.vendor_costs import ExchangeRates, VendorCosts
from askpro.ports.storage.wallet_care import AutoTopUps, LowBalances


class Work(Protocol):
    """All collections, bound to one transaction and one scope."""

    @property
    def organisations(self) -> Organisations: ...
    @property
    def branches(self) -> Branches: ...
    @property
    def catalogues(self) -> Catalogues: ...
    @property
    def customers(self) -> Customers: ...
    @property
    def diary(self) -> Diary: ...
    @property
    def appointments(self) -> Appointments: ...
    @property
    def callbacks(self) -> Callbacks: ...
    @property
    def calls(self) -> Calls: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def letters(self) -> Letters: ...
    @property
    def prices(self) -> Prices: ...
    @property
    def price_books(self) -> PriceBooks: ...
    @property
    def wallets(self) -> Wallets: ...
    @property
    def reservations(self) -> Reservations: ...
    @property
    def bonus(self) -> Bonus: ...
    @property
    def low_balances(self) -> LowBalances: ...
    @property
    def auto_top_ups(self) -> AutoTopUps: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def charges(self) -> Charges: ...
    @property
    def refunds(self) -> Refunds: ...
    @property
    def seals(self) -> Seals: ...
    @property
    def closings(self) -> Closings: ...
    @property
    def books(self) -> Books: ...
    @property
    def commissions(self) -> Commissions: ...
    @property
    def commission_items(self) -> CommissionItems: ...
    @property
    def settlements(self) -> Settlements: ...
    @property
    def vendor_costs(self) -> VendorCosts: ...
    @property
    def exchange_rates(self) -> ExchangeRates: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def jobs(self) -> Jobs: ...


class Storage(Protocol):
    """Begins works."""

    @abstractmethod
    def begin(self, scope: Scope) -> AbstractContextManager[Work]:
        """A work that may write. On PostgreSQL works run side by side, on SQLite in turn.

        Raises:
            Unavailable: The database does not answer; nothing was kept.
        """

    @abstractmethod
    def look(self, scope: Scope) -> AbstractContextManager[Work]:
        """A work that only reads, and waits for nobody who writes."""

    @abstractmethod
    def audit(self, scope: Scope) -> AbstractContextManager[Work]:
        """As ``look``; from its first question to its last it sees one state."""
