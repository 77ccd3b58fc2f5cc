"""Many at once on one wallet with bonus: no cent of a lot is spent twice."""

from datetime import timedelta

from askpro.domain.billing.wallet import Due, Paid, Reservation
from askpro.ports.storage import Storage
from askpro.testing.contracts.storage.bonus import a_lot, grant, lots_of
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.contracts.storage.race import at_once
from askpro.testing.contracts.storage.wallets import open_wallet, settle, wallet
from askpro.testing.world import EVERYTHING, NOON, World, minutes


class BonusRaceClaims(Planted):
    """Wallets with lots, from many threads."""

    def test_ten_debits_at_once_spend_each_cent_of_bonus_and_balance_once(
        self, storage: Storage, world: World
    ) -> None:
        payer = world.salon.id
        open_wallet(storage, payer, 400)
        grant(storage, *(a_lot(world, 100, priority=place) for place in range(3)))

        outcome = at_once(10, lambda number: settle(storage, payer, f"call:{number}", 90))

        total = Paid(
            payer,
            sum(paid.from_balance_cents * times for paid, times in outcome.items()),
            sum(paid.owed_cents * times for paid, times in outcome.items()),
            sum(paid.from_bonus_cents * times for paid, times in outcome.items()),
        )
        assert total == Paid(payer, 400, 200, 300)
        assert [lot.left_cents for lot in lots_of(storage, payer)] == [0, 0, 0]
        after = wallet(storage, payer)
        assert (after.balance.cents, after.owed_cents, after.bonus_cents) == (0, 200, 0)

    def test_calls_of_a_chain_with_bonus_never_wait_in_a_circle(
        self, storage: Storage, world: World
    ) -> None:
        chain = (world.salon.id, world.reseller.id)
        for owner in chain:
            open_wallet(storage, owner, 100_000)
        grant(storage, a_lot(world, 1000))

        def call(number: int) -> int:
            with storage.begin(EVERYTHING) as work:
                for owner in chain:
                    kept = Reservation(f"call:{number}", owner, 200, NOON + minutes(5))
                    work.wallets.reserve(kept)
            with storage.begin(EVERYTHING) as work:
                dues = [Due(f"call:{number}", owner, 70) for owner in chain]
                return work.wallets.settle(dues, NOON)[0].from_bonus_cents

        outcome = at_once(40, call)

        assert sum(cents * times for cents, times in outcome.items()) == 1000
        for owner in chain:
            after = wallet(storage, owner)
            assert after.reserved_cents == 0
            assert after.balance.cents + after.bonus_cents == 100_000 - 40 * 70 + (
                1000 if owner == world.salon.id else 0
            )

    def test_spending_refunding_and_ending_at_once_lose_nothing(
        self, storage: Storage, world: World
    ) -> None:
        payer = world.salon.id
        open_wallet(storage, payer, 10_000)
        ends = NOON + timedelta(days=1)
        grant(storage, a_lot(world, 500, expires_at=ends), a_lot(world, 500))

        def act(number: int) -> int:
            settle(storage, payer, f"call:{number}", 60)
            with storage.begin(EVERYTHING) as work:
                if number % 10 == 0:
                    work.bonus.end(payer, ends)
            with storage.begin(EVERYTHING) as work:
                return work.wallets.give_back(f"call:{number}", payer, 60).bonus_cents

        at_once(40, act)
        with storage.begin(EVERYTHING) as work:
            work.bonus.end(payer, ends)

        after, lots = wallet(storage, payer), lots_of(storage, payer)
        assert [(lot.left_cents, lot.spent_cents) for lot in lots] == [(0, 0), (500, 0)]
        assert lots[0].broken_cents == 500
        assert (after.balance.cents, after.bonus_cents) == (10_000, 500)
