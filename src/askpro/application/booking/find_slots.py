"""Offer a caller at most three slots, each kept for the call."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import attrs

from askpro.domain.booking.bookability import Bookability, SlotTaken, Taken
from askpro.domain.booking.hold import Hold, hold
from askpro.domain.booking.offer import SEARCH_DAYS, Offer, Window, offer_at, offer_within
from askpro.domain.booking.service import Service, StaffMember
from askpro.domain.errors import Unavailable
from askpro.domain.ids import HoldId, StaffId
from askpro.domain.moment import Interval
from askpro.domain.telephony.desk import Desk
from askpro.ports.calendar import Calendar
from askpro.ports.clock import Clock, NewId
from askpro.ports.storage import Storage, Work

MOST_TRIES = 4

FAR = timedelta(days=SEARCH_DAYS + 2)
"""Nothing offered lies further beyond the wish: its day, and the search."""

REACHES = (timedelta(days=1), timedelta(days=9), FAR)
"""Enough for a free wish; mostly for what is offered instead, a week later at most; for all."""


@attrs.define
class TooBusy(Unavailable):
    """Others kept taking the offered times first."""


@attrs.frozen
class FindSlots:
    """Look and offer, then hold; whoever is slower looks again, in the work that holds.

    Searching keeps nobody waiting, and what was found is only offered once it is held.
    """

    storage: Storage
    calendar: Calendar
    clock: Clock
    new_id: NewId

    def __call__(
        self,
        desk: Desk,
        service: Service,
        wish: datetime | Window,
        staff: StaffMember | None = None,
    ) -> Offer:
        """What is free at the wished time or in the wished window, else what is instead.

        Every offered slot is held for the call; what the call held before is given back.

        Raises:
            StaffCannot: The wished person does not do this.
            Unavailable: The calendar gives no answer, and unknown is not free.
        """
        now = self.clock()
        able = tuple(member.id for member in desk.catalogue.able(service))
        outside = self.calendar.busy(able, _reach(wish, now, FAR))
        look = _Look(desk, service, wish, staff, now, able, outside)
        with self.storage.look(desk.actor.scope) as work:
            offer: Offer | None = look.near_or_far(work)
        for _ in range(MOST_TRIES):
            try:
                with self.storage.begin(desk.actor.scope) as work:
                    if offer is None:
                        offer = look.near_or_far(work)
                    holds = self._holds(desk, service, offer, now)
                    work.diary.exchange(desk.call_id, holds, now)
                    return offer
            except SlotTaken:
                offer = None
        raise TooBusy

    def _holds(self, desk: Desk, service: Service, offer: Offer, now: datetime) -> Sequence[Hold]:
        rules = Bookability(desk.catalogue, desk.zone, now).rules(service)
        return [
            hold(
                slot,
                id=HoldId(self.new_id()),
                organisation_id=desk.organisation_id,
                call_id=desk.call_id,
                now=now,
                minutes=rules.hold_minutes,
            )
            for slot in offer.slots
        ]


@attrs.frozen
class _Look:
    """How to look into the diary for one wish."""

    desk: Desk
    service: Service
    wish: datetime | Window
    staff: StaffMember | None
    now: datetime
    able: Sequence[StaffId]
    outside: Sequence[Taken]

    def near_or_far(self, work: Work) -> Offer:
        """The offer that looking at everything gives, mostly after a look at a few days.

        Days that were not looked at count as free here. So as long as nothing on one of
        them is offered, or left out for the caller's own appointments, what is known of
        them would change nothing; else look again.
        """
        own = _own_appointments(work, self.desk, self.now)
        offer = Offer(())
        for beyond in REACHES:
            known = _reach(self.wish, self.now, beyond)
            offer = self._offer(work, known, own)
            # Who is offered depends on what each has to do on that whole day.
            whole_days = all(slot.start + timedelta(days=1) <= known.end for slot in offer.slots)
            if offer.slots and whole_days and all(booked.end <= known.end for booked in own):
                break
        return offer

    def _offer(self, work: Work, reach: Interval, own: Sequence[Interval]) -> Offer:
        taken = (*self.outside, *work.diary.taken(self.able, reach, self.now))
        book = Bookability(self.desk.catalogue, self.desk.zone, self.now, taken, self.desk.call_id)
        if isinstance(self.wish, datetime):
            return offer_at(book, self.service, self.wish, self.staff, own)
        return offer_within(book, self.service, self.wish, self.staff, own)


def _reach(wish: datetime | Window, now: datetime, beyond: timedelta) -> Interval:
    """From yesterday to the wish and so far beyond it."""
    last = wish if isinstance(wish, datetime) else wish.during.end
    return Interval(now - timedelta(days=1), max(last, now) + beyond)


def _own_appointments(work: Work, desk: Desk, now: datetime) -> Sequence[Interval]:
    """The times the customer has already booked; a caller without a number has none."""
    if desk.caller is None:
        return ()
    customers = work.customers.with_phone(desk.organisation_id, desk.caller)
    booked = work.appointments.of_customers([customer.id for customer in customers], now)
    return [appointment.during for appointment in booked]
