"""What vendors charge the platform, and what their currencies are worth."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

from askpro.domain.billing.vendor_bill import VendorBill
from askpro.domain.billing.vendor_cost import OLDEST_RATE, ExchangeRate
from askpro.domain.money import Currency


class VendorCosts(Protocol):
    """One bill for each vendor and source. For scopes that hold the platform only."""

    @abstractmethod
    def meet(self, first: VendorBill) -> VendorBill:
        """The bill of this vendor and source, kept from others until the work ends.

        It is ``first`` when there was none. Raises ``NoSuchOrganisation``.
        """

    @abstractmethod
    def save(self, bill: VendorBill) -> None:
        """Raises ``NoSuchBill``."""

    @abstractmethod
    def get(self, vendor: str, source: str) -> VendorBill:
        """Raises ``NoSuchBill``."""

    @abstractmethod
    def waiting(
        self, after: tuple[str, str] | None = None, most: int = 100
    ) -> Sequence[VendorBill]:
        """Bills that wait for an exchange rate, by vendor and source, from behind one on."""


class ExchangeRates(Protocol):
    """Rates by day, each with who said so."""

    @abstractmethod
    def put(self, rate: ExchangeRate) -> None:
        """The rate of a day, instead of one that was known before.

        What has been booked by that one stays. Raises ``NoSuchOrganisation`` for scopes
        without the platform.
        """

    @abstractmethod
    def around(
        self, day: date, sold: Currency, bought: Currency, oldest: timedelta = OLDEST_RATE
    ) -> Sequence[ExchangeRate]:
        """The rates from ``oldest`` before the day up to it, the youngest first."""

    @abstractmethod
    def latest(self, most: int = 100) -> Sequence[ExchangeRate]:
        """The youngest first."""
