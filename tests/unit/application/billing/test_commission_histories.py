"""Invariants 24 to 27 over storage: whatever was sold, refunded and paid out, in any order."""

import random
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from askpro.adapters.memory.storage import MemoryStorage
from askpro.application.billing.commission_books import account_of
from askpro.application.billing.pay_out_commissions import PayOutCommissions
from askpro.application.billing.read_commission import ReadCommission
from askpro.application.billing.verify_ledger import VerifyLedger
from askpro.application.operations.check_invariants import CheckInvariants
from askpro.domain.billing.chain import Chain
from askpro.domain.billing.charge import Charge, post
from askpro.domain.billing.commission import Agreement, period_of
from askpro.domain.billing.commission_account import CommissionAccount, Conditions, Transfer
from askpro.domain.billing.commission_bonus import Bonus, For
from askpro.domain.billing.commission_item import ZONE
from askpro.domain.billing.ledger import Account, Purpose
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.rating import Rating
from askpro.domain.billing.refund import refund
from askpro.domain.billing.terms import Terms
from askpro.domain.ids import ChargeId, TransactionId
from askpro.ports.storage import Storage, Work
from askpro.testing.billing_strategies.chains import agreements
from askpro.testing.contracts.storage.commission import agents_chain
from askpro.testing.world import EVERYTHING, NOON, World, plant
from tests.contract.test_storage import migrate, sql_storage
from tests.postgres import Databases

START = NOON - timedelta(days=100)
BONUS = Bonus(For.FIRST_CUSTOMER, 100_000, months=2, cap_cents=700)
STAYED = Bonus(For.RETENTION, 50_000, months=1, cap_cents=300)

Sale = tuple[int, int]
"""Cents, and hours after noon."""


@attrs.define
class Books:
    """A reseller on commission over any storage, and verbs that sell and refund."""

    storage: Storage
    agreement: Agreement
    now: datetime = NOON
    world: World = attrs.field(init=False)
    chain: Chain = attrs.field(init=False)
    ids: Callable[[], UUID] = attrs.field(init=False)
    sold: list[Charge] = attrs.field(factory=list)
    refunded: dict[ChargeId, int] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.world = plant(self.storage)
        self.chain = agents_chain(self.world, self.agreement)
        numbers = count(1)
        self.ids = lambda: UUID(int=next(numbers))
        reseller = self.world.reseller.id
        conditions = Conditions(self.agreement.id, threshold_cents=100, bonuses=(BONUS, STAYED))
        with self.storage.begin(EVERYTHING) as work:
            work.prices.add_terms(Terms(reseller, START, agreement=self.agreement))
            work.commissions.agree(reseller, conditions)

    def sell(self, cents: int, at: datetime) -> None:
        """Some usage that cost so much, posted as the charge path does."""
        period = period_of(at, ZONE)
        with self.storage.begin(EVERYTHING) as work:
            bases = work.charges.bases([self.agreement.id], period)
            rating = self.chain.rate(CALL_SECOND, cents, bases)
            self.sold.append(self._post(work, f"usage:{self.ids()}", at, rating, period))

    def give_back(self, number: int, part: int) -> None:
        """Refund so many hundredths of what is left of a charge."""
        charge = self.sold[number % len(self.sold)]
        before = self.refunded.get(charge.id, 0)
        cents = (charge.rating.paid.cents - before) * part // 100
        if not cents:
            return
        period = period_of(charge.occurred_at, ZONE)
        with self.storage.begin(EVERYTHING) as work:
            back = refund(
                charge.rating,
                cents,
                refunded_cents=before,
                agreements={self.agreement.id: self.agreement},
                bases=work.charges.bases([self.agreement.id], period),
            )
            self._post(work, f"refund:{self.ids()}", charge.occurred_at, back, period)
        self.refunded[charge.id] = before + cents

    def pay_out(self) -> None:
        run = PayOutCommissions(self.storage, lambda: self.now, self.ids, Transfer.TO_PAY)
        list(run())

    def account(self) -> CommissionAccount:
        with self.storage.look(EVERYTHING) as work:
            return account_of(work, self.world.reseller, self.now)

    def totals(self) -> list[tuple[str, int, int, int, int]]:
        """What each period comes to, however it came about."""
        return [
            (one.period, one.base_cents, one.entitlement_cents, one.matured_cents, one.bonus_cents)
            for one in self.account().periods()
        ]

    def _post(
        self, work: Work, source_key: str, at: datetime, rating: Rating, period: str
    ) -> Charge:
        id = TransactionId(self.ids())
        transaction = post(
            [rating], [], id=id, source_key=source_key, occurred_at=at, now=self.now, text=""
        )
        charge = Charge(
            ChargeId(self.ids()), source_key, self.world.salon.id, at, rating,
            id if transaction else None,
        )  # fmt: skip
        for share in rating.shares:
            if share.earned:
                work.charges.raise_base(self.agreement.id, period, share.earned.base_cents)
        if transaction is None:
            work.charges.add([charge])
        else:
            work.ledger.post(transaction, [charge])
        return charge


