"""Which staff member is taken when; the database refuses an overlap."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import attrs
import sqlalchemy as sa
from sqlalchemy import exc

from askpro.adapters.sql.collections import diary_statements as statements
from askpro.adapters.sql.failures import excluded
from askpro.adapters.sql.metadata import instant
from askpro.adapters.sql.rows.booking import hold_of, hold_rows
from askpro.adapters.sql.sight import Row, Sight
from askpro.adapters.sql.tables.booking import occupancies
from askpro.domain.booking.appointment import Appointment
from askpro.domain.booking.bookability import SlotTaken, Taken
from askpro.domain.booking.hold import Hold
from askpro.domain.ids import AppointmentId, CallId, StaffId
from askpro.domain.moment import Interval
from askpro.ports.storage import Diary


@attrs.frozen
class SqlDiary(Diary):
    """One row for each time somebody is taken."""

    _sight: Sight

    def taken(self, staff: Sequence[StaffId], window: Interval, now: datetime) -> Sequence[Taken]:
        facts = {
            "window_start": window.start,
            "window_end": window.end,
            "at": now,
            **statements.staff_facts(staff),
            **self._sight.root,
        }
        found = statements.taken(len(staff), self._sight.everywhere)
        known: dict[object, StaffId] = {each: id for id in staff for each in (id, id.hex)}
        return [
            Taken(known[staff_id], Interval(instant(start), instant(end)), held_for)
            for staff_id, start, end, held_for in found.all(self._sight.connection, facts)
        ]

    def hold(self, holds: Sequence[Hold], now: datetime) -> None:
        self._insist_on_owners(holds)
        if not holds:
            return
        staff = _staff_of(holds)
        expired = {"at": now, **statements.staff_facts(staff)}
        statements.forget_expired(len(staff)).change(self._sight.connection, expired)
        with self._refused_as(SlotTaken(holds[0].during.start)):
            self._make(holds, now)

    def exchange(self, call_id: CallId, holds: Sequence[Hold], now: datetime) -> None:
        self._insist_on_owners(holds)
        if not holds:
            self.release(call_id)
            return
        staff, everywhere = _staff_of(holds), self._sight.everywhere
        facts = {"of_call": call_id, "at": now, **statements.staff_facts(staff), **self._sight.root}
        connection = self._sight.connection
        try:
            if connection.dialect.name == "postgresql":
                exchange = statements.exchange(len(holds), len(staff), everywhere)
                exchange.change(connection, facts | statements.row_facts(_in_order(holds, now)))
            else:
                statements.make_room(len(staff), everywhere).change(connection, facts)
                self._make(holds, now)
        except exc.IntegrityError as error:
            if excluded(error):
                raise SlotTaken(holds[0].during.start) from error
            raise

    def holds_of(self, call_id: CallId, now: datetime) -> Sequence[Hold]:
        facts = {"of_call": call_id, "at": now, **self._sight.root}
        held = statements.holds_of(self._sight.everywhere)
        return [hold_of(row) for row in held.all(self._sight.connection, facts)]

    def release(self, call_id: CallId) -> None:
        facts = {"of_call": call_id, **self._sight.root}
        statements.release(self._sight.everywhere).change(self._sight.connection, facts)

    def keep(self, appointment: Appointment, now: datetime) -> None:
        self._sight.insist_on(appointment.organisation_id)
        taken = SlotTaken(appointment.during.start)
        if appointment.call_id is None:
            raise taken
        mine = sa.update(occupancies).where(
            self._held_by(appointment.call_id),
            occupancies.c.id == appointment.id,
            occupancies.c.staff_id == appointment.staff_id,
            occupancies.c.appointment_starts_at == appointment.during.start,
            occupancies.c.expires_at > now,
        )
        with self._refused_as(taken):
            if not self._sight.change(mine.values(kind="appointment", expires_at=None)):
                raise taken

    def free(self, appointment_id: AppointmentId) -> None:
        kept = sa.delete(occupancies).where(
            occupancies.c.id == appointment_id, occupancies.c.kind == "appointment", self._mine()
        )
        self._sight.change(kept)

    def _make(self, holds: Sequence[Hold], now: datetime) -> None:
        made = statements.row_facts(_in_order(holds, now))
        statements.make(len(holds)).change(self._sight.connection, made)

    def _insist_on_owners(self, holds: Sequence[Hold]) -> None:
        for owner in {hold.organisation_id for hold in holds} - {self._sight.scope.root}:
            self._sight.insist_on(owner)

    @contextmanager
    def _refused_as(self, taken: SlotTaken) -> Iterator[None]:
        """What the database refuses is taken; what was done so far of it is undone."""
        try:
            with self._sight.connection.begin_nested():
                yield
        except exc.IntegrityError as error:
            if excluded(error):
                raise taken from error
            raise

    def _mine(self) -> sa.ColumnElement[bool]:
        return self._sight.sees(occupancies.c.organisation_id)

    def _held_by(self, call_id: CallId) -> sa.ColumnElement[bool]:
        return sa.and_(occupancies.c.call_id == call_id, statements.HOLDS, self._mine())


def _staff_of(holds: Sequence[Hold]) -> Sequence[StaffId]:
    return sorted({hold.staff_id for hold in holds})


def _in_order(holds: Sequence[Hold], now: datetime) -> Sequence[Row]:
    """In one order for everybody: two who want the same slots cannot wait for each other."""
    rows = hold_rows(holds, now)
    return sorted(rows, key=lambda row: (row["staff_id"], row["starts_at"], row["id"]))
