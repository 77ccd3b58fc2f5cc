"""Bonus that comes back: money first, then the very lots it was spent from."""

from datetime import timedelta

import pytest

from askpro.domain.billing.wallet import (
    Back,
    NoSuchWallet,
    Paid,
    Wallet,
)
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.ports.storage import Storage
from askpro.testing.contracts.storage.bonus import a_lot, end, give_back, grant, lots_of
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.contracts.storage.wallets import open_wallet, settle, wallet
from askpro.testing.world import NOON, World

TOMORROW = NOON + timedelta(days=1)


class BonusBackClaims(Planted):
    """Refunds of what bonus had a part in."""

    @pytest.fixture
    def funded(self, storage: Storage, world: World) -> OrganisationId:
        open_wallet(storage, world.salon.id, 1000)
        return world.salon.id

    def test_a_refund_returns_money_first_and_then_the_same_lots(
        self, storage: Storage, world: World, funded: OrganisationId
    ) -> None:
        first, second = a_lot(world, 100, expires_at=TOMORROW), a_lot(world, 100)
        grant(storage, first, second)
        settle(storage, funded, "call:1", 250)

        assert give_back(storage, funded, "call:1", 30) == Back(30, 0)
        assert give_back(storage, funded, "call:1", 60) == Back(20, 40)
        assert [lot.left_cents for lot in lots_of(storage, funded)] == [0, 40]
        assert give_back(storage, funded, "call:1", 160) == Back(0, 160)
        assert wallet(storage, funded) == Wallet(funded, Money(1000), bonus_cents=200)
        assert lots_of(storage, funded) == [first, second]

    def test_a_refund_settles_what_is_owed_first(
        self, storage: Storage, world: World, funded: OrganisationId
    ) -> None:
        grant(storage, a_lot(world, 100))
        settle(storage, funded, "call:1", 1150)

        assert give_back(storage, funded, "call:1", 80) == Back(80, 0, settled_cents=50)
        assert wallet(storage, funded) == Wallet(funded, Money(30))

    def test_a_refund_of_what_money_alone_had_paid_is_money(
        self, storage: Storage, world: World, funded: OrganisationId
    ) -> None:
        settle(storage, funded, "call:1", 1100)
        grant(storage, a_lot(world, 100))

        assert give_back(storage, funded, "call:1", 300) == Back(300, 0, settled_cents=100)
        assert wallet(storage, funded) == Wallet(funded, Money(200), bonus_cents=100)
        with pytest.raises(NoSuchWallet):
            give_back(storage, world.garage.id, "call:1", 1)

    def test_what_returns_to_an_ended_lot_is_spendable_for_nobody_and_breaks(
        self, storage: Storage, world: World, funded: OrganisationId
    ) -> None:
        lot = a_lot(world, 100, expires_at=TOMORROW)
        grant(storage, lot)
        settle(storage, funded, "call:1", 100)
        assert end(storage, funded, TOMORROW) == []

        assert give_back(storage, funded, "call:1", 40) == Back(0, 40)
        assert wallet(storage, funded) == Wallet(funded, Money(1000))
        assert settle(storage, funded, "call:2", 10) == Paid(funded, 10)
        broken = end(storage, funded, TOMORROW)

        assert [(each.id, cents) for each, cents in broken] == [(lot.id, 40)]
        assert end(storage, funded, TOMORROW) == []
        assert give_back(storage, funded, "call:1", 60) == Back(0, 60)
        assert [cents for _, cents in end(storage, funded, TOMORROW)] == [60]