class CommissionMachine(RuleBasedStateMachine):
    """Sales, refunds and payouts at any time; the subclass opens a storage."""

    open_storage: Callable[[], Storage] = MemoryStorage

    @initialize(agreement=agreements(7))
    def open(self, agreement: Agreement) -> None:
        self.books = Books(type(self).open_storage(), agreement)
        self.most_paid = 0

    @rule(cents=st.integers(0, 20_000), hours=st.integers(-24 * 40, 0))
    def sell(self, cents: int, hours: int) -> None:
        self.books.sell(cents, self.books.now + timedelta(hours=hours))

    @precondition(lambda self: self.books.sold)
    @rule(number=st.integers(0, 50), part=st.sampled_from([10, 33, 50, 100]))
    def give_back(self, number: int, part: int) -> None:
        self.books.give_back(number, part)

    @rule(hours=st.integers(1, 24 * 20))
    def wait(self, hours: int) -> None:
        self.books.now += timedelta(hours=hours)

    @rule()
    def pay_out(self) -> None:
        before = self.books.account().standing().paid_cents
        self.books.pay_out()
        after = self.books.account().standing()
        # 27: payable ≤ matured − paid, and below the threshold nothing leaves.
        if after.paid_cents > before:
            assert after.paid_cents <= after.matured_cents
            assert after.paid_cents - before >= 100

    @invariant()
    def the_books_agree(self) -> None:
        books = self.books
        account = books.account()
        standing = account.standing()
        # 24: cumulative floor, for each period; 25: never above the entitlement.
        for tally in account.tallies:
            assert tally.cents == books.agreement.entitlement(tally.base_cents)
            assert tally.base_cents >= 0
        # 27: Σ paid + carry = Σ entitlement, in the ledger as well.
        assert standing.paid_cents + standing.carry.cents == standing.earned_cents
        with books.storage.look(EVERYTHING) as work:
            balances = work.ledger.balances()
        commission = Account(books.world.reseller.id, Purpose.COMMISSION)
        assert balances.get(commission, 0) == standing.carry.cents
        assert sum(balances.values()) == 0

    def teardown(self) -> None:
        if not hasattr(self, "books"):
            return
        books = self.books
        check = CheckInvariants(books.storage, lambda: books.now, VerifyLedger(books.storage))
        assert check().faults == ()
        read = ReadCommission(books.storage, lambda: books.now)
        for period, _, entitled, _, _ in books.totals():
            reseller = books.world.reseller
            lines = read.lines(reseller.id, period, reseller)
            assert sum(told.line.commission_cents for told in lines) == entitled


def run(machine: type[CommissionMachine], examples: int, steps: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_24_to_27_hold_for_any_history_in_memory() -> None:
    run(CommissionMachine, 30, 25)


def test_24_to_27_hold_for_any_history_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> None:
    with ExitStack() as opened:

        def fresh() -> Storage:
            url = f"sqlite:///{tmp_path_factory.mktemp('books') / 'askpro.db'}"
            migrate(url)
            return opened.enter_context(sql_storage(url))

        class OnSqlite(CommissionMachine):
            open_storage = staticmethod(fresh)

        run(OnSqlite, 3, 15)


def test_24_to_27_hold_for_any_history_on_postgresql(postgres_databases: Databases) -> None:
    with ExitStack() as opened:

        def fresh() -> Storage:
            url = opened.enter_context(postgres_databases.fresh(migrate))
            return opened.enter_context(sql_storage(url))

        class OnPostgresql(CommissionMachine):
            open_storage = staticmethod(fresh)

        run(OnPostgresql, 2, 12)


@settings(max_examples=25, deadline=None)
@given(
    agreements(7),
    st.lists(st.tuples(st.integers(0, 20_000), st.integers(-24 * 40, 0)), max_size=8),
    st.randoms(),
)
def test_26_the_order_in_which_sales_are_posted_changes_no_total(
    agreement: Agreement, sales: list[Sale], mixer: random.Random
) -> None:
    def totals(ordered: list[Sale]) -> list[tuple[str, int, int, int, int]]:
        books = Books(MemoryStorage(), agreement)
        for cents, hours in ordered:
            books.sell(cents, NOON + timedelta(hours=hours))
        books.now = NOON + timedelta(days=3)
        books.pay_out()
        return books.totals()

    assert totals(sales) == totals(mixer.sample(sales, len(sales)))


@settings(max_examples=25, deadline=None)
@given(agreements(7), st.lists(st.integers(1, 20_000), min_size=1, max_size=6), st.randoms())
def test_25_refunding_everything_leaves_nothing_or_what_was_paid_as_a_debt(
    agreement: Agreement, sales: list[int], mixer: random.Random
) -> None:
    books = Books(MemoryStorage(), agreement)
    for cents in sales:
        books.sell(cents, NOON - timedelta(days=20))
    books.pay_out()
    paid = books.account().standing().paid_cents
    for number in mixer.sample(range(len(sales)), len(sales)):
        books.give_back(number, 33)
        books.give_back(number, 100)
    books.pay_out()

    standing = books.account().standing()

    assert standing.earned_cents == 0
    assert (standing.paid_cents, standing.carry.cents) == (paid, -paid)
