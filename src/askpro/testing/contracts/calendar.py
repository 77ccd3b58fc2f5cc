"""What every calendar of record must do."""

import pytest

from askpro.domain.booking.appointment import Appointment
from askpro.domain.booking.bookability import SlotTaken
from askpro.domain.errors import Unavailable
from askpro.domain.moment import Interval
from askpro.ports.calendar import Calendar
from askpro.testing.world import NOON, Shop, minutes, unplanted

DAY = Interval(NOON - minutes(720), NOON + minutes(720))


class CalendarContract:
    """Fill ``calendar``; and ``shop`` and ``enter`` where our own books must know first."""

    @pytest.fixture
    def calendar(self) -> Calendar:
        """An empty calendar; the subclass makes it."""
        raise NotImplementedError

    @pytest.fixture
    def shop(self) -> Shop:
        """Whose calendar it is."""
        return unplanted().salon

    def enter(self, appointment: Appointment) -> None:
        """What our own books do before the calendar of record is told."""

    def strike_out(self, appointment: Appointment) -> None:
        """What our own books do before the calendar of record is told of a cancellation."""

    def _booked(
        self, calendar: Calendar, shop: Shop, *, staff: int = 0, at: int = 60
    ) -> Appointment:
        appointment = shop.appointment(shop.hold("a", at=NOON + minutes(at), staff=staff))
        self.enter(appointment)
        calendar.book(appointment)
        return appointment

    def test_booking_twice_is_booking_once(self, calendar: Calendar, shop: Shop) -> None:
        appointment = self._booked(calendar, shop)

        calendar.book(appointment)

        calendar.cancel(appointment)
        self.strike_out(appointment)
        self._booked(calendar, shop)  # one cancellation took it out altogether

    @pytest.mark.parametrize("shift", [-15, 0, 15])
    def test_what_somebody_else_has_now_is_taken(
        self, calendar: Calendar, shop: Shop, shift: int
    ) -> None:
        booked = self._booked(calendar, shop)
        rival = shop.appointment(shop.hold("b", at=booked.during.start + minutes(shift)))

        with pytest.raises(SlotTaken):
            calendar.book(rival)

    def test_neighbouring_times_and_colleagues_do_not_clash(
        self, calendar: Calendar, shop: Shop
    ) -> None:
        self._booked(calendar, shop)
        self._booked(calendar, shop, at=90)
        self._booked(calendar, shop, staff=1)

    def test_our_own_bookings_are_not_busy_times(self, calendar: Calendar, shop: Shop) -> None:
        booked = self._booked(calendar, shop)

        assert list(calendar.busy([booked.staff_id], DAY)) == []

    def test_cancelled_time_can_be_booked_again(self, calendar: Calendar, shop: Shop) -> None:
        first = self._booked(calendar, shop)

        self.strike_out(first)
        calendar.cancel(first)

        self._booked(calendar, shop)

    def test_what_is_not_there_is_already_out(self, calendar: Calendar, shop: Shop) -> None:
        booked = self._booked(calendar, shop)
        self.strike_out(booked)

        calendar.cancel(booked)
        calendar.cancel(booked)
        calendar.cancel(shop.appointment(shop.hold("nobody")))


class OutsideCalendarContract(CalendarContract):
    """Calendars others write into. Fill ``occupy`` and ``fall_silent`` as well."""

    def occupy(self, calendar: Calendar, shop: Shop, during: Interval) -> None:
        """Somebody enters something for the first of the staff, by hand."""
        raise NotImplementedError

    def fall_silent(self, calendar: Calendar) -> None:
        """From now on the calendar does not answer."""
        raise NotImplementedError

    def test_what_others_entered_is_busy(self, calendar: Calendar, shop: Shop) -> None:
        during = Interval(NOON + minutes(60), NOON + minutes(90))
        self.occupy(calendar, shop, during)

        ours = calendar.busy([shop.staff[0].id], DAY)
        colleagues = calendar.busy([shop.staff[1].id], DAY)
        earlier = calendar.busy([shop.staff[0].id], Interval(NOON, during.start))

        assert [(taken.staff_id, taken.during) for taken in ours] == [(shop.staff[0].id, during)]
        assert [*colleagues, *earlier] == []

    def test_what_others_entered_cannot_be_booked(self, calendar: Calendar, shop: Shop) -> None:
        self.occupy(calendar, shop, Interval(NOON + minutes(75), NOON + minutes(120)))

        with pytest.raises(SlotTaken):
            self._booked(calendar, shop)

    def test_silence_is_unavailable_and_never_free(self, calendar: Calendar, shop: Shop) -> None:
        booked = self._booked(calendar, shop)
        self.fall_silent(calendar)

        with pytest.raises(Unavailable):
            calendar.busy([shop.staff[0].id], DAY)
        with pytest.raises(Unavailable):
            calendar.book(booked)
        with pytest.raises(Unavailable):
            calendar.cancel(booked)
