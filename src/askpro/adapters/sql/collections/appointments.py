"""The appointments of the scope."""

from collections.abc import Sequence
from datetime import datetime

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.rows.booking import appointment_of, appointment_row
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.booking import appointments
from askpro.domain.booking.appointment import LIVE, Appointment, NoSuchAppointment
from askpro.domain.ids import AppointmentId, CallId, CustomerId
from askpro.ports.storage import AlreadyThere, Appointments, StaleVersion

_LIVE = [status.value for status in sorted(LIVE, key=lambda status: status.value)]


@attrs.frozen
class SqlAppointments(Appointments):
    """Saved only over the version before."""

    _sight: Sight

    def add(self, appointment: Appointment) -> None:
        self._sight.insist_on(appointment.organisation_id)
        if not self._sight.add(appointments, appointment_row(appointment)):
            raise AlreadyThere(str(appointment.id))

    def get(self, id: AppointmentId) -> Appointment:
        row = self._sight.first(self._mine().where(appointments.c.id == id))
        if row is None:
            raise NoSuchAppointment
        return appointment_of(row)

    def save(self, appointment: Appointment) -> None:
        predecessor = sa.update(appointments).where(
            appointments.c.id == appointment.id,
            appointments.c.organisation_id == appointment.organisation_id,
            appointments.c.version == appointment.version - 1,
            self._sight.sees(appointments.c.organisation_id),
        )
        if not self._sight.change(predecessor.values(appointment_row(appointment))):
            self.get(appointment.id)
            raise StaleVersion

    def of_call(self, call_id: CallId) -> Sequence[Appointment]:
        rows = self._sight.all(
            self._mine()
            .where(appointments.c.call_id == call_id)
            .order_by(appointments.c.requested_at, appointments.c.id)
        )
        return [appointment_of(row) for row in rows]

    def of_customers(self, ids: Sequence[CustomerId], after: datetime) -> Sequence[Appointment]:
        rows = self._sight.all(
            self._mine()
            .where(
                appointments.c.customer_id.in_(ids),
                appointments.c.ends_at > after,
                appointments.c.status.in_(_LIVE),
            )
            .order_by(appointments.c.starts_at, appointments.c.id)
        )
        return [appointment_of(row) for row in rows]

    def _mine(self) -> sa.Select[tuple[object, ...]]:
        return sa.select(appointments).where(self._sight.sees(appointments.c.organisation_id))
