"""Fill wallets from a stored card, where that was agreed to. Repeated by the worker.

    decide   one work: the rule, the wallet and the attempts; a pending attempt is noted
    collect  in no work: the attempt's id is in the payment's idempotency key
    book     one work: the attempt ends, and where it was paid the money is booked

An attempt whose answer is not known stays pending and is asked for again in the next round,
by the same key. Nothing is booked that the provider has not called paid.
"""

from datetime import datetime

import attrs

from askpro.application.billing.charge_usages import BOOKS_ZONE
from askpro.application.notices.tell_owner import tell_owner
from askpro.domain.billing.auto_top_up import (
    FAILURES_UNTIL_OFF,
    Attempt,
    Fill,
    Outcome,
    decide,
    failures_in_a_row,
)
from askpro.domain.billing.top_up import TopUp, post_top_up
from askpro.domain.errors import NotConfigured, Refused, Unavailable
from askpro.domain.ids import OrganisationId, TransactionId
from askpro.domain.money import Money
from askpro.domain.notices.notice import Occasion
from askpro.domain.organisations.scope import Scope
from askpro.ports.clock import Clock, NewId
from askpro.ports.payments import PaymentProvider, PaymentStatus
from askpro.ports.storage import Storage, Tried, Work

OUTCOMES = {PaymentStatus.PAID: Outcome.SUCCEEDED, PaymentStatus.FAILED: Outcome.FAILED}


@attrs.frozen
class FillWallets:
    """The card is never charged inside a work."""

    storage: Storage
    payments: PaymentProvider
    clock: Clock
    new_id: NewId

    def __call__(self) -> int:
        """How many attempts have ended, well or not."""
        with self.storage.look(Scope.everything()) as work:
            waiting = work.auto_top_ups.waiting()
        return sum(self._fill(owner) for owner in waiting)

    def _fill(self, owner: OrganisationId) -> bool:
        now = self.clock()
        with self.storage.begin(Scope.everything()) as work:
            tried = self._decided(work, owner, now)
            if tried is None:
                return False
            top_up = _top_up(work, tried)
        outcome = self._collected(top_up)
        if outcome is Outcome.PENDING:
            return False
        with self.storage.begin(Scope.everything()) as work:
            return self._end(work, tried, top_up, outcome)

    def _decided(self, work: Work, owner: OrganisationId, now: datetime) -> Tried | None:
        """The attempt in flight, or a new one where the rule says so."""
        attempts = work.auto_top_ups.attempts(owner)
        for tried in attempts:
            if tried.attempt.outcome is Outcome.PENDING:
                return tried
        rule = work.auto_top_ups.rule(owner)
        if rule is None or work.organisations.get(owner).parent_id is None:
            return None
        wallet = work.wallets.get(owner)
        made = [tried.attempt for tried in attempts]
        decision = decide(rule, wallet, made, now=now, zone=BOOKS_ZONE)
        if not isinstance(decision, Fill):
            return None
        new = Tried(self.new_id(), owner, Attempt(now, decision.amount.cents))
        return new if work.auto_top_ups.begin(new) else None

    def _collected(self, top_up: TopUp) -> Outcome:
        try:
            payment = self.payments.collect(top_up)
        except NotConfigured:
            return Outcome.NOT_CONFIGURED
        except Refused:
            return Outcome.FAILED
        except Unavailable:
            return Outcome.PENDING
        return OUTCOMES.get(payment.status, Outcome.PENDING)

    def _end(self, work: Work, tried: Tried, top_up: TopUp, outcome: Outcome) -> bool:
        """Whoever ends the attempt books it; a second one finds it ended."""
        if not work.auto_top_ups.finish(tried.id, outcome):
            return False
        if outcome is Outcome.SUCCEEDED:
            settled = work.wallets.credit(tried.organisation_id, top_up.amount.cents)
            transaction = post_top_up(
                top_up, settles_cents=settled, id=TransactionId(self.new_id()), now=self.clock()
            )
            assert work.ledger.post(transaction).new, f"{top_up.source_key} was booked before"
        else:
            _tell_if_off(work, tried)
        return True


def _top_up(work: Work, tried: Tried) -> TopUp:
    parent_id = work.organisations.get(tried.organisation_id).parent_id
    assert parent_id is not None
    amount = Money(tried.attempt.cents, work.wallets.get(tried.organisation_id).currency)
    return TopUp(tried.organisation_id, parent_id, amount, f"auto:{tried.id}")


def _tell_if_off(work: Work, tried: Tried) -> None:
    owner = tried.organisation_id
    rule = work.auto_top_ups.rule(owner)
    if rule is None or rule.switched_on_at is None:
        return
    made = [each.attempt for each in work.auto_top_ups.attempts(owner)]
    if failures_in_a_row(made, rule.switched_on_at) >= FAILURES_UNTIL_OFF:
        tell_owner(
            work,
            owner,
            Occasion.AUTO_TOP_UP_OFF,
            f"auto-top-up-off:{tried.id}",
            {"amount_cents": tried.attempt.cents},
        )
