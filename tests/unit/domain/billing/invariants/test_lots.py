"""Invariant 34: bonus credit in lots."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.journal import Journal
from askpro.domain.billing.ledger import Account, Purpose
from askpro.domain.billing.lots import (
    Kind,
    Lot,
    NotALot,
    expire,
    post_breakage,
    post_grant,
    restore,
    spend,
    spendable,
)
from askpro.domain.billing.meter import APPOINTMENT, CALL, Metered
from askpro.domain.ids import LotId, TransactionId
from askpro.domain.money import Money
from askpro.testing.billing_strategies.wallets import (
    GIVER,
    OWNER,
    amounts_wanted,
    instants,
    lots_of_one_owner,
)
from askpro.testing.world import NOON, minutes, some_id

LATER = NOON + timedelta(days=30)


def new_id() -> TransactionId:
    return TransactionId(some_id())


def by_id(lots: Iterable[Lot]) -> dict[LotId, Lot]:
    return {lot.id: lot for lot in lots}


@given(lots_of_one_owner(), amounts_wanted(), st.randoms())
def test_34_the_order_is_total_and_nothing_else_decides(
    lots: tuple[Lot, ...], wanted: list[Metered], mixer: random.Random
) -> None:
    shuffled = mixer.sample(lots, len(lots))

    assert len({lot.order for lot in lots}) == len(lots)
    assert spend(lots, wanted, NOON) == spend(shuffled, wanted, NOON)


@given(lots_of_one_owner(), lots_of_one_owner())
def test_34_priority_before_expiry_before_kind_before_age(
    some: tuple[Lot, ...], others: tuple[Lot, ...]
) -> None:
    kinds = list(Kind)
    for one in some:
        for two in others:
            if one.priority != two.priority:
                first = one.priority < two.priority
            elif one.expires_at != two.expires_at:
                ends = one.expires_at, two.expires_at
                first = ends[1] is None or (ends[0] is not None and ends[0] < ends[1])
            elif one.kind is not two.kind:
                first = kinds.index(one.kind) < kinds.index(two.kind)
            elif one.granted_at != two.granted_at:
                first = one.granted_at < two.granted_at
            else:
                first = one.id < two.id
            assert (one.order < two.order) is first


@given(lots_of_one_owner(), amounts_wanted(), instants(6))
def test_34_spent_and_left_are_what_was_granted(
    lots: tuple[Lot, ...], wanted: list[Metered], now: datetime
) -> None:
    before = by_id(lots)

    spending = spend(lots, wanted, now)

    for lot in spending.lots:
        uses = [use for use in spending.uses if use.lot_id == lot.id]
        assert lot.left_cents + lot.spent_cents == lot.granted_cents
        assert sum(use.cents for use in uses) == lot.spent_cents
        assert all(use.cents > 0 and lot.pays_for(use.meter) for use in uses)
        if lot.spent_cents:
            assert before[lot.id].usable_cents(now) >= lot.spent_cents
    left = sum(due.cents for due in spending.left)
    assert spending.spent_cents + left == sum(due.cents for due in wanted)


@given(lots_of_one_owner(), amounts_wanted())
def test_34_nothing_is_left_to_pay_while_a_lot_could_pay_it(
    lots: tuple[Lot, ...], wanted: list[Metered]
) -> None:
    spending = spend(lots, wanted, NOON)

    for due in spending.left:
        assert not any(lot.pays_for(due.meter) and lot.usable_cents(NOON) for lot in spending.lots)


@given(lots_of_one_owner(), st.integers(0, 900), st.data())
def test_34_a_refund_returns_to_the_same_lots_as_if_less_had_been_spent(
    lots: tuple[Lot, ...], cents: int, data: st.DataObject
) -> None:
    spending = spend(lots, [Metered(CALL, cents)], NOON)
    back = data.draw(st.integers(0, spending.spent_cents))
    less = spend(lots, [Metered(CALL, spending.spent_cents - back)], NOON)

    first = data.draw(st.integers(0, back))
    once = restore(spending.lots, spending.uses, first, NOON)
    twice = restore(once.lots, once.uses, back - first, NOON)

    assert by_id(twice.lots) == by_id(less.lots)
    assert twice.broken == ()
    assert sum(use.restored_cents for use in twice.uses) == back
    assert all(0 <= use.restored_cents <= use.cents for use in twice.uses)


@given(lots_of_one_owner(), amounts_wanted(), st.data())
def test_34_no_more_is_restored_than_was_spent(
    lots: tuple[Lot, ...], wanted: list[Metered], data: st.DataObject
) -> None:
    spending = spend(lots, wanted, NOON)
    part = data.draw(st.integers(0, spending.spent_cents))

    restoring = restore(spending.lots, spending.uses, part, NOON)

    with pytest.raises(AssertionError):
        restore(restoring.lots, restoring.uses, spending.spent_cents - part + 1, NOON)


@given(lots_of_one_owner(), amounts_wanted(), st.booleans(), st.data())
def test_34_expiry_breaks_once_and_what_returns_too_late_breaks_at_once(
    lots: tuple[Lot, ...], wanted: list[Metered], swept: bool, data: st.DataObject
) -> None:
    spending = spend(lots, wanted, NOON)
    back = data.draw(st.integers(0, spending.spent_cents))
    early = [expire(lot, LATER)[0] for lot in spending.lots] if swept else spending.lots

    restoring = restore(early, spending.uses, back, LATER)
    ended = [expire(lot, LATER) for lot in restoring.lots]

    for lot, _ in ended:
        assert lot.left_cents + lot.spent_cents + lot.broken_cents == lot.granted_cents
        assert expire(lot, LATER + timedelta(days=9)) == (lot, 0)
        assert lot.left_cents == 0 or lot.expires_at is None
    for lot, cents in restoring.broken:
        assert lot.has_expired(LATER)
        assert cents > 0
    if swept:
        assert all(cents == 0 for _, cents in ended)
    kept = sum(
        use.restored_cents for use in restoring.uses if by_id(lots)[use.lot_id].expires_at is None
    )
    assert sum(cents for _, cents in restoring.broken) + kept == back


def test_34_a_lot_breaks_in_the_instant_it_expires_and_not_before() -> None:
    end = NOON + minutes(1)
    lot = Lot(LotId(some_id()), OWNER, GIVER, 100, NOON, expires_at=end)

    assert expire(lot, end - timedelta(microseconds=1)) == (lot, 0)
    assert lot.usable_cents(end - timedelta(microseconds=1)) == 100
    assert lot.usable_cents(NOON - timedelta(microseconds=1)) == 0
    assert lot.usable_cents(end) == 0
    assert expire(lot, end)[1] == 100


@given(lots_of_one_owner(), amounts_wanted(), st.data())
def test_34_the_giver_bears_what_was_spent_and_nothing_else(
    lots: tuple[Lot, ...], wanted: list[Metered], data: st.DataObject
) -> None:
    journal = Journal()
    for lot in lots:
        journal.post(post_grant(lot, id=new_id(), now=NOON))
    spending = spend(lots, wanted, NOON)
    back = data.draw(st.integers(0, spending.spent_cents))

    restoring = restore(spending.lots, spending.uses, back, LATER)
    for lot, cents in restoring.broken:
        journal.post(post_breakage(lot, cents, id=new_id(), now=LATER, refund_key="r1"))
    for lot in restoring.lots:
        after, cents = expire(lot, LATER)
        for _ in range(2 if cents else 0):
            journal.post(post_breakage(after, cents, id=new_id(), now=LATER))

    final = [expire(lot, LATER)[0] for lot in restoring.lots]
    sums = journal.balances()
    promotion = sums.get(Account(GIVER, Purpose.PROMOTION), 0)
    breakage = sums.get(Account(GIVER, Purpose.BREAKAGE), 0)
    assert breakage == sum(lot.broken_cents for lot in final)
    assert -(promotion + breakage) == sum(lot.spent_cents + lot.left_cents for lot in final)
    # What the charge itself moved off the bonus account is posted with the charge.
    left = sums.get(Account(OWNER, Purpose.BONUS), 0)
    assert left - sum(lot.spent_cents for lot in final) == sum(lot.left_cents for lot in final)


@given(lots_of_one_owner())
def test_34_spendable_is_what_any_meter_may_take(lots: tuple[Lot, ...]) -> None:
    def taken(*wanted: Metered) -> int:
        return spend(lots, wanted, NOON).spent_cents

    assert spendable(lots, NOON, APPOINTMENT) == Money(taken(Metered(APPOINTMENT, 10**6)))
    free = [lot for lot in lots if lot.meters is None]
    assert spendable(lots, NOON) == spendable(free, NOON, APPOINTMENT)


@pytest.mark.parametrize(
    "wrong",
    [{"granted_cents": 0}, {"granted_cents": -1}, {"expires_at": NOON}, {"granted_by": OWNER}],
)
def test_what_is_no_lot_is_refused(wrong: dict[str, object]) -> None:
    facts: dict[str, object] = {"granted_by": GIVER, "granted_cents": 1, **wrong}

    with pytest.raises(NotALot):
        Lot(LotId(some_id()), OWNER, granted_at=NOON, **facts)  # type: ignore[arg-type]


def test_a_lot_that_lasts_for_ever_breaks_never() -> None:
    lot = Lot(LotId(some_id()), OWNER, GIVER, 100, NOON)

    assert expire(lot, LATER) == (lot, 0)
    with pytest.raises(AssertionError):
        post_breakage(lot, 100, id=new_id(), now=LATER)
