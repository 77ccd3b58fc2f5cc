"""Many at once: one slot is given once, and no cent is lost."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import attrs

from askpro.domain.billing.ledger import Account, Purpose
from askpro.domain.billing.wallet import CannotPay, Reservation
from askpro.domain.booking.bookability import SlotTaken
from askpro.domain.ids import AgreementId, CallId
from askpro.domain.moment import Interval
from askpro.ports.storage import Storage
from askpro.testing.contracts.storage.billing import a_transaction
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.contracts.storage.wallets import open_wallet, settle, wallet
from askpro.testing.world import EVERYTHING, NOON, World, minutes, some_id

THREADS = 8
Outcome = TypeVar("Outcome")


def at_once(number: int, act: Callable[[int], Outcome]) -> Counter[Outcome]:
    """Let several threads act so many times; what came of it, counted."""
    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(pool.map(act, range(number)))


class RaceClaims(Planted):
    """All collections, from many threads."""

    def test_fifty_bookings_of_one_slot_give_one_appointment(
        self, storage: Storage, world: World
    ) -> None:
        salon = world.salon

        def book(number: int) -> bool:
            hold = salon.hold(f"call-{number}")
            try:
                with storage.begin(salon.scope) as work:
                    work.diary.hold([hold], NOON)
                    work.diary.keep(salon.appointment(hold), NOON)
                    work.appointments.add(salon.appointment(hold))
            except SlotTaken:
                return False
            return True

        outcome = at_once(50, book)

        assert outcome == {True: 1, False: 49}
        with storage.look(salon.scope) as work:
            day = Interval(NOON, NOON + minutes(720))
            assert len(work.diary.taken([salon.staff[0].id], day, NOON)) == 1

    def test_two_hundred_settles_never_undercut_the_limit_and_lose_nothing(
        self, storage: Storage, world: World
    ) -> None:
        payer = world.salon.id
        open_wallet(storage, payer, 1000, limit=300)
        lowest = []

        def pay(number: int) -> int:
            paid = settle(storage, payer, f"call:{number}", 7)
            lowest.append(wallet(storage, payer).balance.cents)
            assert paid.from_balance_cents + paid.owed_cents == 7
            return paid.from_balance_cents

        outcome = at_once(200, pay)

        after = wallet(storage, payer)
        assert min(lowest) >= -300
        assert (after.balance.cents, after.owed_cents) == (-300, 200 * 7 - 1300)
        assert sum(cents * times for cents, times in outcome.items()) == 1300

    def test_as_many_reservations_succeed_as_the_wallet_covers(
        self, storage: Storage, world: World
    ) -> None:
        payer = world.salon.id
        open_wallet(storage, payer, 1000, limit=300)

        def keep(number: int) -> bool:
            reservation = Reservation(f"call:{number}", payer, 70, NOON + minutes(5))
            try:
                with storage.begin(world.salon.scope) as work:
                    work.wallets.reserve(reservation)
            except CannotPay:
                return False
            return True

        outcome = at_once(40, keep)

        assert outcome[True] == 1300 // 70
        assert wallet(storage, payer).reserved_cents == 1300 // 70 * 70

    def test_whoever_meets_a_call_has_it_until_the_work_ends(
        self, storage: Storage, world: World
    ) -> None:
        first = world.salon.call("c")

        def hear(number: int) -> object:
            with storage.begin(EVERYTHING) as work:
                call = work.calls.meet(first)
                work.calls.save(attrs.evolve(call, length_seconds=(call.length_seconds or 0) + 1))
            return number

        at_once(40, hear)

        with storage.look(EVERYTHING) as work:
            assert work.calls.get(CallId("c")).length_seconds == 40

    def test_one_source_posted_at_once_is_posted_once(self, storage: Storage, world: World) -> None:
        def post(_: int) -> bool:
            transaction = a_transaction("call:1", world.salon.id, world.reseller.id)
            with storage.begin(EVERYTHING) as work:
                return work.ledger.post(transaction).new

        outcome = at_once(40, post)

        assert outcome == {True: 1, False: 39}
        with storage.look(EVERYTHING) as work:
            assert work.ledger.balances()[Account(world.reseller.id, Purpose.REVENUE)] == 400

    def test_bases_raised_at_once_add_up(self, storage: Storage, world: World) -> None:
        agreement = AgreementId(some_id())

        def add(_: int) -> object:
            with storage.begin(EVERYTHING) as work:
                before = work.charges.bases([agreement], "2026-11").get(agreement, 0)
                work.charges.raise_base(agreement, "2026-11", 42)
            return before

        seen = at_once(40, add)

        assert seen == {42 * number: 1 for number in range(40)}
