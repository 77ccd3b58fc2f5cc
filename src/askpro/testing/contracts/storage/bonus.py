"""Bonus beside money: lots are spent first, restored to where they came from, ended once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from askpro.domain.billing.lots import Kind, Lot
from askpro.domain.billing.meter import CALL_SECOND, SMS, Meter, Metered
from askpro.domain.billing.wallet import (
    Back,
    CannotPay,
    Due,
    NoSuchWallet,
    Paid,
    Reservation,
    Wallet,
)
from askpro.domain.ids import LotId, OrganisationId
from askpro.domain.money import Money
from askpro.ports.storage import AlreadyThere, Storage
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.contracts.storage.wallets import credit, open_wallet, reserve, settle, wallet
from askpro.testing.world import EVERYTHING, NOON, World, minutes, some_id

TOMORROW = NOON + timedelta(days=1)


def a_lot(
    world: World,
    cents: int,
    *,
    expires_at: datetime | None = None,
    meters: frozenset[Meter] | None = None,
    priority: int = 0,
) -> Lot:
    """Unspent credit of the salon, given by its reseller."""
    return Lot(
        LotId(some_id()),
        world.salon.id,
        world.reseller.id,
        cents,
        NOON,
        Kind.WELCOME,
        priority,
        expires_at,
        meters,
    )


def grant(storage: Storage, *lots: Lot) -> None:
    with storage.begin(EVERYTHING) as work:
        for lot in lots:
            work.bonus.grant(lot)


def lots_of(storage: Storage, owner: OrganisationId) -> Sequence[Lot]:
    with storage.look(EVERYTHING) as work:
        return work.bonus.of(owner)


def end(storage: Storage, owner: OrganisationId, now: datetime) -> Sequence[tuple[Lot, int]]:
    with storage.begin(EVERYTHING) as work:
        return work.bonus.end(owner, now)


def give_back(storage: Storage, owner: OrganisationId, source: str, cents: int) -> Back:
    with storage.begin(EVERYTHING) as work:
        return work.wallets.give_back(source, owner, cents)


class BonusClaims(Planted):
    """Lots and wallets."""

    @pytest.fixture
    def funded(self, storage: Storage, world: World) -> OrganisationId:
        open_wallet(storage, world.salon.id, 1000)
        return world.salon.id

    def test_what_was_granted_is_there_to_be_used(
        self, storage: Storage, world: World, funded: OrganisationId
    ) -> None:
        first = a_lot(world, 150, expires_at=TOMORROW)
        bound = a_lot(world, 70, meters=frozenset({SMS, CALL_SECOND}), priority=3)

        grant(storage, bound, first)

        assert lots_of(storage, funded) == [first, bound]
        assert wallet(storage, funded) == Wallet(
            funded, Money(1000), bonus_cents=150, bound_bonus_cents=70
        )
        assert wallet(storage, funded).available == Money(1150)

    def test_a_lot_is_granted_once(
        self, storage: Storage, world: World, funded: OrganisationId
    ) -> None:
        lot = a_lot(world, 150)
        grant(storage, lot)

        with pytest.raises(AlreadyThere):
            grant(storage, lot)

        assert wallet(storage, funded).bonus_cents == 150

    def test_without_a_wallet_nothing_is_granted(self, storage: Storage, world: World) -> None:
        with pytest.raises(NoSuchWallet):
            grant(storage, a_lot(world, 150))

    def test_bonus_is_spent_first_then_the_balance_then_it_is_owed(
        self, storage: Storage, world: World, funded: OrganisationId
    ) -> None:
        grant(storage, a_lot(world, 150))

        assert settle(storage, funded, "call:1", 100) == Paid(funded, 0, 0, 100)
        assert settle(storage, funded, "call:2", 1051) == Paid(funded, 1000, 1, 50)
        assert wallet(storage, funded) == Wallet(funded, Money(0), owed_cents=1)

    def test_lots_are_spent_in_their_order(
        self, storage: Storage, world: World, funded: OrganisationId
    ) -> None:
        last = a_lot(world, 100, priority=1, expires_at=NOON + minutes(1))
        second = a_lot(world, 100)
        first = a_lot(world, 100, expires_at=TOMORROW)
        grant(storage, last, second, first)

        settle(storage, funded, "call:1", 150)

        assert [(lot.id, lot.left_cents) for lot in lots_of(storage, funded)] == [
            (first.id, 0),
            (second.id, 50),
            (last.id, 100),
        ]

    def test_a_lot_pays_only_for_its_meters(
        self, storage: Storage, world: World, funded: OrganisationId
    ) -> None:
        grant(storage, a_lot(world, 500, meters=frozenset({SMS})))
        both = (Metered(CALL_SECOND, 300), Metered(SMS, 40))

        with storage.begin(EVERYTHING) as work:
            paid = work.wallets.settle([Due("call:1", funded, 340, both)], NOON)

        assert paid == [Paid(funded, 300, 0, 40)]
        assert settle(storage, funded, "call:2", 100) == Paid(funded, 100)
        assert wallet(storage, funded) == Wallet(funded, Money(600), bound_bonus_cents=460)

    def test_a_lot_whose_time_is_over_pays_nothing(
        self, storage: Storage, world: World, funded: OrganisationId
    ) -> None:
        grant(storage, a_lot(world, 500, expires_at=TOMORROW))

        with storage.begin(EVERYTHING) as work:
            paid = work.wallets.settle([Due("call:1", funded, 300)], TOMORROW)

        assert paid == [Paid(funded, 300)]

    def test_many_dues_at_once_spend_each_cent_of_a_lot_once(
        self, storage: Storage, world: World, funded: OrganisationId
    ) -> None:
        open_wallet(storage, world.reseller.id, 1000)
        grant(storage, a_lot(world, 250))
        dues = [
            Due(f"call:{number}", owner, 100)
            for number in range(4)
            for owner in (funded, world.reseller.id)
        ]

        with storage.begin(EVERYTHING) as work:
            paid = work.wallets.settle(dues, NOON)

        assert [line.from_bonus_cents for line in paid] == [100, 0, 100, 0, 50, 0, 0, 0]
        assert all(line.cents == 100 for line in paid)
        assert wallet(storage, funded) == Wallet(funded, Money(850))
        assert wallet(storage, world.reseller.id) == Wallet(world.reseller.id, Money(600))

    def test_a_debit_from_bonus_ends_the_reservation_and_leaves_alone_those_of_others(
        self, storage: Storage, world: World, funded: OrganisationId
    ) -> None:
        grant(storage, a_lot(world, 150))
        reserve(storage, funded, "call:1", 300)
        reserve(storage, funded, "call:2", 850)

        assert settle(storage, funded, "call:1", 400) == Paid(funded, 150, 100, 150)
        assert settle(storage, funded, "call:2", 850) == Paid(funded, 850)
        assert wallet(storage, funded) == Wallet(funded, Money(0), owed_cents=100)

    def test_bonus_limited_to_meters_is_reserved_for_those_only(
        self, storage: Storage, world: World, funded: OrganisationId
    ) -> None:
        grant(storage, a_lot(world, 500, meters=frozenset({CALL_SECOND})))

        def keep(source: str, cents: int, meter: Meter) -> None:
            ends, metered = NOON + minutes(5), (Metered(meter, cents),)
            with storage.begin(EVERYTHING) as work:
                work.wallets.reserve(Reservation(source, funded, cents, ends, metered=metered))

        with pytest.raises(CannotPay):
            keep("sms:1", 1001, SMS)
        with pytest.raises(CannotPay):
            keep("call:1", 1501, CALL_SECOND)
        keep("call:1", 1500, CALL_SECOND)
        assert wallet(storage, funded).reserved_cents == 1500
        with pytest.raises(CannotPay):
            keep("call:2", 1, CALL_SECOND)

    def test_what_is_due_by_money_leaves_bonus_alone(
        self, storage: Storage, world: World, funded: OrganisationId
    ) -> None:
        grant(storage, a_lot(world, 500))

        with storage.begin(EVERYTHING) as work:
            paid = work.wallets.settle([Due("reversal:1", funded, 1200, by_money=True)])

        assert list(paid) == [Paid(funded, 1000, 200)]
        assert wallet(storage, funded) == Wallet(funded, Money(0), owed_cents=200, bonus_cents=500)

    def test_a_lot_breaks_once_when_its_time_is_over(
        self, storage: Storage, world: World, funded: OrganisationId
    ) -> None:
        lot, other = a_lot(world, 100, expires_at=TOMORROW), a_lot(world, 70)
        grant(storage, lot, other)
        settle(storage, funded, "call:1", 30)

        assert end(storage, funded, TOMORROW - minutes(1)) == []
        broken = end(storage, funded, TOMORROW)

        assert [(each.id, each.broken_cents, cents) for each, cents in broken] == [(lot.id, 70, 70)]
        assert end(storage, funded, TOMORROW) == []
        assert wallet(storage, funded).bonus_cents == 70

    def test_who_has_overdue_lots_is_known_until_they_are_ended(
        self, storage: Storage, world: World, funded: OrganisationId
    ) -> None:
        grant(storage, a_lot(world, 100, expires_at=TOMORROW))

        def overdue(now: datetime) -> Sequence[OrganisationId]:
            with storage.look(EVERYTHING) as work:
                return work.bonus.overdue(now)

        assert overdue(NOON) == []
        assert overdue(TOMORROW) == [funded]
        end(storage, funded, TOMORROW)
        assert overdue(TOMORROW) == []

    def test_money_comes_in_beside_bonus(
        self, storage: Storage, world: World, funded: OrganisationId
    ) -> None:
        grant(storage, a_lot(world, 100))
        settle(storage, funded, "call:1", 1150)

        assert credit(storage, funded, 70) == 50
        assert wallet(storage, funded) == Wallet(funded, Money(20))
