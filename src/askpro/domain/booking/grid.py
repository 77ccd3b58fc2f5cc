"""The starts that appointments may have: a grid by the wall clock of the place."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from askpro.domain.moment import edge_at_wall_time


def past_grid(wall: datetime, grid_minutes: int) -> timedelta:
    """How long ago, by the wall clock, the last grid start was."""
    return timedelta(
        minutes=(wall.hour * 60 + wall.minute) % grid_minutes,
        seconds=wall.second,
        microseconds=wall.microsecond,
    )


@lru_cache(maxsize=4096)
def day_edges(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """When a local date begins and when the next one does."""
    following = day + timedelta(days=1)
    return edge_at_wall_time(day, time.min, zone), edge_at_wall_time(following, time.min, zone)


def stepped(
    runs: Sequence[tuple[datetime, datetime]], step: timedelta, end: datetime
) -> Iterator[datetime]:
    """Each start before the end of ascending runs on one grid, once.

    Both edges of a run belong to it.
    """
    start = datetime.min.replace(tzinfo=UTC)
    for first, last in runs:
        start = max(start, first)
        while start <= last and start < end:
            yield start
            start += step
