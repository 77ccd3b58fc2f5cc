"""Invariants 35 and the pure part of 36: bonus beside money."""

import attrs
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.ledger import Purpose
from askpro.domain.billing.lots import Lot, post_grant
from askpro.domain.billing.top_up import TopUp, post_top_up
from askpro.domain.billing.wallet import Paid, Wallet
from askpro.domain.ids import LotId, OrganisationId, TransactionId
from askpro.domain.money import Money
from askpro.testing.billing_strategies.wallets import GIVER, OWNER
from askpro.testing.world import NOON, some_id


def new_id() -> TransactionId:
    return TransactionId(some_id())


BALANCES = st.integers(0, 1000)


@given(BALANCES, BALANCES, BALANCES, st.integers(0, 3000), st.data())
def test_35_bonus_is_spent_first_and_a_refund_is_as_if_less_had_been_spent(
    balance: int, bonus: int, limit: int, cents: int, data: st.DataObject
) -> None:
    wallet = Wallet(OWNER, Money(balance), credit_limit_cents=limit, bonus_cents=bonus)
    back = data.draw(st.integers(0, cents))
    first = data.draw(st.integers(0, back))

    after, paid = wallet.debited(cents)
    parts = paid.back(first), paid.back(back - first, first)
    refunded = after
    for part in parts:
        more = refunded.bonus_cents + part.bonus_cents
        refunded = attrs.evolve(refunded.credited(part.money_cents), bonus_cents=more)

    assert paid.from_bonus_cents == min(bonus, cents)
    assert refunded == wallet.debited(cents - back)[0]
    assert sum(part.money_cents for part in parts) <= cents - paid.from_bonus_cents
    assert sum(part.bonus_cents for part in parts) <= paid.from_bonus_cents


@given(st.integers(-500, 1000), BALANCES, BALANCES, BALANCES, BALANCES)
def test_35_only_money_that_was_paid_in_may_leave(
    balance: int, reserved: int, limit: int, owed: int, bonus: int
) -> None:
    wallet = Wallet(OWNER, Money(balance), reserved, limit, owed, bonus)
    refundable = wallet.refundable.cents

    assert 0 <= refundable <= max(balance, 0)
    assert wallet.refundable == attrs.evolve(wallet, credit_limit_cents=0).refundable
    if refundable:
        left = attrs.evolve(wallet, balance=Money(balance - refundable), credit_limit_cents=0)
        assert left.available.cents >= 0


@given(BALANCES, BALANCES, BALANCES)
def test_35_what_was_met_moves_off_the_receivable(bonus: int, money: int, owed: int) -> None:
    paid = Paid(OWNER, money, owed, bonus)

    moved = {entry.account.purpose: entry.cents for entry in paid.entries()}

    assert moved.get(Purpose.BONUS, 0) == -bonus
    assert moved.get(Purpose.WALLET, 0) == -money
    assert moved.get(Purpose.RECEIVABLE, 0) == bonus + money
    assert 0 not in moved.values()


@given(st.integers(1, 10_000), st.data())
def test_36_money_that_comes_in_is_no_sale_and_moves_no_tax(
    cents: int, data: st.DataObject
) -> None:
    payer = OrganisationId(some_id())
    settles = data.draw(st.integers(0, cents))
    lot = Lot(LotId(some_id()), payer, GIVER, cents, NOON)

    topped = post_top_up(
        TopUp(payer, GIVER, Money(cents), "t"), settles_cents=settles, id=new_id(), now=NOON
    )
    granted = post_grant(lot, id=new_id(), now=NOON)

    for transaction in (topped, granted):
        purposes = {entry.account.purpose for entry in transaction.entries}
        assert not purposes & {Purpose.TAX, Purpose.REVENUE}
