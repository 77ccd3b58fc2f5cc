"""Takes customers' money for top-ups."""

from abc import abstractmethod
from enum import Enum
from typing import Protocol

import attrs

from askpro.domain.billing.top_up import TopUp
from askpro.domain.errors import Missing


@attrs.define
class NoSuchPayment(Missing):
    """There is no such payment."""


class PaymentStatus(Enum):
    """How far a payment has come; only ``paid`` is money."""

    OPEN = "open"
    PAID = "paid"
    FAILED = "failed"


@attrs.frozen
class Payment:
    """A payment as the provider knows it; ``page`` is where the payer pays."""

    reference: str
    status: PaymentStatus
    page: str | None = None


class PaymentProvider(Protocol):
    """Collects payments; the top-up's source key makes asking twice asking once."""

    @abstractmethod
    def collect(self, top_up: TopUp) -> Payment:
        """Open a payment for the top-up; the same source key gives the same payment.

        Raises:
            NotConfigured: No key is set.
            Unavailable: Outcome unknown; ask again with the same top-up.
        """

    @abstractmethod
    def look_up(self, reference: str) -> Payment:
        """The payment's present state.

        Raises:
            NoSuchPayment: The provider knows of none.
            NotConfigured: No key is set.
            Unavailable: No answer. Calling again is safe.
        """
