"""The starts of appointments inside free time: a grid that begins anew in each stretch.

    frequency    starts on                 because
    60 min       the full hour             60 divides it
    45 min       :00 :15 :30 :45           15 divides it
    50 min       every ten minutes         10 divides it
    8 min        any minute                none of 60, 30, 20, 15, 10, 5 divides it

The first start of a stretch is rounded up by the clock of whoever asks, the next follow
by the frequency. Grids of overlapping stretches (one for each person) do not interleave:
where a start before has not run out, the later stretch goes on with that one's grid.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from math import ceil

import attrs

from askpro.domain.booking.timetable.spans import Span, separate

MINUTE = 60
ROUND_MINUTES = (60, 30, 20, 15, 10, 5)
FITTING_MINUTES = (15, 5)


@attrs.frozen
class Pace:
    """From start to start, in minutes; the offset is added to each first start and step.

    ``fitted`` rounds less where rounding would cost a start: 09:05 to 11:55 has two hours
    from 09:15, and only one from 10:00.
    """

    frequency_minutes: int = attrs.field(validator=attrs.validators.gt(0))
    offset_minutes: int = attrs.field(default=0, validator=attrs.validators.ge(0))
    fitted: bool = False

    @property
    def interval_minutes(self) -> int:
        """Which minutes a first start is rounded up to.

        >>> [Pace(minutes).interval_minutes for minutes in (60, 45, 50, 8)]
        [60, 15, 10, 1]
        """
        divides = (each for each in ROUND_MINUTES if self.frequency_minutes % each == 0)
        return next(divides, 1)

    def starts(
        self, stretches: Iterable[Span], length: timedelta, zone: tzinfo
    ) -> Sequence[datetime]:
        """Each start at which the length fits into one of the stretches, ascending, once.

        >>> nine = datetime(2026, 6, 10, 9, 20, tzinfo=UTC)
        >>> hour = timedelta(hours=1)
        >>> found = Pace(45).starts([(nine, nine + 3 * hour)], hour, UTC)
        >>> [f"{start:%H:%M}" for start in found]
        ['09:30', '10:15', '11:00']
        """
        # A grid is arithmetic: whole seconds since the epoch are six times as quick here.
        frequency = self.frequency_minutes * MINUTE
        step = frequency + self.offset_minutes * MINUTE
        needed = length // timedelta(seconds=1)
        made: set[int] = set()
        too_early: set[int] = set()
        phases: set[int] = set()
        for opened, closed in separate(stretches):
            start, end = ceil(opened.timestamp()), int(closed.timestamp())
            first = self._first(opened, start, end, zone)
            before = _last_before(first, made, phases, step)
            if before is not None and before + frequency > first:
                first = before if before >= start else before + frequency
            if first < start:
                too_early.add(first)  # and yet the others follow from it
            made.update(range(first, end - needed + 1, step))
            phases.add(first % step)
        return [datetime.fromtimestamp(second, UTC) for second in sorted(made - too_early)]

    def _first(self, opened: datetime, start: int, end: int, zone: tzinfo) -> int:
        """The rounded first start of a stretch, the offset included."""
        wall = opened.astimezone(zone)
        minute = start - wall.second - (wall.microsecond > 0)
        interval = self.interval_minutes
        if not self.fitted:
            first = minute + -wall.minute % interval * MINUTE
        elif wall.minute % interval == 0:
            first = minute
        else:
            first = _fitted(start, end, start - minute + wall.minute * MINUTE, interval)
        return first + self.offset_minutes * MINUTE


def first_of_each_day(starts: Iterable[datetime], zone: tzinfo) -> Sequence[datetime]:
    """One start for each local date."""
    first: dict[date, datetime] = {}
    for start in starts:
        first.setdefault(start.astimezone(zone).date(), start)
    return list(first.values())


def _fitted(start: int, end: int, past_hour: int, interval: int) -> int:
    """Rounded as far as the stretch has time to spare, and to the whole minute at least."""
    spare = (end - start) % (interval * MINUTE)
    for minutes in (interval, *FITTING_MINUTES):
        wait = -past_hour % (minutes * MINUTE)
        if wait and wait <= spare:
            return start + wait
    return start + -past_hour % MINUTE


def _last_before(first: int, made: set[int], phases: set[int], step: int) -> int | None:
    """The last start before this one, if it is less than a step away."""
    earlier = (first - 1 - (first - 1 - phase) % step for phase in phases)
    return max((start for start in earlier if start in made), default=None)
