"""What every storage must do, in one class to subclass."""

from askpro.testing.contracts.storage.billing import BillingClaims
from askpro.testing.contracts.storage.booking import BookingClaims
from askpro.testing.contracts.storage.books import BookClaims
from askpro.testing.contracts.storage.calls import CallClaims
from askpro.testing.contracts.storage.diary import DiaryClaims
from askpro.testing.contracts.storage.exchange import ExchangeClaims
from askpro.testing.contracts.storage.organisations import OrganisationClaims
from askpro.testing.contracts.storage.price_books import PriceBookClaims
from askpro.testing.contracts.storage.race import RaceClaims
from askpro.testing.contracts.storage.refunds import RefundClaims
from askpro.testing.contracts.storage.scope import ScopeClaims
from askpro.testing.contracts.storage.wallets import WalletClaims
from askpro.testing.contracts.storage.work import WorkClaims


class StorageContract(
    WorkClaims,
    OrganisationClaims,
    BookingClaims,
    DiaryClaims,
    ExchangeClaims,
    CallClaims,
    BillingClaims,
    PriceBookClaims,
    WalletClaims,
    BookClaims,
    RefundClaims,
    ScopeClaims,
    RaceClaims,
):
    """Fill ``storage`` with an empty one for each test."""


__all__ = ["StorageContract"]
