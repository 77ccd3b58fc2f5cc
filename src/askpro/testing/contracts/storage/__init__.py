"""What every storage must do, in one class to subclass."""

from askpro.testing.contracts.storage.audit import AuditClaims
from askpro.testing.contracts.storage.billing import BillingClaims
from askpro.testing.contracts.storage.bonus import BonusClaims
from askpro.testing.contracts.storage.bonus_back import BonusBackClaims
from askpro.testing.contracts.storage.bonus_race import BonusRaceClaims
from askpro.testing.contracts.storage.booking import BookingClaims
from askpro.testing.contracts.storage.books import BookClaims
from askpro.testing.contracts.storage.calls import CallClaims
from askpro.testing.contracts.storage.commission import CommissionClaims
from askpro.testing.contracts.storage.diary import DiaryClaims
from askpro.testing.contracts.storage.exchange import ExchangeClaims
from askpro.testing.contracts.storage.month_ends import MonthEndClaims
from askpro.testing.contracts.storage.organisations import OrganisationClaims
from askpro.testing.contracts.storage.price_books import PriceBookClaims
from askpro.testing.contracts.storage.race import RaceClaims
from askpro.testing.contracts.storage.refunds import RefundClaims
from askpro.testing.contracts.storage.reservations import ReservationClaims
from askpro.testing.contracts.storage.scope import ScopeClaims
from askpro.testing.contracts.storage.wallet_care import AutoTopUpClaims, LowBalanceClaims
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
    MonthEndClaims,
    WalletClaims,
    BookClaims,
    RefundClaims,
    BonusClaims,
    BonusBackClaims,
    ReservationClaims,
    LowBalanceClaims,
    AutoTopUpClaims,
    CommissionClaims,
    AuditClaims,
    ScopeClaims,
    RaceClaims,
    BonusRaceClaims,
):
    """Fill ``storage`` with an empty one for each test."""


__all__ = ["StorageContract"]
