"""Which slots are offered to a caller: never more than three, in the order people expect.

1. the same day, nearest to the wish first
2. the next working day at the same time
3. the same weekday next week
4. whatever is free next
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.booking.bookability import Bookability
from askpro.domain.booking.service import Service, StaffMember
from askpro.domain.booking.slot import Slot
from askpro.domain.errors import Refused
from askpro.domain.moment import Interval, at_wall_time, local

MOST_OFFERS = 3
SEARCH_DAYS = 21
LEAST_APART = timedelta(hours=1)


@attrs.frozen
class Window:
    """Somewhere in this interval; on each of its days only in these hours of the wall clock."""

    during: Interval
    earliest: time = time.min
    before: time | None = None

    def allows(self, start: datetime, zone: ZoneInfo) -> bool:
        clock = local(start, zone).time()
        return self.earliest <= clock and (self.before is None or clock < self.before)


@attrs.frozen
class Offer:
    """At most three slots; ``exact`` when the first is the very time that was asked for."""

    slots: tuple[Slot, ...]
    exact: bool = False
    reason: Refused | None = None


def offer_at(
    book: Bookability,
    service: Service,
    wanted: datetime,
    staff: StaffMember | None = None,
    own: Sequence[Interval] = (),
) -> Offer:
    """The wanted time, or why not and what is free instead.

    ``own`` are the customer's other appointments; nothing offered overlaps them.
    """
    try:
        slot = book.verify(service, wanted, staff)
    except Refused as reason:
        others = _alternatives(book, service, wanted, staff, own)
        return Offer(tuple(islice(others, MOST_OFFERS)), reason=reason)
    return Offer((slot,), exact=True)


def offer_within(
    book: Bookability,
    service: Service,
    window: Window,
    staff: StaffMember | None = None,
    own: Sequence[Interval] = (),
) -> Offer:
    """The first slots of the window, an hour apart where there is room; else what is next."""
    inside = (
        slot
        for slot in book.slots(service, window.during, staff)
        if window.allows(slot.start, book.zone) and not _overlaps(slot, own)
    )
    found = tuple(islice(_apart(inside), MOST_OFFERS))
    if found:
        return Offer(found, exact=True)
    end = max(window.during.end, book.now)
    after = Interval(end, end + timedelta(days=SEARCH_DAYS))
    free = (slot for slot in book.slots(service, after, staff) if not _overlaps(slot, own))
    return Offer(tuple(islice(_apart(free), MOST_OFFERS)))


def _alternatives(
    book: Bookability,
    service: Service,
    wanted: datetime,
    staff: StaffMember | None,
    own: Sequence[Interval],
) -> Iterator[Slot]:
    seen: set[datetime] = set()
    for slot in _in_order(book, service, wanted, staff):
        if slot.start not in seen and not _overlaps(slot, own):
            seen.add(slot.start)
            yield slot


def _in_order(
    book: Bookability, service: Service, wanted: datetime, staff: StaffMember | None
) -> Iterator[Slot]:
    wall = local(wanted, book.zone)
    midnight = wall.replace(hour=0, minute=0, second=0, microsecond=0)
    same_day = Interval(midnight, midnight + timedelta(days=1))
    nearest = sorted(
        book.candidates(service, same_day, staff), key=lambda start: abs(start - wanted)
    )
    yield from islice(_granted(book, service, staff, nearest), MOST_OFFERS - 1)
    yield from islice(_same_time(book, service, wanted, staff, range(1, 7)), 1)
    yield from _same_time(book, service, wanted, staff, (7,))
    begin = max(wanted, book.now) if book.in_reach(service, wanted) else book.now
    ahead = Interval(begin, begin + timedelta(days=SEARCH_DAYS))
    yield from _apart(book.slots(service, ahead, staff))


def _apart(slots: Iterable[Slot]) -> Iterator[Slot]:
    """Only those an hour or more after the one before: a choice is of different times."""
    last: datetime | None = None
    for slot in slots:
        if last is None or slot.start - last >= LEAST_APART:
            last = slot.start
            yield slot


def _same_time(
    book: Bookability,
    service: Service,
    wanted: datetime,
    staff: StaffMember | None,
    days: Sequence[int],
) -> Iterator[Slot]:
    wall = local(wanted, book.zone)
    dates = (wall.date() + timedelta(days=days_later) for days_later in days)
    starts = (at_wall_time(day, wall.time(), book.zone) for day in dates)
    there = (start for start in starts if start is not None)
    return _granted(book, service, staff, there)


def _granted(
    book: Bookability,
    service: Service,
    staff: StaffMember | None,
    starts: Iterable[datetime],
) -> Iterator[Slot]:
    for start in starts:
        try:
            yield book.verify(service, start, staff)
        except Refused:
            continue


def _overlaps(slot: Slot, own: Sequence[Interval]) -> bool:
    return any(slot.during.overlaps(other) for other in own)
