"""Which staff member is taken when; the database refuses an overlap."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import attrs
import sqlalchemy as sa
from sqlalchemy import exc

from askpro.adapters.sql.failures import excluded
from askpro.adapters.sql.rows.booking import hold_of, hold_rows
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.booking import occupancies
from askpro.domain.booking.appointment import Appointment
from askpro.domain.booking.bookability import SlotTaken, Taken
from askpro.domain.booking.hold import Hold
from askpro.domain.ids import AppointmentId, CallId, StaffId
from askpro.domain.moment import Interval
from askpro.ports.storage import Diary

_HOLDS = occupancies.c.kind == "hold"


@attrs.frozen
class SqlDiary(Diary):
    """One row for each time somebody is taken."""

    _sight: Sight

    def taken(self, staff: Sequence[StaffId], window: Interval, now: datetime) -> Sequence[Taken]:
        rows = self._sight.all(
            sa.select(
                occupancies.c.staff_id,
                occupancies.c.starts_at,
                occupancies.c.ends_at,
                occupancies.c.kind,
                occupancies.c.call_id,
            )
            .where(
                occupancies.c.staff_id.in_(staff),
                occupancies.c.starts_at < window.end,
                occupancies.c.ends_at > window.start,
                sa.or_(~_HOLDS, occupancies.c.expires_at > now),
                self._mine(),
            )
            .order_by(occupancies.c.starts_at, occupancies.c.id)
        )
        return [
            Taken(
                StaffId(row.staff_id),
                Interval(row.starts_at, row.ends_at),
                CallId(row.call_id) if row.kind == "hold" else None,
            )
            for row in rows
        ]

    def hold(self, holds: Sequence[Hold], now: datetime) -> None:
        for organisation_id in {hold.organisation_id for hold in holds}:
            self._sight.insist_on(organisation_id)
        if not holds:
            return
        self._forget_expired({hold.staff_id for hold in holds}, now)
        # In one order for everybody, so that two who want the same slots cannot each
        # wait for the other.
        rows = sorted(
            hold_rows(holds, now), key=lambda row: (row["staff_id"], row["starts_at"], row["id"])
        )
        with self._refused_as(SlotTaken(holds[0].during.start)):
            self._sight.connection.execute(sa.insert(occupancies), rows)

    def holds_of(self, call_id: CallId, now: datetime) -> Sequence[Hold]:
        rows = self._sight.all(
            sa.select(occupancies)
            .where(self._held_by(call_id), occupancies.c.expires_at > now)
            .order_by(occupancies.c.made_at, occupancies.c.position)
        )
        return [hold_of(row) for row in rows]

    def release(self, call_id: CallId) -> None:
        self._sight.change(sa.delete(occupancies).where(self._held_by(call_id)))

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
        return sa.and_(occupancies.c.call_id == call_id, _HOLDS, self._mine())

    def _forget_expired(self, staff: set[StaffId], now: datetime) -> None:
        expired = sa.delete(occupancies).where(
            occupancies.c.staff_id.in_(staff), _HOLDS, occupancies.c.expires_at <= now
        )
        self._sight.change(expired)
