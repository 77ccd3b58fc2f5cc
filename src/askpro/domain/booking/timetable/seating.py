"""Who sits in which group: appointments that several customers share."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property

import attrs

from askpro.domain.booking.timetable.engagement import Engagement, Kept
from askpro.domain.ids import HostId


@attrs.define(slots=False, frozen=True)
class Seating:
    """The groups of one service, each with a person who is there, and its seats.

    ``joinable`` are the groups with nothing else of the person's across them; without
    ``seats`` nobody shares.
    """

    seats: int | None
    groups: Sequence[Engagement]
    joinable: Iterable[tuple[HostId, Engagement]]
    kept: Sequence[Kept]
    now: datetime

    @cached_property
    def taken(self) -> Mapping[datetime, int]:
        """How many sit in the groups of a start already, seats kept by others included."""
        seated: Counter[datetime] = Counter()
        for group in self.groups:
            seated[group.during[0]] += group.seats_taken
        return seated + self._kept

    def may_begin(self, start: datetime) -> bool:
        """Whether a group that begins there would have a seat."""
        return self.seats is None or self._kept[start] < self.seats

    def may_join(self, host_id: HostId, start: datetime) -> bool:
        """Whether this person is there with a group that has a seat left."""
        return (host_id, start) in self._open

    @cached_property
    def _open(self) -> frozenset[tuple[HostId, datetime]]:
        return frozenset(
            (host_id, group.during[0])
            for host_id, group in self.joinable
            if group.seats_taken + self._kept[group.during[0]] < (self.seats or 0)
        )

    @cached_property
    def _kept(self) -> Counter[datetime]:
        return Counter(
            kept.during[0] for kept in self.kept if kept.seat and kept.holds_at(self.now)
        )
