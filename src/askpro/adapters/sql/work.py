"""All collections, bound to one transaction and one scope, made when they are asked for."""

from collections.abc import Callable
from functools import cached_property

import sqlalchemy as sa

from askpro.adapters.sql.collections.appointments import SqlAppointments
from askpro.adapters.sql.collections.audit import SqlAudit
from askpro.adapters.sql.collections.branches import SqlBranches
from askpro.adapters.sql.collections.callbacks import SqlCallbacks
from askpro.adapters.sql.collections.calls import SqlCalls
from askpro.adapters.sql.collections.catalogues import SqlCatalogues
from askpro.adapters.sql.collections.charges import SqlCharges
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
from askpro.adapters.sql.collections.prices import SqlPrices
from askpro.adapters.sql.collections.vendor_costs import SqlExchangeRates, SqlVendorCosts
from askpro.adapters.sql.collections.wallets import SqlWallets
from askpro.adapters.sql.desk_shelf import DeskShelf
from askpro.adapters.sql.sight import Sight
from askpro.ports.jobs import Jobs
from askpro.ports.storage import (
    Appointments,
    Audit,
    Branches,
    Callbacks,
    Calls,
    Catalogues,
    Charges,
    CommissionItems,
    Commissions,
    Customers,
    Diary,
    ExchangeRates,
    Inbox,
    Ledger,
    Letters,
    Organisations,
    Prices,
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
        return SqlCalls(self._sight, self._shelf)

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
    def wallets(self) -> Wallets:
        return SqlWallets(self._sight)

    @cached_property
    def ledger(self) -> Ledger:
        return SqlLedger(self._sight)

    @cached_property
    def charges(self) -> Charges:
        return SqlCharges(self._sight)

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
