"""What every payment provider must do."""

import attrs
import pytest

from askpro.domain.billing.top_up import TopUp
from askpro.domain.errors import Unavailable
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.ports.payments import NoSuchPayment, PaymentProvider, PaymentStatus
from askpro.testing.world import some_id


def a_top_up(reference: str = "t1") -> TopUp:
    return TopUp(OrganisationId(some_id()), OrganisationId(some_id()), Money(2000), reference)


class PaymentContract:
    """Fill the provider and what payers and banks do."""

    @pytest.fixture
    def payments(self) -> PaymentProvider:
        """A provider; the subclass makes it."""
        raise NotImplementedError

    def pay(self, payments: PaymentProvider, reference: str) -> None:
        """The payer pays."""
        raise NotImplementedError

    def fail(self, payments: PaymentProvider, reference: str) -> None:
        """The payer's bank refuses."""
        raise NotImplementedError

    def fall_silent(self, payments: PaymentProvider) -> None:
        """From now on the provider does not answer."""
        raise NotImplementedError

    def test_a_payment_begins_open_with_a_page_to_pay_on(self, payments: PaymentProvider) -> None:
        payment = payments.collect(a_top_up())

        assert payment.status is PaymentStatus.OPEN
        assert payment.page is not None
        assert payments.look_up(payment.reference).status is PaymentStatus.OPEN

    def test_the_same_source_key_gives_the_same_payment(self, payments: PaymentProvider) -> None:
        top_up = a_top_up()

        first, second = payments.collect(top_up), payments.collect(top_up)
        other = payments.collect(attrs.evolve(top_up, reference="t2"))

        assert first.reference == second.reference
        assert other.reference != first.reference

    def test_only_what_was_paid_is_paid(self, payments: PaymentProvider) -> None:
        paid, failed, open_ = (payments.collect(a_top_up()).reference for _ in range(3))

        self.pay(payments, paid)
        self.fail(payments, failed)

        statuses = [payments.look_up(reference).status for reference in (paid, failed, open_)]
        assert statuses == [PaymentStatus.PAID, PaymentStatus.FAILED, PaymentStatus.OPEN]

    def test_asking_again_does_not_reopen_what_was_paid(self, payments: PaymentProvider) -> None:
        top_up = a_top_up()
        self.pay(payments, payments.collect(top_up).reference)

        assert payments.collect(top_up).status is PaymentStatus.PAID

    def test_an_unknown_payment_is_missing(self, payments: PaymentProvider) -> None:
        with pytest.raises(NoSuchPayment):
            payments.look_up("nobody")

    def test_silence_is_unavailable(self, payments: PaymentProvider) -> None:
        reference = payments.collect(a_top_up()).reference
        self.fall_silent(payments)

        with pytest.raises(Unavailable):
            payments.collect(a_top_up())
        with pytest.raises(Unavailable):
            payments.look_up(reference)
