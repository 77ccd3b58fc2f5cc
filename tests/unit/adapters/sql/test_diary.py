"""One interval of one person is given once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import attrs
import pytest

from askpro.adapters.sql.storage import SqlStorage
from askpro.domain.booking.bookability import SlotTaken, Taken
from askpro.domain.ids import CallId
from askpro.domain.moment import Interval
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import Work
from tests.unit.adapters.sql import things
from tests.unit.adapters.sql.things import ANNA, BERT, NOON, a_hold

DAY = Interval(NOON, NOON + timedelta(days=1))
CALL = CallId("call-1")


def test_fifty_who_want_one_slot_at_once_are_one_booking(storage: SqlStorage) -> None:
    def book(number: int) -> bool:
        hold = a_hold(f"call-{number}")
        try:
            with storage.begin(Scope.everything()) as work:
                work.diary.hold([hold], NOON)
                work.appointments.add(things.an_appointment(hold))
                work.diary.keep(things.an_appointment(hold), NOON)
        except SlotTaken:
            return False
        return True

    with ThreadPoolExecutor(10) as threads:
        booked = list(threads.map(book, range(50)))

    assert sum(booked) == 1
    with storage.look(Scope.everything()) as work:
        assert len(work.diary.taken([ANNA.id], DAY, NOON)) == 1
        assert len(work.appointments.of_customers([things.MIA.id], NOON)) == 1


def test_what_touches_or_is_another_s_time_is_free(work: Work) -> None:
    work.diary.hold([a_hold(), a_hold(minute=35), a_hold(staff_id=BERT.id)], NOON)

    with pytest.raises(SlotTaken):
        work.diary.hold([a_hold("call-2", minute=34, staff_id=BERT.id)], NOON)
    work.diary.hold([a_hold("call-2", minute=35, staff_id=BERT.id)], NOON)


def test_holds_are_kept_all_or_none_and_the_work_goes_on(work: Work) -> None:
    work.diary.hold([a_hold("call-2", minute=60)], NOON)

    with pytest.raises(SlotTaken):
        work.diary.hold([a_hold(minute=0), a_hold(minute=60)], NOON)

    assert work.diary.holds_of(CALL, NOON) == []
    assert len(work.diary.holds_of(CallId("call-2"), NOON)) == 1


def test_holds_come_back_in_the_order_they_were_made(work: Work) -> None:
    holds = [a_hold(minute=90), a_hold(minute=0), a_hold(minute=45)]
    work.diary.hold(holds, NOON)

    assert work.diary.holds_of(CALL, NOON) == holds


def test_an_expired_hold_makes_room(work: Work) -> None:
    work.diary.hold([a_hold()], NOON)
    late = NOON + timedelta(minutes=5)

    assert work.diary.taken([ANNA.id], DAY, late) == []
    assert work.diary.holds_of(CALL, late) == []
    work.diary.hold([a_hold("call-2")], late)


def test_a_kept_hold_lasts_and_is_freed_again(work: Work) -> None:
    hold, spare = a_hold(), a_hold(minute=60)
    work.diary.hold([hold, spare], NOON)
    appointment = things.an_appointment(hold)

    work.diary.keep(appointment, NOON)
    work.diary.release(CALL)

    long_after = NOON + timedelta(hours=1)
    assert work.diary.taken([ANNA.id], DAY, long_after) == [Taken(ANNA.id, hold.occupies)]
    work.diary.free(appointment.id)
    work.diary.free(appointment.id)
    assert work.diary.taken([ANNA.id], DAY, long_after) == []


def test_a_hold_of_somebody_else_or_of_the_past_cannot_be_kept(work: Work) -> None:
    hold = a_hold()
    work.diary.hold([hold], NOON)
    stolen = things.an_appointment(attrs.evolve(hold, call_id=CallId("call-2")))

    with pytest.raises(SlotTaken):
        work.diary.keep(stolen, NOON)
    with pytest.raises(SlotTaken):
        work.diary.keep(things.an_appointment(hold), NOON + timedelta(minutes=5))


def test_who_holds_it_is_told(work: Work) -> None:
    hold = a_hold()
    work.diary.hold([hold], NOON)

    assert work.diary.taken([ANNA.id, BERT.id], DAY, NOON) == [Taken(ANNA.id, hold.occupies, CALL)]
