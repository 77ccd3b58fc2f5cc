"""Where everything is kept.

    with storage.begin(scope) as work:
        work.appointments.add(appointment)
        work.jobs.enqueue(job)

A work keeps all of it on success and forgets all of it on an exception. It is never
nested, and nothing goes over the network inside. It sees only its scope's subtree:
what lies outside does not exist for it (``Missing``), whatever id is asked for.
"""

from askpro.ports.storage.billing import Charges, Ledger, Posted, Posting, Prices, Wallets
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
from askpro.ports.storage.organisations import (
    AlreadyThere,
    Branches,
    NoSuchBranch,
    NoSuchOrganisation,
    Organisations,
)
from askpro.ports.storage.price_books import MOST_BOOKS, PriceBooks
from askpro.ports.storage.work import Storage, Work

__all__ = [
    "MOST_BOOKS",
    "AlreadyThere",
    "Appointments",
    "Books",
    "Branches",
    "Callbacks",
    "Calls",
    "Catalogues",
    "Charges",
    "Closings",
    "Customers",
    "Diary",
    "Inbox",
    "Ledger",
    "Letters",
    "NoSuchBranch",
    "NoSuchOrganisation",
    "Organisations",
    "Posted",
    "Posting",
    "PriceBooks",
    "Prices",
    "Refunds",
    "Seals",
    "StaleVersion",
    "Storage",
    "Wallets",
    "Work",
]
