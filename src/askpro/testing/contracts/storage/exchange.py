"""The diary: what a call holds is exchanged in one go."""

import pytest

from askpro.domain.booking.bookability import SlotTaken
from askpro.domain.ids import CallId
from askpro.ports.storage import Storage
from askpro.testing.contracts.storage.diary import LATER, hold_all, keep_one
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.world import NOON, World, minutes


class ExchangeClaims(Planted):
    """Exchange of holds."""

    def test_exchanged_holds_stand_in_the_place_of_the_calls_own(
        self, storage: Storage, world: World
    ) -> None:
        same, later = world.salon.hold("a"), world.salon.hold("a", at=NOON + minutes(240))
        hold_all(storage, world.salon, world.salon.hold("a"), world.salon.hold("a", staff=1))

        with storage.begin(world.salon.scope) as work:
            work.diary.exchange(CallId("a"), [same, later], NOON)

        with storage.look(world.salon.scope) as work:
            assert list(work.diary.holds_of(CallId("a"), NOON)) == [same, later]

    def test_an_exchange_for_nothing_gives_back(self, storage: Storage, world: World) -> None:
        hold_all(storage, world.salon, world.salon.hold("a"))

        with storage.begin(world.salon.scope) as work:
            work.diary.exchange(CallId("a"), [], NOON)

        hold_all(storage, world.salon, world.salon.hold("b"))

    def test_an_exchange_that_comes_too_late_changes_nothing(
        self, storage: Storage, world: World
    ) -> None:
        kept, rivals = world.salon.hold("a", staff=1), world.salon.hold("b")
        hold_all(storage, world.salon, kept)
        hold_all(storage, world.salon, rivals)

        wanted = [world.salon.hold("a", at=NOON + minutes(240)), world.salon.hold("a")]
        with pytest.raises(SlotTaken), storage.begin(world.salon.scope) as work:
            work.diary.exchange(CallId("a"), wanted, NOON)

        with storage.look(world.salon.scope) as work:
            assert list(work.diary.holds_of(CallId("a"), NOON)) == [kept]

    def test_an_exchange_takes_the_place_of_what_has_expired(
        self, storage: Storage, world: World
    ) -> None:
        early, late = world.salon.hold("a"), world.salon.hold("b", expires_at=NOON + minutes(20))
        hold_all(storage, world.salon, early)

        with storage.begin(world.salon.scope) as work:
            work.diary.exchange(CallId("b"), [late], LATER)

        with pytest.raises(SlotTaken):
            keep_one(storage, world.salon, early)
