"""Reservations of running calls: extended while they are open, ended once."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from askpro.domain.billing.wallet import CannotPay, Keeping, Paid, Reservation, Wallet
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.ports.storage import Storage
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.contracts.storage.wallets import open_wallet, reserve, settle, wallet
from askpro.testing.world import EVERYTHING, NOON, World, minutes

ENDS = NOON + minutes(120)


def extend(storage: Storage, id: OrganisationId, cents: int, now: datetime = NOON) -> bool:
    with storage.begin(EVERYTHING) as work:
        return work.reservations.extend(Reservation("call:1", id, cents, ENDS + minutes(60)), now)


def kept(storage: Storage, source: str) -> Sequence[Reservation]:
    with storage.look(EVERYTHING) as work:
        return work.reservations.kept(source)


def expire(storage: Storage, id: OrganisationId, now: datetime) -> Sequence[Reservation]:
    with storage.begin(EVERYTHING) as work:
        return work.reservations.expire(id, now)


class ReservationClaims(Planted):
    """What live calls keep."""

    @pytest.fixture
    def funded(self, storage: Storage, world: World) -> OrganisationId:
        open_wallet(storage, world.salon.id, 1000)
        return world.salon.id

    def test_what_a_source_keeps_is_known_the_lowest_tier_first(
        self, storage: Storage, world: World, funded: OrganisationId
    ) -> None:
        open_wallet(storage, world.reseller.id, 1000)
        for id in (world.reseller.id, funded):
            reserve(storage, id, "call:1", 300)
            reserve(storage, id, "call:2", 100)

        assert kept(storage, "call:1") == [
            Reservation("call:1", funded, 300, ENDS),
            Reservation("call:1", world.reseller.id, 300, ENDS),
        ]
        settle(storage, funded, "call:1", 10)
        assert [row.organisation_id for row in kept(storage, "call:1")] == [world.reseller.id]

    def test_an_extension_keeps_more_and_longer(
        self, storage: Storage, funded: OrganisationId
    ) -> None:
        reserve(storage, funded, "call:1", 300)

        assert extend(storage, funded, 200)

        assert kept(storage, "call:1") == [Reservation("call:1", funded, 500, ENDS + minutes(60))]
        assert wallet(storage, funded).reserved_cents == 500
        assert settle(storage, funded, "call:1", 450) == Paid(funded, 450)
        assert wallet(storage, funded) == Wallet(funded, Money(550))

    def test_an_extension_that_is_not_covered_changes_nothing(
        self, storage: Storage, funded: OrganisationId
    ) -> None:
        reserve(storage, funded, "call:1", 300)

        with pytest.raises(CannotPay) as refused:
            extend(storage, funded, 701)

        assert refused.value.organisation_id == funded
        assert kept(storage, "call:1") == [Reservation("call:1", funded, 300, ENDS)]
        assert wallet(storage, funded).reserved_cents == 300

    def test_what_has_ended_is_not_extended(self, storage: Storage, funded: OrganisationId) -> None:
        assert not extend(storage, funded, 1)
        reserve(storage, funded, "call:1", 300)
        assert not extend(storage, funded, 1, now=ENDS)
        settle(storage, funded, "call:1", 100)

        assert not extend(storage, funded, 1)
        assert wallet(storage, funded) == Wallet(funded, Money(900))

    def test_a_reservation_expires_once_and_nothing_wakes_it(
        self, storage: Storage, funded: OrganisationId
    ) -> None:
        reserve(storage, funded, "call:1", 300)

        assert expire(storage, funded, ENDS - minutes(1)) == []
        ended = expire(storage, funded, ENDS)

        assert [(row.source_key, row.cents, row.keeping) for row in ended] == [
            ("call:1", 300, Keeping.EXPIRED)
        ]
        assert expire(storage, funded, ENDS) == []
        reserve(storage, funded, "call:1", 300)
        assert not extend(storage, funded, 1)
        assert wallet(storage, funded) == Wallet(funded, Money(1000))

    def test_a_call_that_ends_after_its_reservation_pays_what_is_free_and_owes_the_rest(
        self, storage: Storage, funded: OrganisationId
    ) -> None:
        reserve(storage, funded, "call:1", 300)
        expire(storage, funded, ENDS)
        reserve(storage, funded, "call:2", 800)

        assert settle(storage, funded, "call:1", 300) == Paid(funded, 200, owed_cents=100)
        assert wallet(storage, funded) == Wallet(funded, Money(800), 800, owed_cents=100)

    def test_whose_reservations_are_overdue_is_known(
        self, storage: Storage, world: World, funded: OrganisationId
    ) -> None:
        reserve(storage, funded, "call:1", 300)

        def overdue(now: datetime) -> Sequence[OrganisationId]:
            with storage.look(EVERYTHING) as work:
                return work.reservations.overdue(now)

        assert overdue(ENDS - minutes(1)) == []
        assert overdue(ENDS) == [funded]
        expire(storage, funded, ENDS)
        assert overdue(ENDS) == []

    def test_a_settled_source_does_not_reserve_anew(
        self, storage: Storage, funded: OrganisationId
    ) -> None:
        reserve(storage, funded, "call:1", 300)
        settle(storage, funded, "call:1", 100)

        reserve(storage, funded, "call:1", 300)

        assert wallet(storage, funded) == Wallet(funded, Money(900))
