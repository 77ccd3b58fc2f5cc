"""Invariants 8 and 9: what a wallet lets calls keep, and how a reservation ends."""

from datetime import datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from askpro.domain.billing.reservation import (
    BeyondReservation,
    ReservationEnded,
    capture,
    expire,
    extend,
    meet,
    void,
)
from askpro.domain.billing.wallet import Keeping, Reservation, Wallet
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.testing.world import NOON, minutes, some_id

OWNER = OrganisationId(some_id())
CENTS = st.integers(0, 500)


@given(st.integers(-200, 1000), CENTS, st.integers(1, 300), CENTS)
def test_08_of_many_equal_debits_as_many_are_met_as_the_room_holds(
    balance: int, limit: int, each: int, bonus: int
) -> None:
    wallet = Wallet(OWNER, Money(balance), credit_limit_cents=limit, bonus_cents=bonus)
    room = balance + limit + bonus

    met = 0
    for _ in range(max(room, 0) // each + 2):
        after, paid = wallet.debited(each)
        if paid.owed_cents == 0:
            met, wallet = met + 1, after

    assert met == max(room, 0) // each
    assert wallet.balance.cents >= min(balance, -limit)
    assert wallet.bonus_cents >= 0


@given(CENTS, CENTS)
def test_09_captured_and_released_are_what_was_kept(cents: int, used: int) -> None:
    kept = Reservation("call:1", OWNER, cents, NOON + minutes(5))

    ended, beyond = meet(kept, used, NOON)

    assert ended.captured_cents + ended.released_cents == cents
    assert ended.captured_cents + beyond == used
    assert void(kept, NOON).released_cents == cents


class OneReservation(RuleBasedStateMachine):
    """Commands in any order under a clock that jumps; the first end is the only one."""

    def __init__(self) -> None:
        super().__init__()
        self.kept = Reservation("call:1", OWNER, 100, NOON + minutes(5))
        self.end: Reservation | None = None

    def now(self, jump: int) -> datetime:
        return NOON + timedelta(minutes=jump)

    def has_refused(self, now: datetime) -> bool:
        return self.end is not None or now >= self.kept.expires_at

    def settle(self, after: Reservation) -> None:
        self.kept = after
        if after.keeping is not Keeping.OPEN:
            self.end = after

    def command(self, cents: int, now: datetime, command: str) -> Reservation:
        if command == "extend":
            return extend(self.kept, cents, now + minutes(5), now)
        return capture(self.kept, cents, now) if command == "capture" else void(self.kept, now)

    @rule(
        jump=st.integers(-10, 20),
        cents=CENTS,
        command=st.sampled_from(["extend", "capture", "void"]),
    )
    def commanded(self, jump: int, cents: int, command: str) -> None:
        now = self.now(jump)
        if self.has_refused(now):
            with pytest.raises(ReservationEnded):
                self.command(cents, now, command)
        elif command == "capture" and cents > self.kept.cents:
            with pytest.raises(BeyondReservation):
                self.command(cents, now, command)
        else:
            self.settle(self.command(cents, now, command))

    @rule(jump=st.integers(-10, 20))
    def sweep(self, jump: int) -> None:
        self.settle(expire(self.kept, self.now(jump)))

    @precondition(lambda self: self.end is not None)
    @rule(jump=st.integers(-10_000, 10_000))
    def clock_jumps(self, jump: int) -> None:
        assert expire(self.kept, self.now(jump)) == self.end

    @invariant()
    def ends_once(self) -> None:
        if self.end is not None:
            assert self.kept == self.end
            assert self.kept.captured_cents + self.kept.released_cents == self.kept.cents
        else:
            assert self.kept.released_cents == self.kept.captured_cents == 0


# unittest cases are named as classes; the number stands in the name all the same.
Test09EndsExactlyOnce = OneReservation.TestCase


@given(CENTS, CENTS, CENTS, CENTS, st.data())
def test_09_available_is_what_is_there_less_open_reservations_and_others_keep_theirs(
    balance: int, limit: int, bonus: int, used: int, data: st.DataObject
) -> None:
    room = balance + limit + bonus
    mine = data.draw(st.integers(0, room))
    others = data.draw(st.integers(0, room - mine))
    wallet = Wallet(OWNER, Money(balance), mine + others, limit, bonus_cents=bonus)

    after, paid = wallet.debited(used, freed_cents=mine)

    assert wallet.available.cents == room - mine - others
    assert paid.cents == used
    assert paid.owed_cents == max(used - (room - others), 0)
    assert after.reserved_cents == others
    assert attrs.evolve(after, owed_cents=0).available.cents >= 0
