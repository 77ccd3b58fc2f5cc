from datetime import datetime, timedelta
from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.booking.bookability import (
    Bookability,
    Closed,
    OffGrid,
    PastTime,
    SlotTaken,
    StaffCannot,
    Taken,
    TooFar,
    TooSoon,
)
from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.service import Catalogue, Service, StaffMember
from askpro.domain.booking.slot import Slot
from askpro.domain.errors import Refused
from askpro.domain.ids import CallId
from askpro.domain.moment import Interval, local
from askpro.domain.organisations.policy import Policy
from tests.unit.domain.booking.salon import (
    BEARD,
    BEN,
    BERLIN,
    CATALOGUE,
    COLOUR,
    CUT,
    MIA,
    THURSDAY_TEN,
    berlin,
)

CALL = CallId("call_1")


def book(*taken: Taken, now: datetime = THURSDAY_TEN, caller: CallId | None = None) -> Bookability:
    return Bookability(CATALOGUE, BERLIN, now, taken, caller)


def busy(
    member: StaffMember, start: datetime, minutes: int, held_for: CallId | None = None
) -> Taken:
    return Taken(member.id, Interval(start, start + timedelta(minutes=minutes)), held_for)


def test_a_free_time_is_granted_with_its_length() -> None:
    slot = book().verify(CUT, berlin(20, 14, 30))

    assert slot.during == Interval(berlin(20, 14, 30), berlin(20, 15, 0))


def test_a_time_that_is_over_is_refused_and_never_moved() -> None:
    with pytest.raises(PastTime) as refused:
        book().verify(CUT, berlin(19, 9, 30))

    assert refused.value.wanted == berlin(19, 9, 30)


def test_too_short_notice_names_the_earliest_time() -> None:
    with pytest.raises(TooSoon) as refused:
        book(now=berlin(20, 9, 50)).verify(CUT, berlin(20, 10))

    assert refused.value.earliest == berlin(20, 10, 5)


def test_the_notice_of_the_service_wins_over_the_branch() -> None:
    hasty = attrs.evolve(CUT, policy=Policy(minimum_notice_minutes=0))

    slot = book(now=berlin(20, 9, 50)).verify(hasty, berlin(20, 10))

    assert slot.start == berlin(20, 10)


def test_nothing_is_booked_beyond_the_booking_window() -> None:
    with pytest.raises(TooFar):
        book().verify(CUT, THURSDAY_TEN + timedelta(days=181))


def test_nothing_starts_off_the_grid() -> None:
    with pytest.raises(OffGrid):
        book().verify(CUT, berlin(20, 14, 20))


@pytest.mark.parametrize(
    ("start", "why"),
    [
        (berlin(23, 10), "Monday is closed"),
        (berlin(20, 8, 45), "before the doors open"),
        (berlin(20, 17, 45), "it would end after closing"),
        (berlin(21, 13, 45), "Saturday ends early"),
    ],
)
def test_outside_the_hours_nobody_works(start: datetime, why: str) -> None:
    with pytest.raises(Closed):
        book().verify(CUT, start)


def test_a_booking_just_before_makes_the_overlapping_start_impossible() -> None:
    with pytest.raises(SlotTaken):
        book(busy(MIA, berlin(20, 15), 30)).verify(COLOUR, berlin(20, 14, 45))


def test_touching_bookings_do_not_disturb_each_other() -> None:
    slot = book(busy(MIA, berlin(20, 15), 30)).verify(CUT, berlin(20, 15, 30), MIA)

    assert slot.staff_id == MIA.id


def test_the_buffer_after_a_service_must_be_free_as_well() -> None:
    with pytest.raises(SlotTaken):
        book(busy(MIA, berlin(20, 15), 30)).verify(COLOUR, berlin(20, 13, 30))


def test_a_buffer_may_reach_beyond_closing_time() -> None:
    slot = book().verify(COLOUR, berlin(20, 16, 30))

    assert slot.occupies.end == berlin(20, 18, 15)


def test_the_colleague_takes_over_when_one_is_busy() -> None:
    slot = book(busy(MIA, berlin(20, 11), 30)).verify(CUT, berlin(20, 11))

    assert slot.staff_id == BEN.id


def test_a_wish_for_a_busy_person_is_not_given_to_the_colleague() -> None:
    with pytest.raises(SlotTaken):
        book(busy(MIA, berlin(20, 11), 30)).verify(CUT, berlin(20, 11), MIA)


def test_a_person_who_cannot_do_it_is_answered_with_who_can() -> None:
    with pytest.raises(StaffCannot) as refused:
        book().verify(BEARD, berlin(20, 11), MIA)

    assert refused.value.able == ("Ben",)


