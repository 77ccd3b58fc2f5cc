"""A payment provider in memory."""

import attrs

from askpro.domain.billing.top_up import TopUp
from askpro.domain.errors import Unavailable
from askpro.ports.payments import NoSuchPayment, Payment, PaymentProvider, PaymentStatus


class MemoryPayments(PaymentProvider):
    """Opens payments that somebody pays, or fails to pay, later."""

    def __init__(self) -> None:
        self._payments: dict[str, Payment] = {}
        self._silent = False

    def pay(self, reference: str) -> None:
        """The payer pays."""
        self._become(reference, PaymentStatus.PAID)

    def fail(self, reference: str) -> None:
        """The payer's bank refuses."""
        self._become(reference, PaymentStatus.FAILED)

    def fall_silent(self, *, silent: bool = True) -> None:
        """Answer nothing from now on, or answer again."""
        self._silent = silent

    def collect(self, top_up: TopUp) -> Payment:
        self._answer()
        reference = f"memory-{top_up.source_key}"
        opened = Payment(reference, PaymentStatus.OPEN, page=f"https://pay.example/{reference}")
        return self._payments.setdefault(reference, opened)

    def look_up(self, reference: str) -> Payment:
        self._answer()
        if reference not in self._payments:
            raise NoSuchPayment
        return self._payments[reference]

    def _become(self, reference: str, status: PaymentStatus) -> None:
        self._payments[reference] = attrs.evolve(self._payments[reference], status=status)

    def _answer(self) -> None:
        if self._silent:
            raise Unavailable
