from datetime import UTC, datetime, time, timedelta

import attrs
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.booking.bookability import Bookability, PastTime, SlotTaken, Taken, TooFar
from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.offer import Offer, Window, offer_at, offer_within
from askpro.domain.booking.service import Catalogue, StaffMember
from askpro.domain.moment import Interval
from tests.unit.domain.booking.salon import (
    BEN,
    BERLIN,
    CATALOGUE,
    COLOUR,
    CUT,
    MIA,
    THURSDAY_TEN,
    berlin,
)


def busy(member: StaffMember, start: datetime, minutes: int) -> Taken:
    return Taken(member.id, Interval(start, start + timedelta(minutes=minutes)))


def book(*taken: Taken) -> Bookability:
    return Bookability(CATALOGUE, BERLIN, THURSDAY_TEN, taken)


def starts(offer: Offer) -> list[datetime]:
    return [slot.start for slot in offer.slots]


def test_a_free_wish_is_the_whole_offer() -> None:
    offer = offer_at(book(), CUT, berlin(20, 14, 30))

    assert offer.exact
    assert starts(offer) == [berlin(20, 14, 30)]


def test_a_taken_wish_is_answered_nearby_then_next_day_then_next_week() -> None:
    offer = offer_at(book(busy(MIA, berlin(20, 15), 30)), CUT, berlin(20, 15), MIA)

    assert not offer.exact
    assert isinstance(offer.reason, SlotTaken)
    assert starts(offer) == [berlin(20, 14, 30), berlin(20, 15, 30), berlin(24, 15)]


def test_a_full_day_is_answered_with_the_next_working_day_and_the_next_week() -> None:
    offer = offer_at(book(busy(MIA, berlin(20, 9), 9 * 60)), COLOUR, berlin(20, 11))

    assert starts(offer) == [berlin(21, 11), berlin(27, 11), berlin(21, 9)]


def test_a_wish_in_the_past_is_named_so_and_never_moved() -> None:
    offer = offer_at(book(), CUT, berlin(19, 9))

    assert isinstance(offer.reason, PastTime)
    assert all(start > THURSDAY_TEN for start in starts(offer))
    assert len(offer.slots) == 3


def test_the_customers_own_appointments_are_kept_free() -> None:
    own = [Interval(berlin(20, 14), berlin(20, 15))]

    offer = offer_at(book(busy(MIA, berlin(20, 15), 30)), CUT, berlin(20, 15), MIA, own)

    assert berlin(20, 14, 30) not in starts(offer)


def test_a_window_is_answered_with_times_an_hour_apart() -> None:
    morning = Window(Interval(berlin(20, 9), berlin(20, 12)))

    offer = offer_within(book(), CUT, morning)

    assert offer.exact
    assert starts(offer) == [berlin(20, 9), berlin(20, 10), berlin(20, 11)]


def test_a_window_of_days_keeps_to_its_hours() -> None:
    afternoons = Window(Interval(berlin(20, 0), berlin(25, 0)), time(16), time(17))

    offer = offer_within(book(), CUT, afternoons)

    assert starts(offer) == [berlin(20, 16), berlin(24, 16)]


def test_a_full_window_is_answered_with_what_comes_next() -> None:
    sunday = Window(Interval(berlin(22, 0), berlin(23, 0)))

    offer = offer_within(book(), CUT, sunday)

    assert not offer.exact
    assert starts(offer)[0] == berlin(24, 9)


def test_a_wish_too_far_ahead_is_answered_with_what_is_free_now() -> None:
    offer = offer_at(book(), CUT, datetime(2027, 11, 19, 10, tzinfo=BERLIN))

    assert isinstance(offer.reason, TooFar)
    assert starts(offer)[0] == berlin(19, 10, 15)


def test_the_hour_the_spring_skips_is_not_offered() -> None:
    night = WeeklyHours.parse("Mon-Sun 00:00-24:00")
    owl = attrs.evolve(MIA, hours=night)
    wanted = datetime(2027, 3, 27, 2, 30, tzinfo=BERLIN)
    catalogue = Catalogue(night, (CUT,), (owl,))
    taken = (busy(owl, wanted.astimezone(UTC), 30),)

    offer = offer_at(Bookability(catalogue, BERLIN, THURSDAY_TEN, taken), CUT, wanted)

    monday = datetime(2027, 3, 29, 2, 30, tzinfo=BERLIN).astimezone(UTC)
    assert starts(offer)[2] == monday


@given(
    st.lists(
        st.builds(
            busy,
            st.sampled_from([MIA, BEN]),
            st.integers(0, 400).map(lambda step: berlin(19, 8) + timedelta(minutes=15 * step)),
            st.integers(15, 500),
        ),
        max_size=20,
    ),
    st.integers(-20, 600).map(lambda step: berlin(19, 10) + timedelta(minutes=15 * step)),
)
def test_at_most_three_different_times_all_bookable(taken: list[Taken], wanted: datetime) -> None:
    bookable = book(*taken)

    offer = offer_at(bookable, CUT, wanted)

    assert len(offer.slots) <= 3
    assert len(set(starts(offer))) == len(offer.slots)
    assert [bookable.verify(CUT, start) for start in starts(offer)] == list(offer.slots)
