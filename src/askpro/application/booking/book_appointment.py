"""Turn what a call holds into an appointment."""

from collections.abc import Sequence
from datetime import datetime

import attrs

from askpro.domain.booking.appointment import Appointment, book
from askpro.domain.booking.customer import Customer, clean_name, same_name
from askpro.domain.booking.hold import Hold
from askpro.domain.errors import Refused
from askpro.domain.ids import CustomerId
from askpro.domain.telephony.desk import Desk, Mode
from askpro.ports.clock import Clock, NewId
from askpro.ports.jobs import Job
from askpro.ports.storage import AlreadyThere, Storage, Work


@attrs.define
class MessagesOnly(Refused):
    """On this call messages are taken, no appointments given."""


@attrs.define
class NameNeeded(Refused):
    """An appointment is entered under a name."""


@attrs.define
class NothingOffered(Refused):
    """Nothing has been offered on this call yet."""


@attrs.define
class HoldGone(Refused):
    """The call no longer holds that time."""

    start: datetime


@attrs.define
class ChooseOne(Refused):
    """Several times were offered; one must be named."""

    starts: tuple[datetime, ...]


@attrs.frozen
class BookAppointment:
    """Hold → appointment in one work, with what must follow queued beside it."""

    storage: Storage
    clock: Clock
    new_id: NewId

    def __call__(
        self, desk: Desk, *, name: str, start: datetime | None = None, email: str | None = None
    ) -> Appointment:
        """The committed appointment; the same request again returns the same one.

        ``start`` may be left out when only one time is on offer.

        Raises:
            MessagesOnly, NameNeeded, NothingOffered, ChooseOne: What stands in the way.
            HoldGone: Offer again; the hold has run out.
        """
        if desk.mode is Mode.TAKE_MESSAGE:
            raise MessagesOnly
        try:
            with self.storage.begin(desk.actor.scope) as work:
                return self._book(work, desk, name, start, email)
        except AlreadyThere:
            # The same request ran beside this one and was faster; its result is ours.
            with self.storage.look(desk.actor.scope) as work:
                return _booked_before(work, desk, start) or _gone(start)

    def booked(self, desk: Desk) -> Sequence[Appointment]:
        """What stands booked on this call already."""
        with self.storage.look(desk.actor.scope) as work:
            return _live(work, desk)

    def _book(
        self, work: Work, desk: Desk, name: str, start: datetime | None, email: str | None
    ) -> Appointment:
        now = self.clock()
        holds = work.diary.holds_of(desk.call_id, now)
        chosen = next((hold for hold in holds if hold.during.start == start), None)
        if chosen is None:
            before = _booked_before(work, desk, start)
            if before is not None:
                return before
            chosen = _only(holds, start)
        if not clean_name(name):
            raise NameNeeded
        service = desk.catalogue.service(chosen.service_id)
        assert service is not None, "a hold is for a service of its desk"
        customer = self._customer(work, desk, clean_name(name), email)
        appointment = book(
            chosen, service, customer, branch_id=desk.branch.id, now=now, by=desk.actor
        )
        work.diary.keep(appointment, now)
        work.appointments.add(appointment)
        work.diary.release(desk.call_id)
        work.jobs.enqueue(
            Job(
                kind="confirm_appointment",
                key=f"confirm:{appointment.id}",
                facts={"appointment_id": str(appointment.id)},
                organisation_id=desk.organisation_id,
            )
        )
        return appointment

    def _customer(self, work: Work, desk: Desk, name: str, email: str | None) -> Customer:
        """Who shares the number and the name; otherwise somebody new, as every anonymous is."""
        sharing: Sequence[Customer] = ()
        if desk.caller is not None:
            sharing = work.customers.with_phone(desk.organisation_id, desk.caller)
        known = next((customer for customer in sharing if same_name(customer.name, name)), None)
        if known is None:
            new = Customer(
                CustomerId(self.new_id()), desk.organisation_id, name, desk.caller, email
            )
            work.customers.add(new)
            return new
        if email is not None and known.email != email:
            known = attrs.evolve(known, email=email)
            work.customers.save(known)
        return known


def _booked_before(work: Work, desk: Desk, start: datetime | None) -> Appointment | None:
    """What this call booked at that time; without a time, its only booking."""
    booked = _live(work, desk)
    if start is not None:
        return next((entry for entry in booked if entry.during.start == start), None)
    return booked[0] if len(booked) == 1 else None


def _live(work: Work, desk: Desk) -> Sequence[Appointment]:
    return [entry for entry in work.appointments.of_call(desk.call_id) if entry.live]


def _only(holds: Sequence[Hold], start: datetime | None) -> Hold:
    if start is not None:
        raise HoldGone(start)
    if not holds:
        raise NothingOffered
    if len(holds) > 1:
        raise ChooseOne(tuple(hold.during.start for hold in holds))
    return holds[0]


def _gone(start: datetime | None) -> Appointment:
    raise NothingOffered if start is None else HoldGone(start)
