"""Wallets: reserve, settle, owe, credit, release."""

import pytest

from askpro.domain.billing.wallet import CannotPay, Due, NoSuchWallet, Paid, Reservation, Wallet
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.ports.storage import AlreadyThere, Storage
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.world import EVERYTHING, NOON, World, minutes, some_id


def open_wallet(storage: Storage, id: OrganisationId, cents: int = 1000, limit: int = 0) -> None:
    with storage.begin(EVERYTHING) as work:
        work.wallets.open(Wallet(id, Money(0), credit_limit_cents=limit))
        work.wallets.credit(id, cents)


def reserve(storage: Storage, id: OrganisationId, source: str, cents: int) -> None:
    with storage.begin(EVERYTHING) as work:
        work.wallets.reserve(Reservation(source, id, cents, NOON + minutes(120)))


def settle(storage: Storage, id: OrganisationId, source: str, cents: int) -> Paid:
    with storage.begin(EVERYTHING) as work:
        return work.wallets.settle([Due(source, id, cents)])[0]


def credit(storage: Storage, id: OrganisationId, cents: int) -> int:
    with storage.begin(EVERYTHING) as work:
        return work.wallets.credit(id, cents)


def wallet(storage: Storage, id: OrganisationId) -> Wallet:
    with storage.look(EVERYTHING) as work:
        return work.wallets.get(id)