def test_an_absent_person_does_not_work() -> None:
    away = attrs.evolve(MIA, absences=(Interval(berlin(20, 0), berlin(21, 0)),))
    catalogue = attrs.evolve(CATALOGUE, staff=(away,))

    with pytest.raises(Closed):
        Bookability(catalogue, BERLIN, THURSDAY_TEN).verify(CUT, berlin(20, 11))


def test_on_a_closed_date_nobody_works() -> None:
    shut = attrs.evolve(CATALOGUE, closed=frozenset({berlin(20, 11).date()}))
    bookable = Bookability(shut, BERLIN, THURSDAY_TEN)

    with pytest.raises(Closed):
        bookable.verify(CUT, berlin(20, 11))
    assert {local(slot.start, BERLIN).day for slot in bookable.slots(CUT, WEEK)} == {19, 21, 24, 25}


def test_a_night_ends_where_a_closed_date_begins() -> None:
    owl = attrs.evolve(MIA, hours=WeeklyHours.parse("Mon-Sun 00:00-24:00"))
    night = Catalogue(owl.hours, (CUT,), (owl,), closed=frozenset({berlin(20, 11).date()}))
    bookable = Bookability(night, BERLIN, THURSDAY_TEN)

    assert bookable.verify(CUT, berlin(19, 23, 30)).staff_id == MIA.id
    with pytest.raises(Closed):
        bookable.verify(CUT, berlin(19, 23, 45))


def test_the_least_loaded_is_chosen() -> None:
    slot = book(busy(MIA, berlin(20, 9), 30)).verify(CUT, berlin(20, 11))

    assert slot.staff_id == BEN.id


def test_with_equal_load_the_longest_idle_is_chosen() -> None:
    taken = (busy(MIA, berlin(20, 10), 30), busy(BEN, berlin(20, 10, 30), 30))

    slot = book(*taken).verify(CUT, berlin(20, 12))

    assert slot.staff_id == MIA.id


def test_ones_own_hold_does_not_stand_in_the_way() -> None:
    held = busy(MIA, berlin(20, 15), 30, held_for=CALL)

    slot = book(held, caller=CALL).verify(CUT, berlin(20, 15), MIA)

    assert slot.staff_id == MIA.id


def test_another_callers_hold_does() -> None:
    held = busy(MIA, berlin(20, 15), 30, held_for=CallId("call_2"))

    with pytest.raises(SlotTaken):
        book(held, caller=CALL).verify(CUT, berlin(20, 15), MIA)


def test_a_slot_cannot_be_made_by_hand() -> None:
    during = Interval(berlin(20, 15), berlin(20, 16))

    with pytest.raises(TypeError):
        Slot(CUT.id, MIA.id, during, during, proof=object())


starts = st.integers(0, 14 * 96).map(lambda step: berlin(19, 0) + timedelta(minutes=15 * step))
takens = st.lists(
    st.builds(
        busy,
        st.sampled_from([MIA, BEN]),
        starts,
        st.integers(1, 300),
        st.sampled_from([None, CALL, CallId("call_2")]),
    ),
    max_size=12,
)
services = st.sampled_from([CUT, COLOUR, BEARD])
WEEK = Interval(berlin(19, 0), berlin(26, 0))


@given(takens, services)
def test_what_is_listed_is_bookable_and_what_is_bookable_is_listed(
    taken: list[Taken], service: Service
) -> None:
    bookable = book(*taken, caller=CALL)

    listed = {slot.start for slot in bookable.slots(service, WEEK)}

    quarter_hours = (WEEK.start + timedelta(minutes=15 * step) for step in range(7 * 96))
    assert listed == {start for start in quarter_hours if _grants(bookable, service, start)}


def _grants(bookable: Bookability, service: Service, start: datetime) -> bool:
    try:
        bookable.verify(service, start)
    except Refused:
        return False
    return True


@given(takens, services)
def test_no_slot_overlaps_what_others_have(taken: list[Taken], service: Service) -> None:
    for slot in book(*taken, caller=CALL).slots(service, WEEK):
        others = [t for t in taken if t.staff_id == slot.staff_id and t.held_for != CALL]
        assert not any(slot.occupies.overlaps(t.during) for t in others)
        assert slot.start >= THURSDAY_TEN + timedelta(minutes=15)
        assert local(slot.start, BERLIN).minute % 15 == 0


@given(takens, services, st.randoms())
def test_the_order_of_what_is_taken_changes_nothing(
    taken: list[Taken], service: Service, random: Random
) -> None:
    shuffled = list(taken)
    random.shuffle(shuffled)

    assert list(book(*taken).slots(service, WEEK)) == list(book(*shuffled).slots(service, WEEK))
