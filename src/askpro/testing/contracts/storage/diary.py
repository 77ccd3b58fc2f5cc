"""The diary: one interval of one person is given once."""

import attrs
import pytest

from askpro.domain.booking.bookability import SlotTaken, Taken
from askpro.domain.booking.hold import Hold
from askpro.domain.ids import CallId, HoldId
from askpro.domain.moment import Interval
from askpro.ports.storage import Storage
from askpro.testing.contracts.storage.planted import Planted
from askpro.testing.world import NOON, Shop, World, minutes, some_id

DAY = Interval(NOON - minutes(720), NOON + minutes(720))
LATER = NOON + minutes(6)  # holds made at noon have expired


def hold_all(storage: Storage, shop: Shop, *holds: Hold) -> None:
    with storage.begin(shop.scope) as work:
        work.diary.hold(holds, NOON)


def keep_one(storage: Storage, shop: Shop, hold: Hold) -> None:
    with storage.begin(shop.scope) as work:
        work.diary.keep(shop.appointment(hold), NOON)


class DiaryClaims(Planted):
    """Diary."""

    def test_what_is_held_is_taken_for_its_call(self, storage: Storage, world: World) -> None:
        hold = world.salon.hold("a")
        hold_all(storage, world.salon, hold)

        with storage.look(world.salon.scope) as work:
            taken = work.diary.taken([hold.staff_id], DAY, NOON)

        assert list(taken) == [Taken(hold.staff_id, hold.occupies, CallId("a"))]

    def test_what_is_kept_is_taken_for_everybody(self, storage: Storage, world: World) -> None:
        hold = world.salon.hold("a")
        hold_all(storage, world.salon, hold)
        keep_one(storage, world.salon, hold)

        with storage.look(world.salon.scope) as work:
            taken = work.diary.taken([hold.staff_id], DAY, LATER)

        assert list(taken) == [Taken(hold.staff_id, hold.occupies)]

    def test_taken_tells_only_of_the_staff_and_the_window_asked_for(
        self, storage: Storage, world: World
    ) -> None:
        hold = world.salon.hold("a")
        hold_all(storage, world.salon, hold)

        with storage.look(world.salon.scope) as work:
            others = work.diary.taken([world.salon.staff[1].id], DAY, NOON)
            nobody = work.diary.taken([], DAY, NOON)
            before = work.diary.taken([hold.staff_id], Interval(NOON, hold.occupies.start), NOON)

        assert [*others, *nobody, *before] == []

    def test_an_expired_hold_is_not_taken(self, storage: Storage, world: World) -> None:
        hold = world.salon.hold("a")
        hold_all(storage, world.salon, hold)

        with storage.look(world.salon.scope) as work:
            assert list(work.diary.taken([hold.staff_id], DAY, hold.expires_at)) == []
            assert list(work.diary.holds_of(hold.call_id, hold.expires_at)) == []

    @pytest.mark.parametrize(("shift", "length"), [(0, 30), (-15, 30), (15, 30), (10, 10)])
    def test_an_overlap_with_another_call_is_refused(
        self, storage: Storage, world: World, shift: int, length: int
    ) -> None:
        held = world.salon.hold("a")
        rival = world.salon.hold("b", at=held.during.start + minutes(shift), length=length)
        hold_all(storage, world.salon, held)

        with pytest.raises(SlotTaken):
            hold_all(storage, world.salon, rival)

    def test_touching_is_not_overlapping(self, storage: Storage, world: World) -> None:
        held = world.salon.hold("a")
        after = world.salon.hold("b", at=held.during.end)
        before = world.salon.hold("c", at=held.during.start - minutes(30))

        hold_all(storage, world.salon, held)
        hold_all(storage, world.salon, before, after)

        with storage.look(world.salon.scope) as work:
            assert len(work.diary.taken([held.staff_id], DAY, NOON)) == 3

    def test_a_colleague_is_free_at_the_same_time(self, storage: Storage, world: World) -> None:
        hold_all(storage, world.salon, world.salon.hold("a"))
        hold_all(storage, world.salon, world.salon.hold("b", staff=1))

    def test_buffers_count_as_taken(self, storage: Storage, world: World) -> None:
        held = world.salon.hold("a")
        wide = Hold(
            id=HoldId(some_id()),
            organisation_id=held.organisation_id,
            call_id=CallId("b"),
            service_id=held.service_id,
            staff_id=held.staff_id,
            during=Interval(held.during.end, held.during.end + minutes(30)),
            occupies=Interval(held.during.end - minutes(5), held.during.end + minutes(30)),
            expires_at=held.expires_at,
        )
        hold_all(storage, world.salon, held)

        with pytest.raises(SlotTaken):
            hold_all(storage, world.salon, wide)

    def test_all_are_held_or_none(self, storage: Storage, world: World) -> None:
        taken = world.salon.hold("a")
        free = world.salon.hold("b", staff=1)
        clash = world.salon.hold("b")
        hold_all(storage, world.salon, taken)

        with pytest.raises(SlotTaken):
            hold_all(storage, world.salon, free, clash)

        with storage.look(world.salon.scope) as work:
            assert list(work.diary.holds_of(CallId("b"), NOON)) == []

    def test_an_expired_hold_makes_room(self, storage: Storage, world: World) -> None:
        early, late = world.salon.hold("a"), world.salon.hold("b", expires_at=NOON + minutes(20))
        hold_all(storage, world.salon, early)

        with storage.begin(world.salon.scope) as work:
            work.diary.hold([late], LATER)

        with storage.look(world.salon.scope) as work:
            assert list(work.diary.holds_of(CallId("b"), LATER)) == [late]

    def test_a_hold_that_made_room_cannot_be_kept_by_a_slow_clock(
        self, storage: Storage, world: World
    ) -> None:
        early, late = world.salon.hold("a"), world.salon.hold("b", expires_at=NOON + minutes(20))
        hold_all(storage, world.salon, early)
        with storage.begin(world.salon.scope) as work:
            work.diary.hold([late], LATER)

        with pytest.raises(SlotTaken):
            keep_one(storage, world.salon, early)

    def test_a_call_may_hold_overlapping_times_that_differ(
        self, storage: Storage, world: World
    ) -> None:
        first = world.salon.hold("a")
        second = world.salon.hold("a", at=first.during.start + minutes(15))

        hold_all(storage, world.salon, first)
        hold_all(storage, world.salon, second)

        with storage.look(world.salon.scope) as work:
            assert list(work.diary.holds_of(CallId("a"), NOON)) == [first, second]

    def test_a_call_may_hold_overlapping_times_at_once(
        self, storage: Storage, world: World
    ) -> None:
        first = world.salon.hold("a")
        second = world.salon.hold("a", at=first.during.start + minutes(15))

        hold_all(storage, world.salon, first, second)

        with storage.look(world.salon.scope) as work:
            assert list(work.diary.holds_of(CallId("a"), NOON)) == [first, second]

    def test_a_call_does_not_hold_the_same_time_twice(self, storage: Storage, world: World) -> None:
        hold_all(storage, world.salon, world.salon.hold("a"))

        with pytest.raises(SlotTaken):
            hold_all(storage, world.salon, world.salon.hold("a"))

    def test_of_two_overlapping_holds_of_a_call_one_can_be_kept(
        self, storage: Storage, world: World
    ) -> None:
        first = world.salon.hold("a")
        second = world.salon.hold("a", at=first.during.start + minutes(15))
        hold_all(storage, world.salon, first, second)
        keep_one(storage, world.salon, first)

        with pytest.raises(SlotTaken):
            keep_one(storage, world.salon, second)

    def test_a_call_cannot_hold_over_its_own_appointment(
        self, storage: Storage, world: World
    ) -> None:
        booked = world.salon.hold("a")
        hold_all(storage, world.salon, booked)
        keep_one(storage, world.salon, booked)

        with pytest.raises(SlotTaken):
            hold_all(
                storage, world.salon, world.salon.hold("a", at=booked.during.start + minutes(15))
            )

    def test_released_time_can_be_held_by_others(self, storage: Storage, world: World) -> None:
        hold_all(storage, world.salon, world.salon.hold("a"))

        with storage.begin(world.salon.scope) as work:
            work.diary.release(CallId("a"))
            work.diary.release(CallId("a"))

        hold_all(storage, world.salon, world.salon.hold("b"))

    def test_release_leaves_other_calls_and_appointments_alone(
        self, storage: Storage, world: World
    ) -> None:
        booked, other = world.salon.hold("a"), world.salon.hold("b", staff=1)
        hold_all(storage, world.salon, booked)
        hold_all(storage, world.salon, other)
        keep_one(storage, world.salon, booked)

        with storage.begin(world.salon.scope) as work:
            work.diary.release(CallId("a"))

        with storage.look(world.salon.scope) as work:
            staff = [member.id for member in world.salon.staff]
            taken = work.diary.taken(staff, DAY, NOON)
            assert {(one.staff_id, one.held_for) for one in taken} == {
                (booked.staff_id, None),
                (other.staff_id, CallId("b")),
            }

    def test_a_kept_hold_lasts_and_is_no_hold_any_more(
        self, storage: Storage, world: World
    ) -> None:
        hold = world.salon.hold("a")
        hold_all(storage, world.salon, hold)
        keep_one(storage, world.salon, hold)

        with storage.look(world.salon.scope) as work:
            assert list(work.diary.holds_of(CallId("a"), NOON)) == []
        rival = world.salon.hold("b", expires_at=NOON + minutes(600))
        with pytest.raises(SlotTaken), storage.begin(world.salon.scope) as work:
            work.diary.hold([rival], NOON + minutes(500))

    def test_an_expired_hold_cannot_be_kept(self, storage: Storage, world: World) -> None:
        hold = world.salon.hold("a")
        hold_all(storage, world.salon, hold)

        with pytest.raises(SlotTaken), storage.begin(world.salon.scope) as work:
            work.diary.keep(world.salon.appointment(hold), hold.expires_at)

    def test_a_hold_that_is_gone_cannot_be_kept(self, storage: Storage, world: World) -> None:
        hold = world.salon.hold("a")

        with pytest.raises(SlotTaken):
            keep_one(storage, world.salon, hold)

    def test_another_calls_hold_cannot_be_kept(self, storage: Storage, world: World) -> None:
        hold = world.salon.hold("a")
        hold_all(storage, world.salon, hold)

        with pytest.raises(SlotTaken):
            keep_one(storage, world.salon, attrs.evolve(hold, call_id=CallId("b")))

    def test_freed_time_can_be_given_to_others(self, storage: Storage, world: World) -> None:
        hold = world.salon.hold("a")
        hold_all(storage, world.salon, hold)
        keep_one(storage, world.salon, hold)

        with storage.begin(world.salon.scope) as work:
            work.diary.free(world.salon.appointment(hold).id)
            work.diary.free(world.salon.appointment(hold).id)

        hold_all(storage, world.salon, world.salon.hold("b"))
