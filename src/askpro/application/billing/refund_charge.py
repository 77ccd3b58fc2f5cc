"""Give back what a charge took, in full or in part, along its whole chain."""

import attrs

from askpro.application.billing.agreed import agreed_behind
from askpro.application.billing.charge_usages import BOOKS_ZONE
from askpro.application.billing.give_back import give_back
from askpro.domain.billing.charge import Charge, post
from askpro.domain.billing.closed import closing_of
from askpro.domain.billing.rating import Rating
from askpro.domain.billing.refund import RefundsTooMuch, refund
from askpro.domain.billing.refunded import (
    FullyRefunded,
    NothingToRefund,
    Refund,
    RefundReferenceUsed,
    backs,
    counted_in,
    refund_key,
)
from askpro.domain.errors import Refused
from askpro.domain.ids import ChargeId, TransactionId
from askpro.domain.money import Money
from askpro.domain.organisations.actor import Actor
from askpro.ports.clock import Clock, NewId
from askpro.ports.storage import Storage, Work


@attrs.define
class OnlyTheTopRefunds(Refused):
    """A refund takes from every tier of the chain, so whoever stands at its top books it."""


@attrs.frozen
class RefundCharge:
    """The reference makes refunding twice refunding once."""

    storage: Storage
    clock: Clock
    new_id: NewId

    def __call__(
        self,
        charge_id: ChargeId,
        *,
        reference: str,
        reason: str,
        amount: Money | None = None,
        by: Actor,
    ) -> Refund:
        """The stored refund; without an amount, of all that is left.

        Raises:
            NoSuchCharge: Not there, or not in the actor's subtree.
            OnlyTheTopRefunds, NothingToRefund, RefundsTooMuch, FullyRefunded,
            RefundReferenceUsed, PeriodClosed: Why not.
        """
        with self.storage.begin(by.scope) as work:
            charge = work.charges.get(charge_id)
            if by.organisation_id not in (None, charge.rating.shares[0].seller_id):
                raise OnlyTheTopRefunds
            if amount is not None and not _refundable(amount, charge):
                raise NothingToRefund(amount)
            return self._refund(work, charge, amount, reference, reason)

    def _refund(
        self, work: Work, charge: Charge, amount: Money | None, reference: str, reason: str
    ) -> Refund:
        paid = charge.rating.paid
        if charge.transaction_id is None:
            raise RefundsTooMuch(paid, Money(0, paid.currency), amount or paid)
        # From here on nobody else refunds a charge of this transaction.
        before = work.refunds.of_transaction(charge.transaction_id)
        earlier = [one for one in before if one.charge_id == charge.id]
        for known in earlier:
            if known.reference == reference:
                return _same(known, amount)
        refunded = sum((one.amount for one in earlier), Money(0, paid.currency))
        if paid == refunded:
            raise FullyRefunded(charge.id)
        now = self.clock()
        closing_of(work.closings.all()).refuse_if_closed(now)
        wanted = paid - refunded if amount is None else amount
        period = counted_in(charge, BOOKS_ZONE)
        back = _taken_back(work, charge, wanted.cents, refunded.cents, period)
        returned = give_back(work, backs(back, work.ledger.get(charge.transaction_id), before))
        transaction = post(
            [back],
            returned,
            id=TransactionId(self.new_id()),
            source_key=refund_key(charge.id, reference),
            occurred_at=charge.occurred_at,
            now=now,
            text=f"Refund of {charge.source_key}",
        )
        assert transaction is not None, "a refund gives something back"
        posted = work.ledger.post(transaction)
        assert posted.new, f"{transaction.source_key} was posted without a refund"
        made = Refund(
            charge_id=charge.id,
            reference=reference,
            organisation_id=charge.organisation_id,
            charged_in=charge.transaction_id,
            transaction_id=transaction.id,
            refunded_at=now,
            period=period,
            rating=back,
            reason=reason,
        )
        work.refunds.add(made)
        return made


def _taken_back(work: Work, charge: Charge, cents: int, refunded_cents: int, period: str) -> Rating:
    """What every link gives back; the commission bases are lowered by it."""
    earners = [share.earned.agreement_id for share in charge.rating.shares if share.earned]
    agreements = dict(agreed_behind(work, charge).agreements) if earners else {}
    if any(each not in agreements for each in earners):
        agreements = {**work.books.agreements(), **agreements}
    back = refund(
        charge.rating,
        cents,
        refunded_cents=refunded_cents,
        agreements=agreements,
        bases=work.charges.bases(earners, period) if earners else {},
    )
    for share in back.shares:
        if share.earned:
            work.charges.raise_base(share.earned.agreement_id, period, share.earned.base_cents)
    return back


def _refundable(amount: Money, charge: Charge) -> bool:
    return amount.cents > 0 and amount.currency is charge.rating.paid.currency


def _same(known: Refund, amount: Money | None) -> Refund:
    """The refund under this reference, where it is the one asked for again."""
    if amount is not None and known.amount != amount:
        raise RefundReferenceUsed(known.reference)
    return known
