"""Instants, intervals, and the two odd nights of the year.

Inside, an instant is an aware UTC ``datetime``; a naive one raises. Local rules are
wall-clock rules in the branch's zone and are turned into instants here, once.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

import attrs


def utc(moment: datetime) -> datetime:
    """The same instant in UTC.

    Raises:
        ValueError: The datetime is naive, so that it names no instant.
    """
    if moment.tzinfo is UTC:
        return moment  # nearly all are, and a diary is thousands of them
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError(f"{moment.isoformat()} has no time zone and names no instant")
    return moment.astimezone(UTC)


def at_wall_time(day: date, clock: time, zone: tzinfo) -> datetime | None:
    """The instant a wall clock shows this, or None on the night that skips it.

    A time that exists twice means the first of the two, whatever its ``fold`` says.
    """
    assert clock.tzinfo is None
    local = datetime.combine(day, clock.replace(fold=0), tzinfo=zone)
    instant = local.astimezone(UTC)
    back = instant.astimezone(zone)
    return instant if back.replace(tzinfo=None) == local.replace(tzinfo=None) else None


def edge_at_wall_time(day: date, clock: time, zone: tzinfo) -> datetime:
    """As ``at_wall_time``; a skipped time means the instant the clock jumps past it.

    For the edges of opening hours, which exist on every day: 02:30 to 10:00 opens at
    03:00 in the night that has no 02:30.
    """
    instant = at_wall_time(day, clock, zone)
    if instant is not None:
        return instant
    skipped = datetime.combine(day, clock.replace(second=0, microsecond=0))
    minute = skipped.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while minute.astimezone(zone).replace(tzinfo=None) < skipped:
        minute += timedelta(minutes=1)
    return minute


def local(moment: datetime, zone: tzinfo) -> datetime:
    """The instant as the wall clock of the zone shows it."""
    return utc(moment).astimezone(zone)


@attrs.frozen(order=True)
class Interval:
    """From start until just before end, in UTC."""

    start: datetime = attrs.field(converter=utc)
    end: datetime = attrs.field(converter=utc)

    def __attrs_post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"{self.end.isoformat()} is not after {self.start.isoformat()}")

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def overlaps(self, other: "Interval") -> bool:
        """Whether they share a moment; touching is not sharing."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Interval") -> bool:
        return self.start <= other.start and other.end <= self.end

    def widened(self, before: timedelta, after: timedelta) -> "Interval":
        return Interval(self.start - before, self.end + after)


def _start(interval: Interval) -> datetime:
    return interval.start


def merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same moments in ascending order, with what overlaps or touches joined."""
    whole: list[Interval] = []
    for interval in sorted(intervals, key=_start):
        if whole and interval.start <= whole[-1].end:
            whole[-1] = Interval(whole[-1].start, max(whole[-1].end, interval.end))
        else:
            whole.append(interval)
    return tuple(whole)


def common(left: Iterable[Interval], right: Iterable[Interval]) -> tuple[Interval, ...]:
    """The moments that lie in both."""
    ours, theirs = merged(left), merged(right)
    found: list[Interval] = []
    here = there = 0
    while here < len(ours) and there < len(theirs):
        start = max(ours[here].start, theirs[there].start)
        end = min(ours[here].end, theirs[there].end)
        if start < end:
            found.append(Interval(start, end))
        if ours[here].end <= theirs[there].end:
            here += 1
        else:
            there += 1
    return tuple(found)


def without(whole: Iterable[Interval], taken: Iterable[Interval]) -> tuple[Interval, ...]:
    """The moments of ``whole`` that are not taken."""
    gaps = merged(taken)
    return tuple(piece for interval in merged(whole) for piece in _outside(interval, gaps))


def _outside(interval: Interval, gaps: tuple[Interval, ...]) -> Iterator[Interval]:
    start = interval.start
    for gap in gaps:
        if gap.end <= start:
            continue
        if gap.start >= interval.end:
            break
        if gap.start > start:
            yield Interval(start, gap.start)
        start = max(start, gap.end)
    if start < interval.end:
        yield Interval(start, interval.end)
