"""The moment and place from which a phrase is understood."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.moment import Interval, at_wall_time, edge_at_wall_time, local, utc
from askpro.domain.phrases.pieces import as_clock_time

MINUTES_PER_DAY = 24 * 60


@attrs.frozen
class Anchor:
    """The start of the call in the branch's zone."""

    now: datetime = attrs.field(converter=utc)
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return local(self.now, self.zone).date()

    def at(self, day: date, minutes: int) -> datetime | None:
        """The instant so many wall-clock minutes into the day; None in the hour spring skips."""
        day += timedelta(days=minutes // MINUTES_PER_DAY)
        return at_wall_time(day, as_clock_time(minutes % MINUTES_PER_DAY), self.zone)

    def edge(self, day: date, minutes: int = 0) -> datetime:
        day += timedelta(days=minutes // MINUTES_PER_DAY)
        return edge_at_wall_time(day, as_clock_time(minutes % MINUTES_PER_DAY), self.zone)

    def window(self, first: date, end: date) -> Interval:
        """From the start of one day until the start of another."""
        return Interval(self.edge(first), self.edge(end))
