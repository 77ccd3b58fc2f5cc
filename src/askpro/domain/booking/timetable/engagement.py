"""What keeps a person busy for one service: appointments, diaries outside, others' holds.

An appointment needs its own buffers and leaves room for ours:

    from  start − (its buffer before + our buffer after)
    to    end   + (its buffer after  + our buffer before)

A diary outside knows no buffers of its own, so that only ours count.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Self

import attrs

from askpro.domain.booking.timetable.spans import Span
from askpro.domain.ids import HostId, ServiceId

NO_TIME = timedelta()


@attrs.frozen
class Buffers:
    """Time before and after an appointment that must be free of others."""

    before: timedelta = NO_TIME
    after: timedelta = NO_TIME

    @classmethod
    def of_minutes(cls, before: int, after: int) -> Self:
        return cls(timedelta(minutes=before), timedelta(minutes=after))

    def around(self, during: Span, own: "Buffers") -> Span:
        """What is lost to a service with these buffers when something lies there.

        >>> ten = datetime(2026, 6, 10, 10)
        >>> quarter = Buffers(after=timedelta(minutes=15))
        >>> lost = quarter.around((ten, ten + timedelta(hours=1)), Buffers())
        >>> f"{lost[0]:%H:%M}-{lost[1]:%H:%M}"
        '09:45-11:00'
        """
        return during[0] - own.before - self.after, during[1] + own.after + self.before


NO_BUFFERS = Buffers()


@attrs.frozen
class Engagement:
    """A booked appointment, as far as it keeps people from others.

    ``key`` names the appointment, for the one that is being moved. ``requested`` ones are
    not confirmed yet and block only where their service says so.
    """

    key: str
    service_id: ServiceId
    host_ids: tuple[HostId, ...]
    during: Span
    buffers: Buffers = NO_BUFFERS
    requested: bool = False
    requested_blocks: bool = False
    seats_taken: int = 1

    @property
    def blocks(self) -> bool:
        return not self.requested or self.requested_blocks


@attrs.frozen
class Kept:
    """Time kept by somebody for some minutes; without a staff member it is the whole team's.

    ``mine`` was made by whoever asks and does not stand in the way; a kept seat leaves
    the others in its group free.
    """

    during: Span
    host_id: HostId | None = None
    until: datetime | None = None
    mine: bool = False
    seat: bool = False

    def holds_at(self, now: datetime) -> bool:
        """Whether it counts for whoever asks."""
        return not self.mine and (self.until is None or now < self.until)

    def blocks(self, now: datetime) -> bool:
        return not self.seat and self.holds_at(now)


def busy_spans(
    engagements: Iterable[Engagement], buffers: Buffers, group_of: ServiceId | None = None
) -> Iterator[Span]:
    """What appointments take from a service with such buffers.

    Those of ``group_of`` have seats to share: they block their buffers alone, because
    somebody else may join at the same start.
    """
    for each in engagements:
        start, end = buffers.around(each.during, each.buffers)
        if group_of is None or each.service_id != group_of:
            yield start, end
            continue
        if start < each.during[0]:
            yield start, each.during[0]
        if each.during[1] < end:
            yield each.during[1], end
