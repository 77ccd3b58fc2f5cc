"""Any commands in any order, against a plain model: invariants 1 to 9, 24 and 25.

    def test_ledger(): run_ledger_machine(open_storage, rows)

``open_storage`` opens an empty storage, ``rows`` gives everything it keeps, so that a
refused command can be seen to have changed nothing.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import attrs
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
    run_state_machine_as_test,
)

from askpro.application.billing.charge_call import charge_call
from askpro.application.billing.charge_usages import BOOKS_ZONE
from askpro.application.billing.close_period import ClosePeriod
from askpro.application.billing.reverse_transaction import HasItsOwnWay
from askpro.application.billing.seal_ledger import SealLedger
from askpro.application.billing.top_up_by_hand import ReferenceUsed
from askpro.domain.billing.closed import closing_of
from askpro.domain.billing.closing import PeriodClosed
from askpro.domain.billing.commission import period_of
from askpro.domain.billing.ledger import AlreadyReversed
from askpro.domain.billing.refund import RefundsTooMuch
from askpro.domain.billing.refunded import FullyRefunded, RefundReferenceUsed
from askpro.domain.billing.wallet import CannotPay
from askpro.domain.errors import Refused
from askpro.domain.ids import CallId, TransactionId
from askpro.domain.money import Money
from askpro.domain.telephony.call import CallStatus
from askpro.testing.contracts.ledger_house import LedgerHouse, OpenStorage, Rows
from askpro.testing.world import ADA, EVERYTHING, NOON, some_id

CENTS, SECONDS = st.integers(1, 700), st.integers(1, 900)
OWNERS, WHICH = st.sampled_from(["salon", "stranger", "reseller"]), st.integers(0, 10**6)


class LedgerMachine(LedgerHouse):
    """The commands; what is refused among them leaves every row as it is."""

    # What is done

    @rule(owner=OWNERS, cents=CENTS)
    def tops_up(self, owner: str, cents: int) -> None:
        id, reference = self.owner(owner), self.new("ref")
        posted = self.top_up(organisation_id=id, amount=Money(cents), reference=reference, by=ADA)
        self.model.receive(posted.id, id, cents, reference)

    @rule(owner=OWNERS, cents=CENTS, just_too_much=st.booleans())
    def reserves(self, owner: str, cents: int, just_too_much: bool) -> None:
        id, source = self.owner(owner), self.new("call")
        if just_too_much:
            cents = max(self.model.wallets[id].available, 0) + 1
        if cents > self.model.wallets[id].available:
            with self.refused(CannotPay):
                self.reserve(id, source, cents)
        else:
            self.reserve(id, source, cents)
            self.model.wallets[id].open[source] = cents
            with self.unchanged():
                self.reserve(id, source, cents + 1)

    @rule(owner=OWNERS, cents=st.integers(20, 400), many=st.integers(2, 5))
    def inv_08_reserve_at_once(self, owner: str, cents: int, many: int) -> None:
        id = self.owner(owner)
        wallet, sources = self.model.wallets[id], [self.new("race") for _ in range(many)]
        covered = min(max(wallet.available, 0) // cents, many)

        def attempt(source: str) -> bool:
            try:
                self.reserve(id, source, cents)
            except CannotPay:
                return False
            return True

        with ThreadPoolExecutor(many) as pool:
            won = list(pool.map(attempt, sources))

        assert sum(won) == covered
        for source, has_won in zip(sources, won, strict=True):
            if has_won:
                wallet.open[source] = cents

    @rule(which=WHICH)
    def releases(self, which: int) -> None:
        sources = sorted({key for each in self.model.wallets.values() for key in each.open})
        if not sources:
            return
        source = sources[which % len(sources)]
        with self.storage.begin(EVERYTHING) as work:
            work.wallets.release(source)
        for wallet in self.model.wallets.values():
            wallet.open.pop(source, None)
        with self.unchanged(), self.storage.begin(EVERYTHING) as work:
            work.wallets.release(source)

    @rule(company=st.sampled_from(["salon", "stranger"]), seconds=SECONDS, reserved=st.booleans())
    def charges(self, company: str, seconds: int, reserved: bool) -> None:
        id = self.owner(company)
        kept = [key for key in self.model.wallets[id].open if key.startswith("call:")]
        source = kept[0] if reserved and kept else self.new("call")
        shop = getattr(self.world, company)
        call = attrs.evolve(
            shop.call(source.removeprefix("call:"), self.now),
            status=CallStatus.ENDED, ended_at=NOON, length_seconds=seconds,
        )  # fmt: skip
        with self.storage.begin(EVERYTHING) as work:
            charge_call(work, call, self.chains[company], self.now, some_id)
        with self.storage.look(EVERYTHING) as work:
            (charge,) = work.charges.under(f"call:{CallId(call.id)}")
        self.model.charge(charge.id, id, seconds, source)
        assert charge.rating.paid.cents == self.model.charges[-1].paid

    @precondition(lambda self: self.refundable())
    @rule(which=WHICH, part=st.integers(1, 400), whole=st.booleans())
    def refunds(self, which: int, part: int, whole: bool) -> None:
        charge = self.refundable()[which % len(self.refundable())]
        left = charge.paid - charge.refunded
        wanted = None if whole else min(part, left)
        reference = self.new("refund")
        made = self.refund(charge, wanted, reference)
        assert made == (wanted or left)
        self.model.refund(charge, made, reference)

    @precondition(lambda self: self.reversible())
    @rule(which=WHICH)
    def reverses(self, which: int) -> None:
        booked = self.reversible()[which % len(self.reversible())]
        reversal = self.reverse_transaction(booked.id, by=ADA)
        assert reversal.reverses == booked.id
        booked.is_reversed = True
        self.model.receive(reversal.id, booked.owner, -booked.cents, "")

    @rule(batch=st.integers(1, 4))
    def seals(self, batch: int) -> None:
        SealLedger(self.storage, self.clock, batch)(everything=True)
        with self.unchanged():
            SealLedger(self.storage, self.clock)()

    @rule()
    def closes_last_month(self) -> None:
        last = period_of(self.now.replace(day=1) - timedelta(days=2), BOOKS_ZONE)
        close = ClosePeriod(self.storage, self.clock, SealLedger(self.storage, self.clock))
        try:
            close(last)
        except Refused:
            with self.refused(Refused):
                close(last)

    @rule(hours=st.integers(-50, 24 * 25))
    def inv_09_the_clock_jumps(self, hours: int) -> None:
        """Wherever it lands, only not in a closed month: there nothing may be posted."""
        with self.storage.look(EVERYTHING) as work:
            closing = closing_of(work.closings.all())
        self.now += timedelta(hours=hours)
        while closing.is_closed(self.now):
            self.now += timedelta(days=1)

    # What is done again, and what is refused

    @precondition(lambda self: any(each.reference for each in self.model.top_ups))
    @rule(which=WHICH, more=st.integers(0, 1))
    def inv_07_the_same_reference_again(self, which: int, more: int) -> None:
        by_hand = [each for each in self.model.top_ups if each.reference]
        known = by_hand[which % len(by_hand)]
        with self.refused(ReferenceUsed) if more else self.unchanged():
            posted = self.top_up(
                organisation_id=known.owner, amount=Money(known.cents + more),
                reference=known.reference, by=ADA,
            )  # fmt: skip
            assert posted.id == known.id

    @precondition(lambda self: self.model.charges)
    @rule(which=WHICH)
    def inv_07_the_same_source_again(self, which: int) -> None:
        with self.storage.look(EVERYTHING) as work:
            known = list(work.ledger.all())
        one = known[which % len(known)]
        with self.unchanged(), self.storage.begin(EVERYTHING) as work:
            answer = work.ledger.post(attrs.evolve(one, id=TransactionId(some_id())))
        assert (answer.transaction, answer.new) == (one, False)

    @precondition(lambda self: any(each.references for each in self.model.charges))
    @rule(which=WHICH, more=st.integers(0, 1))
    def inv_07_the_same_refund_again(self, which: int, more: int) -> None:
        refunded = [each for each in self.model.charges if each.references]
        charge = refunded[which % len(refunded)]
        reference, cents = next(iter(charge.references.items()))
        with self.refused(RefundReferenceUsed) if more else self.unchanged():
            assert self.refund(charge, cents + more, reference) == cents

    @precondition(lambda self: self.model.charges)
    @rule(which=WHICH)
    def inv_04_more_is_refunded_than_was_paid(self, which: int) -> None:
        charge = self.model.charges[which % len(self.model.charges)]
        left = charge.paid - charge.refunded
        with self.refused(RefundsTooMuch if left else FullyRefunded):
            self.refund(charge, left + 1, "too much")

    @precondition(lambda self: any(each.is_reversed for each in self.model.top_ups))
    @rule()
    def inv_05_reverses_twice(self) -> None:
        known = next(each for each in self.model.top_ups if each.is_reversed)
        with self.refused(AlreadyReversed):
            self.reverse_transaction(known.id, by=ADA)

    @precondition(lambda self: self.model.charges)
    @rule()
    def inv_04_reverses_a_charge(self) -> None:
        with self.storage.look(EVERYTHING) as work:
            charged_in = work.charges.get(self.model.charges[0].id).transaction_id
        assert charged_in is not None
        with self.refused(HasItsOwnWay):
            self.reverse_transaction(charged_in, by=ADA)

    @precondition(lambda self: self.refundable() or self.reversible())
    @rule()
    def inv_04_corrects_on_a_clock_in_a_closed_month(self) -> None:
        with self.storage.look(EVERYTHING) as work:
            closed = list(work.closings.all())
        if not closed:
            return
        before, self.now = self.now, datetime.fromisoformat(f"{closed[-1].period}-15T12:00+00:00")
        with self.refused(PeriodClosed):
            if self.refundable():
                self.refund(self.refundable()[0], 1, "on a wrong clock")
            else:
                self.reverse_transaction(self.reversible()[0].id, by=ADA)
        self.now = before


def run_ledger_machine(
    open_storage: OpenStorage, rows: Rows, *, examples: int = 12, steps: int = 30
) -> None:
    """Run it; on a failure the commands are printed, with what repeats them."""
    run_state_machine_as_test(
        lambda: LedgerMachine(open_storage, rows),  # type: ignore[arg-type]
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, print_blob=True
        ),
    )
