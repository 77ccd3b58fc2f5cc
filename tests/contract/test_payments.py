"""Every payment provider keeps the same promises."""

import pytest

from askpro.adapters.local.not_configured import NotConfiguredPayments
from askpro.adapters.memory import MemoryPayments
from askpro.domain.errors import NotConfigured
from askpro.ports.payments import PaymentProvider
from askpro.testing.contracts.payments import PaymentContract, a_top_up


class TestMemoryPayments(PaymentContract):
    @pytest.fixture
    def payments(self) -> MemoryPayments:
        return MemoryPayments()

    def pay(self, payments: PaymentProvider, reference: str) -> None:
        assert isinstance(payments, MemoryPayments)
        payments.pay(reference)

    def fail(self, payments: PaymentProvider, reference: str) -> None:
        assert isinstance(payments, MemoryPayments)
        payments.fail(reference)

    def fall_silent(self, payments: PaymentProvider) -> None:
        assert isinstance(payments, MemoryPayments)
        payments.fall_silent()


def test_without_a_key_every_payment_names_the_missing_setting() -> None:
    payments = NotConfiguredPayments("ASKPRO_STRIPE_KEY")

    with pytest.raises(NotConfigured, match="ASKPRO_STRIPE_KEY"):
        payments.collect(a_top_up())
    with pytest.raises(NotConfigured, match="ASKPRO_STRIPE_KEY"):
        payments.look_up("t1")
