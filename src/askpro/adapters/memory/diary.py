"""Which staff member is taken when, in memory."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import attrs

from askpro.adapters.memory.sight import Sight
from askpro.adapters.memory.tables import DiaryEntry
from askpro.domain.booking.appointment import Appointment
from askpro.domain.booking.bookability import SlotTaken, Taken
from askpro.domain.booking.hold import Hold
from askpro.domain.ids import AppointmentId, CallId, HoldId, StaffId
from askpro.domain.moment import Interval
from askpro.ports.storage import Diary


@attrs.frozen
class MemoryDiary(Diary):
    """Holds and the appointments they became, by the id they share."""

    _sight: Sight

    def taken(self, staff: Sequence[StaffId], window: Interval, now: datetime) -> Sequence[Taken]:
        asked = set(staff)
        return [
            Taken(
                entry.hold.staff_id,
                entry.hold.occupies,
                None if entry.booked else entry.hold.call_id,
            )
            for entry in self._seen()
            if entry.hold.staff_id in asked
            and entry.hold.occupies.overlaps(window)
            and entry.counts(now)
        ]

    def hold(self, holds: Sequence[Hold], now: datetime) -> None:
        for wanted in holds:
            self._sight.must_see(wanted.organisation_id)
        for number, wanted in enumerate(holds):
            others = [DiaryEntry(earlier) for earlier in holds[:number]]
            if any(_in_the_way(entry, wanted, now) for entry in (*self._all(), *others)):
                raise SlotTaken(wanted.during.start)
        for wanted in holds:
            self._make_room(wanted, now)
            self._sight.tables.diary.put(wanted.id, DiaryEntry(wanted))

    def exchange(self, call_id: CallId, holds: Sequence[Hold], now: datetime) -> None:
        self.release(call_id)
        self.hold(holds, now)

    def holds_of(self, call_id: CallId, now: datetime) -> Sequence[Hold]:
        return [
            entry.hold
            for entry in self._seen()
            if entry.hold.call_id == call_id and not entry.booked and entry.hold.holds_at(now)
        ]

    def release(self, call_id: CallId) -> None:
        for entry in list(self._seen()):
            if entry.hold.call_id == call_id and not entry.booked:
                self._sight.tables.diary.drop(entry.hold.id)

    def keep(self, appointment: Appointment, now: datetime) -> None:
        self._sight.must_see(appointment.organisation_id)
        entry = self._sight.tables.diary.get(HoldId(appointment.id))
        mine = entry is not None and entry.hold.call_id == appointment.call_id
        if entry is None or not mine or not entry.counts(now) or self._overlaps_booked(entry):
            raise SlotTaken(appointment.during.start)
        self._sight.tables.diary.put(entry.hold.id, attrs.evolve(entry, booked=True))

    def free(self, appointment_id: AppointmentId) -> None:
        entry = self._sight.tables.diary.get(HoldId(appointment_id))
        if entry is not None and entry.booked and self._sight.sees(entry.hold.organisation_id):
            self._sight.tables.diary.drop(entry.hold.id)

    def _make_room(self, wanted: Hold, now: datetime) -> None:
        """Drop expired holds there, so that nobody whose clock is slow can still keep one."""
        for entry in list(self._all()):
            if (
                not entry.counts(now)
                and entry.hold.staff_id == wanted.staff_id
                and entry.hold.occupies.overlaps(wanted.occupies)
            ):
                self._sight.tables.diary.drop(entry.hold.id)

    def _overlaps_booked(self, own: DiaryEntry) -> bool:
        """Whether another of the call's holds, at an overlapping time, was booked first."""
        return any(
            entry.booked
            and entry.hold.id != own.hold.id
            and entry.hold.staff_id == own.hold.staff_id
            and entry.hold.occupies.overlaps(own.hold.occupies)
            for entry in self._all()
        )

    def _all(self) -> Iterator[DiaryEntry]:
        return self._sight.tables.diary.rows()

    def _seen(self) -> Iterator[DiaryEntry]:
        return (entry for entry in self._all() if self._sight.sees(entry.hold.organisation_id))


def _in_the_way(entry: DiaryEntry, wanted: Hold, now: datetime) -> bool:
    """Whether the entry keeps the hold from being made."""
    held = entry.hold
    if held.id == wanted.id:
        return True
    if held.staff_id != wanted.staff_id or not held.occupies.overlaps(wanted.occupies):
        return False
    own = not entry.booked and held.call_id == wanted.call_id
    return entry.counts(now) and not (own and held.occupies != wanted.occupies)