class WalletClaims(Planted):
    """Wallets."""

    @pytest.fixture
    def payer(self, world: World) -> OrganisationId:
        return world.salon.id

    def test_a_wallet_is_opened_empty_with_its_limit_and_once(
        self, storage: Storage, payer: OrganisationId
    ) -> None:
        opened = Wallet(payer, Money(0), credit_limit_cents=500)
        with storage.begin(EVERYTHING) as work:
            work.wallets.open(opened)

        assert wallet(storage, payer) == opened
        with pytest.raises(AlreadyThere), storage.begin(EVERYTHING) as work:
            work.wallets.open(opened)

    def test_credit_is_there_to_be_used(self, storage: Storage, payer: OrganisationId) -> None:
        open_wallet(storage, payer, 1000, limit=500)

        assert wallet(storage, payer).available == Money(1500)

    def test_what_is_reserved_is_no_longer_available(
        self, storage: Storage, payer: OrganisationId
    ) -> None:
        open_wallet(storage, payer, 1000)

        reserve(storage, payer, "call:1", 600)

        assert wallet(storage, payer) == Wallet(payer, Money(1000), reserved_cents=600)
        with pytest.raises(CannotPay) as refused:
            reserve(storage, payer, "call:2", 401)
        assert refused.value.organisation_id == payer
        reserve(storage, payer, "call:2", 400)

    def test_reserving_reaches_into_the_credit_limit(
        self, storage: Storage, payer: OrganisationId
    ) -> None:
        open_wallet(storage, payer, 0, limit=500)

        reserve(storage, payer, "call:1", 500)

        with pytest.raises(CannotPay):
            reserve(storage, payer, "call:2", 1)

    def test_reserving_again_for_a_source_changes_nothing(
        self, storage: Storage, payer: OrganisationId
    ) -> None:
        open_wallet(storage, payer, 1000)

        for cents in (600, 600, 900):
            reserve(storage, payer, "call:1", cents)

        assert wallet(storage, payer).reserved_cents == 600

    def test_settling_debits_and_ends_the_reservation(
        self, storage: Storage, payer: OrganisationId
    ) -> None:
        open_wallet(storage, payer, 1000)
        reserve(storage, payer, "call:1", 600)

        paid = settle(storage, payer, "call:1", 78)

        assert paid == Paid(payer, 78)
        assert wallet(storage, payer) == Wallet(payer, Money(922))

    def test_settling_needs_no_reservation(self, storage: Storage, payer: OrganisationId) -> None:
        open_wallet(storage, payer, 1000)

        assert settle(storage, payer, "call:1", 400) == Paid(payer, 400)
        assert wallet(storage, payer) == Wallet(payer, Money(600))

    def test_what_the_balance_does_not_cover_is_owed(
        self, storage: Storage, payer: OrganisationId
    ) -> None:
        open_wallet(storage, payer, 100, limit=50)

        paid = settle(storage, payer, "call:1", 400)

        assert paid == Paid(payer, 150, owed_cents=250)
        assert wallet(storage, payer) == Wallet(
            payer, Money(-50), credit_limit_cents=50, owed_cents=250
        )

    def test_settling_leaves_alone_what_others_have_reserved(
        self, storage: Storage, payer: OrganisationId
    ) -> None:
        open_wallet(storage, payer, 1000)
        reserve(storage, payer, "call:1", 300)
        reserve(storage, payer, "call:2", 300)

        paid = settle(storage, payer, "call:1", 900)

        assert paid == Paid(payer, 700, owed_cents=200)
        assert settle(storage, payer, "call:2", 300) == Paid(payer, 300)
        assert wallet(storage, payer) == Wallet(payer, Money(0), owed_cents=200)

    def test_who_owes_cannot_reserve_even_nothing(
        self, storage: Storage, payer: OrganisationId
    ) -> None:
        open_wallet(storage, payer, 100)
        settle(storage, payer, "call:1", 101)

        with pytest.raises(CannotPay):
            reserve(storage, payer, "call:2", 0)

    def test_credit_settles_what_is_owed_first(
        self, storage: Storage, payer: OrganisationId
    ) -> None:
        open_wallet(storage, payer, 100)
        settle(storage, payer, "call:1", 250)

        assert credit(storage, payer, 100) == 100
        assert wallet(storage, payer) == Wallet(payer, Money(0), owed_cents=50)
        assert credit(storage, payer, 2000) == 50
        assert wallet(storage, payer) == Wallet(payer, Money(1950))

    def test_release_ends_what_the_source_reserves_on_every_wallet(
        self, storage: Storage, world: World, payer: OrganisationId
    ) -> None:
        for id in (payer, world.reseller.id):
            open_wallet(storage, id, 1000)
            reserve(storage, id, "call:1", 300)
            reserve(storage, id, "call:2", 200)

        with storage.begin(EVERYTHING) as work:
            work.wallets.release("call:1")
            work.wallets.release("call:1")

        assert wallet(storage, payer).reserved_cents == 200
        assert wallet(storage, world.reseller.id).reserved_cents == 200

    def test_a_released_source_may_reserve_anew(
        self, storage: Storage, payer: OrganisationId
    ) -> None:
        open_wallet(storage, payer, 1000)
        reserve(storage, payer, "call:1", 300)
        with storage.begin(EVERYTHING) as work:
            work.wallets.release("call:1")

        reserve(storage, payer, "call:1", 700)

        assert wallet(storage, payer).reserved_cents == 700

    def test_without_a_wallet_every_command_says_so(self, storage: Storage, world: World) -> None:
        nobody = OrganisationId(some_id())

        for id in (nobody, world.garage.id):
            with pytest.raises(NoSuchWallet):
                wallet(storage, id)
            with pytest.raises(NoSuchWallet):
                reserve(storage, id, "call:1", 1)
            with pytest.raises(NoSuchWallet):
                settle(storage, id, "call:1", 1)
            with pytest.raises(NoSuchWallet):
                credit(storage, id, 1)

    def test_a_company_pays_along_its_chain_from_its_own_scope(
        self, storage: Storage, world: World
    ) -> None:
        for id in (world.salon.id, world.reseller.id):
            open_wallet(storage, id, 1000)

        with storage.begin(world.salon.scope) as work:
            for id in (world.salon.id, world.reseller.id):
                work.wallets.reserve(Reservation("call:1", id, 300, NOON + minutes(120)))
                work.wallets.settle([Due("call:1", id, 100)])

        assert wallet(storage, world.reseller.id) == Wallet(world.reseller.id, Money(900))
