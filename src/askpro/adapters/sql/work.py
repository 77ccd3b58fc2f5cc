"""All collections, bound to one transaction and one scope, made when they are asked for."""

from collections.abc import Callable
from functools import cached_property

import sqlalchemy as sa

from askpro.adapters.sql.collections.appointments import SqlAppointments
from askpro.adapters.sql.collections.audit import SqlAudit
from askpro.adapters.sql.collections.bonus import SqlBonus
from askpro.adapters.sql.collections.books import SqlBooks
from askpro.adapters.sql.collections.branches import SqlBranches
from askpro.adapters.sql.collections.callbacks import SqlCallbacks
from askpro.adapters.sql.collections.calls import SqlCalls
from askpro.adapters.sql.collections.catalogues import SqlCatalogues
from askpro.adapters.sql.collections.charges import SqlCharges
from askpro.adapters.sql.collections.closings import SqlClosings
from askpro.adapters.sql.collections.commission import (
    SqlCommissionItems,
    SqlCommissions,
    SqlSettlements,
)
from askpro.adapters.sql.collections.customers import SqlCustomers
from askpro.adapters.sql.collections.diary import SqlDiary
from askpro.adapters.sql.collections.ledger import SqlLedger
from askpro.adapters.sql.collections.messages import SqlInbox, SqlLetters
from askpro.adapters.sql.collections.organisations import SqlOrganisations
from askpro.adapters.sql.collections.price_books import SqlPriceBooks
from askpro.adapters.sql.collections.prices import SqlPrices
from askpro.adapters.sql.collections.refunds import SqlRefunds
from askpro.adapters.sql.collections.reservations import SqlReservations
from askpro.adapters.sql.collections.seals import SqlSeals
from askpro.adapters.sql.collections.vendor_costs import SqlExchangeRates, SqlVendorCosts
from askpro.adapters.sql.collections.wallet_care import SqlAutoTopUps, SqlLowBalances
from askpro.adapters.sql.collections.wallets import SqlWallets
from askpro.adapters.sql.desk_shelf import DeskShelf
from askpro.adapters.sql.sight import Sight
from askpro.domain.ids import CallId
from askpro.domain.telephony.desk import Desk
from askpro.ports.jobs import Jobs
from askpro.ports.storage import (
    Appointments,
    Audit,
    AutoTopUps,
    Bonus,
    Books,
    Branches,
    Callbacks,
    Calls,
    Catalogues,
    Charges,
    Closings,
    CommissionItems,
    Commissions,
    Customers,
    Diary,
    ExchangeRates,
    Inbox,
    Ledger,
    Letters,
    LowBalances,
    Organisations,
    PriceBooks,
    Prices,
    Refunds,
    Reservations,
    Seals,
    Settlements,
    VendorCosts,
    Wallets,
    Work,
)

JobsOn = Callable[[sa.Connection], Jobs]
"""Makes the queue that enqueues in a connection's transaction."""


class SqlWork(Work):
    """One unit of work."""

    def __init__(self, sight: Sight, jobs: JobsOn, shelf: DeskShelf) -> None:
        self._sight = sight
        self._jobs = jobs
        self._shelf = shelf
        self._kept: dict[CallId, Desk] = {}

    def committed(self) -> None:
        """What this work made lasts now, and may be remembered."""
        for desk in self._kept.values():
            self._shelf.put(desk)

    @cached_property
    def organisations(self) -> Organisations:
        return SqlOrganisations(self._sight)

    @cached_property
    def branches(self) -> Branches:
        return SqlBranches(self._sight)

    @cached_property
    def catalogues(self) -> Catalogues:
        return SqlCatalogues(self._sight)

    @cached_property
    def customers(self) -> Customers:
        return SqlCustomers(self._sight)

    @cached_property
    def diary(self) -> Diary:
        return SqlDiary(self._sight)

    @cached_property
    def appointments(self) -> Appointments:
        return SqlAppointments(self._sight)

    @cached_property
    def callbacks(self) -> Callbacks:
        return SqlCallbacks(self._sight)

    @cached_property
    def calls(self) -> Calls:
        return SqlCalls(self._sight, self._shelf, self._kept)

    @cached_property
    def inbox(self) -> Inbox:
        return SqlInbox(self._sight)

    @cached_property
    def letters(self) -> Letters:
        return SqlLetters(self._sight)

    @cached_property
    def prices(self) -> Prices:
        return SqlPrices(self._sight)

    @cached_property
    def price_books(self) -> PriceBooks:
        return SqlPriceBooks(self._sight)

    @cached_property
    def wallets(self) -> Wallets:
        return SqlWallets(self._sight)

    @cached_property
    def reservations(self) -> Reservations:
        return SqlReservations(self._sight)

    @cached_property
    def bonus(self) -> Bonus:
        return SqlBonus(self._sight)

    @cached_property
    def low_balances(self) -> LowBalances:
        return SqlLowBalances(self._sight)

    @cached_property
    def auto_top_ups(self) -> AutoTopUps:
        return SqlAutoTopUps(self._sight)

    @cached_property
    def ledger(self) -> Ledger:
        return SqlLedger(self._sight)

    @cached_property
    def charges(self) -> Charges:
        return SqlCharges(self._sight)

    @cached_property
    def refunds(self) -> Refunds:
        return SqlRefunds(self._sight)

    @cached_property
    def seals(self) -> Seals:
        return SqlSeals(self._sight)

    @cached_property
    def closings(self) -> Closings:
        return SqlClosings(self._sight)

    @cached_property
    def books(self) -> Books:
        return SqlBooks(self._sight)

    @cached_property
    def commissions(self) -> Commissions:
        return SqlCommissions(self._sight)

    @cached_property
    def commission_items(self) -> CommissionItems:
        return SqlCommissionItems(self._sight)

    @cached_property
    def settlements(self) -> Settlements:
        return SqlSettlements(self._sight)

    @cached_property
    def vendor_costs(self) -> VendorCosts:
        return SqlVendorCosts(self._sight)

    @cached_property
    def exchange_rates(self) -> ExchangeRates:
        return SqlExchangeRates(self._sight)

    @cached_property
    def audit(self) -> Audit:
        return SqlAudit(self._sight)

    @cached_property
    def jobs(self) -> Jobs:
        return self._jobs(self._sight.connection)
