"""The storage in memory: works run in turn and are kept whole or not at all."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import attrs

from askpro.adapters.memory.audit import MemoryAudit
from askpro.adapters.memory.bonus import MemoryBonus, MemoryReservations
from askpro.adapters.memory.booking import (
    MemoryAppointments,
    MemoryCallbacks,
    MemoryCatalogues,
    MemoryCustomers,
)
from askpro.adapters.memory.books import (
    MemoryBooks,
    MemoryClosings,
    MemoryRefunds,
    MemorySeals,
)
from askpro.adapters.memory.calls import MemoryCalls, MemoryInbox, MemoryLetters
from askpro.adapters.memory.charges import MemoryCharges
from askpro.adapters.memory.commission import (
    MemoryCommissionItems,
    MemoryCommissions,
    MemorySettlements,
)
from askpro.adapters.memory.diary import MemoryDiary
from askpro.adapters.memory.jobs import MemoryJobs
from askpro.adapters.memory.ledger import MemoryLedger
from askpro.adapters.memory.organisations import MemoryBranches, MemoryOrganisations
from askpro.adapters.memory.price_books import MemoryPriceBooks
from askpro.adapters.memory.prices import MemoryPrices
from askpro.adapters.memory.sight import Sight
from askpro.adapters.memory.store import Store
from askpro.adapters.memory.tables import Tables
from askpro.adapters.memory.vendor_costs import MemoryExchangeRates, MemoryVendorCosts
from askpro.adapters.memory.wallet_care import MemoryAutoTopUps, MemoryLowBalances
from askpro.adapters.memory.wallets import MemoryWallets
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import Storage, Work


@attrs.frozen
class MemoryWork:
    """All collections over one set of tables and one scope."""

    organisations: MemoryOrganisations
    branches: MemoryBranches
    catalogues: MemoryCatalogues
    customers: MemoryCustomers
    diary: MemoryDiary
    appointments: MemoryAppointments
    callbacks: MemoryCallbacks
    calls: MemoryCalls
    inbox: MemoryInbox
    letters: MemoryLetters
    prices: MemoryPrices
    price_books: MemoryPriceBooks
    wallets: MemoryWallets
    reservations: MemoryReservations
    bonus: MemoryBonus
    low_balances: MemoryLowBalances
    auto_top_ups: MemoryAutoTopUps
    ledger: MemoryLedger
    charges: MemoryCharges
    refunds: MemoryRefunds
    seals: MemorySeals
    closings: MemoryClosings
    books: MemoryBooks
    commissions: MemoryCommissions
    commission_items: MemoryCommissionItems
    settlements: MemorySettlements
    vendor_costs: MemoryVendorCosts
    exchange_rates: MemoryExchangeRates
    audit: MemoryAudit
    jobs: MemoryJobs

    @classmethod
    def over(cls, tables: Tables, scope: Scope) -> "MemoryWork":
        sight = Sight(tables, scope)
        return cls(
            organisations=MemoryOrganisations(sight),
            branches=MemoryBranches(sight),
            catalogues=MemoryCatalogues(sight),
            customers=MemoryCustomers(sight),
            diary=MemoryDiary(sight),
            appointments=MemoryAppointments(sight),
            callbacks=MemoryCallbacks(sight),
            calls=MemoryCalls(sight),
            inbox=MemoryInbox(tables),
            letters=MemoryLetters(sight),
            prices=MemoryPrices(sight),
            price_books=MemoryPriceBooks(sight),
            wallets=MemoryWallets(sight),
            reservations=MemoryReservations(sight),
            bonus=MemoryBonus(sight),
            low_balances=MemoryLowBalances(sight),
            auto_top_ups=MemoryAutoTopUps(sight),
            ledger=MemoryLedger(sight),
            charges=MemoryCharges(sight),
            refunds=MemoryRefunds(sight),
            seals=MemorySeals(sight),
            closings=MemoryClosings(sight),
            books=MemoryBooks(sight),
            commissions=MemoryCommissions(sight),
            commission_items=MemoryCommissionItems(sight),
            settlements=MemorySettlements(sight),
            vendor_costs=MemoryVendorCosts(sight),
            exchange_rates=MemoryExchangeRates(sight),
            audit=MemoryAudit(sight),
            jobs=MemoryJobs(tables),
        )


class MemoryStorage(Storage):
    """Begins works over one store, which views and the job queue share."""

    def __init__(self) -> None:
        self.store = Store()

    @contextmanager
    def begin(self, scope: Scope) -> Iterator[Work]:
        with self.store.change() as tables:
            yield MemoryWork.over(tables, scope)

    @contextmanager
    def look(self, scope: Scope) -> Iterator[Work]:
        with self.store.snapshot() as tables:
            yield MemoryWork.over(tables, scope)

    def audit(self, scope: Scope) -> AbstractContextManager[Work]:
        return self.look(scope)
