"""Invariants 34 and 35 over a wallet and the lots its bonus is made of."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.lots import Lot, restore
from askpro.domain.billing.meter import CALL, SMS, Metered
from askpro.domain.billing.spending import covers, debit
from askpro.domain.billing.wallet import Due, Reservation, Wallet
from askpro.domain.ids import LotId
from askpro.domain.money import Money
from askpro.testing.billing_strategies.wallets import (
    GIVER,
    OWNER,
    amounts_wanted,
    lots_of_one_owner,
)
from askpro.testing.world import NOON, minutes, some_id

CENTS = st.integers(0, 1000)


def holding(lots: Sequence[Lot], balance: int, reserved: int, limit: int) -> Wallet:
    return Wallet(
        OWNER,
        Money(balance),
        reserved,
        limit,
        bonus_cents=sum(lot.left_cents for lot in lots if lot.meters is None),
        bound_bonus_cents=sum(lot.left_cents for lot in lots if lot.meters is not None),
    )


@given(lots_of_one_owner(), amounts_wanted(), CENTS, CENTS, CENTS)
def test_34_35_a_debit_loses_no_cent_and_undercuts_no_limit(
    lots: tuple[Lot, ...], wanted: list[Metered], balance: int, reserved: int, limit: int
) -> None:
    wallet = holding(lots, balance, reserved, limit)
    due = Due("call:1", OWNER, sum(each.cents for each in wanted), tuple(wanted))

    made = debit(wallet, lots, due, NOON)

    changed = {lot.id: lot for lot in made.lots}
    after = [changed.get(lot.id, lot) for lot in lots]
    assert made.paid.cents == due.cents
    assert min(made.paid.from_balance_cents, made.paid.owed_cents) >= 0
    assert made.wallet.balance.cents >= -limit
    assert made.wallet.bonus_cents == holding(after, 0, 0, 0).bonus_cents
    assert made.wallet.bound_bonus_cents == holding(after, 0, 0, 0).bound_bonus_cents
    assert sum(use.cents for use in made.uses) == made.paid.from_bonus_cents
    assert made.wallet.balance == Money(balance - made.paid.from_balance_cents)
    assert made.wallet.owed_cents == made.paid.owed_cents


@given(lots_of_one_owner(), amounts_wanted(), CENTS, CENTS, CENTS)
def test_34_what_others_have_reserved_is_left_alone(
    lots: tuple[Lot, ...], wanted: list[Metered], balance: int, reserved: int, limit: int
) -> None:
    good = [lot for lot in lots if lot.usable_cents(NOON)]
    wallet = holding(good, balance, reserved, limit)
    due = Due("call:1", OWNER, sum(each.cents for each in wanted), tuple(wanted))

    after = debit(wallet, good, due, NOON).wallet

    before_room, room = (
        each.balance.cents + limit + each.bonus_cents - reserved for each in (wallet, after)
    )
    assert room >= min(before_room, 0)


@given(lots_of_one_owner(), CENTS, CENTS, CENTS, CENTS)
def test_35_with_bonus_for_anything_it_is_the_debit_of_the_wallet(
    lots: tuple[Lot, ...], balance: int, reserved: int, limit: int, cents: int
) -> None:
    good = [lot for lot in lots if lot.meters is None and lot.usable_cents(NOON)]
    wallet = holding(good, balance, reserved, limit)

    made = debit(wallet, good, Due("call:1", OWNER, cents), NOON)

    assert (made.wallet, made.paid) == wallet.debited(cents)


@given(lots_of_one_owner(), amounts_wanted(), CENTS, CENTS)
def test_35_what_is_restored_is_what_was_spent(
    lots: tuple[Lot, ...], wanted: list[Metered], balance: int, reserved: int
) -> None:
    wallet = holding(lots, balance, reserved, 0)
    due = Due("call:1", OWNER, sum(each.cents for each in wanted), tuple(wanted))
    made = debit(wallet, lots, due, NOON)

    back = restore(made.lots, made.uses, made.paid.from_bonus_cents, NOON)

    before = {lot.id: lot for lot in lots}
    assert all(lot == before[lot.id] for lot in back.lots)
    assert back.broken == ()


def test_bonus_for_messages_lets_nobody_call() -> None:
    lot = Lot(LotId(some_id()), OWNER, GIVER, 100, NOON, meters=frozenset({SMS}))
    wallet = holding([lot], 20, 0, 0)
    ends = NOON + minutes(5)

    def may(metered: tuple[Metered, ...], cents: int) -> bool:
        return covers(wallet, [lot], Reservation("s", OWNER, cents, ends, metered=metered), NOON)

    assert may((Metered(SMS, 120),), 120)
    assert not may((Metered(SMS, 121),), 121)
    assert not may((Metered(CALL, 100),), 100)
    assert not may((), 100)


def test_bonus_whose_time_is_over_pays_nothing_even_before_it_was_ended() -> None:
    lot = Lot(LotId(some_id()), OWNER, GIVER, 100, NOON, expires_at=NOON + minutes(1))
    wallet = holding([lot], 40, 0, 0)

    made = debit(wallet, [lot], Due("call:1", OWNER, 90), NOON + minutes(1))

    assert (made.paid.from_bonus_cents, made.paid.from_balance_cents) == (0, 40)
    assert made.paid.owed_cents == 50
    assert made.wallet.bonus_cents == 100
