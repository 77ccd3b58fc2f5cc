"""Every calendar of record keeps the same promises."""

import attrs
import pytest

from askpro.adapters.local.calendar import LocalCalendar
from askpro.adapters.memory import MemoryCalendar, MemoryStorage
from askpro.domain.booking.appointment import Appointment
from askpro.domain.booking.bookability import SlotTaken
from askpro.domain.booking.hold import Hold
from askpro.domain.ids import HoldId
from askpro.domain.moment import Interval
from askpro.ports.calendar import Calendar
from askpro.ports.storage import Storage
from askpro.testing.contracts.calendar import CalendarContract, OutsideCalendarContract
from askpro.testing.world import ADA, EVERYTHING, NOON, Shop, minutes, plant


class TestMemoryCalendar(OutsideCalendarContract):
    @pytest.fixture
    def calendar(self) -> MemoryCalendar:
        return MemoryCalendar()

    def occupy(self, calendar: Calendar, shop: Shop, during: Interval) -> None:
        assert isinstance(calendar, MemoryCalendar)
        calendar.occupy(shop.staff[0].id, during)

    def fall_silent(self, calendar: Calendar) -> None:
        assert isinstance(calendar, MemoryCalendar)
        calendar.fall_silent()


class TestLocalCalendarInMemory(CalendarContract):
    @pytest.fixture
    def storage(self) -> Storage:
        return MemoryStorage()

    @pytest.fixture
    def shop(self, storage: Storage) -> Shop:
        self.books = storage
        return plant(storage).salon

    @pytest.fixture
    def calendar(self, storage: Storage) -> Calendar:
        return LocalCalendar(storage)

    def enter(self, appointment: Appointment) -> None:
        with self.books.begin(EVERYTHING) as work:
            work.diary.hold([_hold_of(appointment)], NOON)
            work.diary.keep(appointment, NOON)
            work.appointments.add(appointment)

    def strike_out(self, appointment: Appointment) -> None:
        with self.books.begin(EVERYTHING) as work:
            work.appointments.save(appointment.cancel(NOON, ADA))

    def test_an_appointment_cancelled_in_our_books_is_not_booked_late(
        self, calendar: Calendar, shop: Shop
    ) -> None:
        appointment = shop.appointment(shop.hold("a"))
        self.enter(appointment)
        self.strike_out(appointment)

        with pytest.raises(SlotTaken):
            calendar.book(appointment)

    def test_an_appointment_that_has_moved_is_not_booked_at_its_old_time(
        self, calendar: Calendar, shop: Shop
    ) -> None:
        kept, elsewhere = shop.hold("a"), shop.hold("a", at=NOON + minutes(200))
        self.enter(shop.appointment(kept))
        moved = shop.appointment(attrs.evolve(elsewhere, id=kept.id))

        with pytest.raises(SlotTaken):
            calendar.book(moved)


def _hold_of(appointment: Appointment) -> Hold:
    """The hold that an appointment took over."""
    assert appointment.call_id is not None
    return Hold(
        id=HoldId(appointment.id),
        organisation_id=appointment.organisation_id,
        call_id=appointment.call_id,
        service_id=appointment.service_id,
        staff_id=appointment.staff_id,
        during=appointment.during,
        occupies=appointment.during,
        expires_at=NOON + minutes(5),
    )
