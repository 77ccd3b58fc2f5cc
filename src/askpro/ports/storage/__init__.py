"""Where everything is kept.

    with storage.begin(scope) as work:
        work.appointments.add(appointment)
        work.jobs.enqueue(job)

A work keeps all of it on success and forgets all of it on an exception. It is never
nested, and nothing goes over the network inside. It sees only its scope's subtree:
what lies outside does not exist for it (``Missing``), whatever id is asked for.
"""

from askpro.ports.storage.audit import Audit
from askpro.ports.storage.billing import Charges, Ledger, Posted, Posting, Prices, Wallets
from askpro.ports.storage.bonus import Bonus, Reservations
from askpro.ports.storage.booking import (
    Appointments,
    Callbacks,
    Catalogues,
    Customers,
    Diary,
    StaleVersion,
)
from askpro.ports.storage.books import Books, Closings, Refunds, Seals
from askpro.ports.storage.calls import Calls, Inbox, Letters
from askpro.ports.storage.commission import CommissionItems, Commissions, Place, Settlements
from askpro.ports.storage.organisations import (
    AlreadyThere,
    Branches,
    NoSuchBranch,
    NoSuchOrganisation,
    Organisations,
)
from askpro.ports.storage.price_books import MOST_BOOKS, PriceBooks
from askpro.ports.storage.vendor_costs import ExchangeRates, VendorCosts
from askpro.ports.storage.wallet_care import AutoTopUps, LowBalances, Tried, Watched
from askpro.ports.storage.work import Storage, Work

__all__ = [
    "MOST_BOOKS",
    "AlreadyThere",
    "Appointments",
    "Audit",
    "AutoTopUps",
    "Bonus",
    "Books",
    "Branches",
    "Callbacks",
    "Calls",
    "Catalogues",
    "Charges",
    "Closings",
    "CommissionItems",
    "Commissions",
    "Customers",
    "Diary",
    "ExchangeRates",
    "Inbox",
    "Ledger",
    "Letters",
    "LowBalances",
    "NoSuchBranch",
    "NoSuchOrganisation",
    "Organisations",
    "Place",
    "Posted",
    "Posting",
    "PriceBooks",
    "Prices",
    "Refunds",
    "Reservations",
    "Seals",
    "Settlements",
    "StaleVersion",
    "Storage",
    "Tried",
    "VendorCosts",
    "Wallets",
    "Watched",
    "Work",
]
