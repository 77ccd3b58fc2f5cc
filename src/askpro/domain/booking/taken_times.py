"""The times of one person that are gone, for quick questions about them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Self

import attrs

from askpro.domain.moment import Interval


@attrs.frozen
class TakenTimes:
    """One person's taken times, joined where they touch, so both edges ascend."""

    starts: tuple[datetime, ...]
    ends: tuple[datetime, ...]

    @classmethod
    def of(cls, times: Sequence[Interval]) -> Self:
        starts: list[datetime] = []
        ends: list[datetime] = []
        for each in sorted(times, key=_start):
            if ends and each.start <= ends[-1]:
                ends[-1] = max(ends[-1], each.end)
            else:
                starts.append(each.start)
                ends.append(each.end)
        return cls(tuple(starts), tuple(ends))

    def blocks(self, during: Interval) -> bool:
        first = bisect_right(self.ends, during.start)
        return first < len(self.starts) and self.starts[first] < during.end

    def gaps(
        self, free: Interval, before: timedelta, after: timedelta
    ) -> Iterator[tuple[datetime, datetime]]:
        """Where something with such buffers fits into free time, ascending."""
        opened = free.start
        for at in range(bisect_right(self.ends, free.start - before), len(self.starts)):
            closed = self.starts[at] - after
            if closed >= free.end:
                break
            if closed > opened:
                yield opened, closed
            opened = max(opened, self.ends[at] + before)
        if opened < free.end:
            yield opened, free.end

    def load(self, start: datetime, end: datetime) -> timedelta:
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        lengths = (self.ends[at] - self.starts[at] for at in range(first, last))
        return sum(lengths, timedelta())

    def last_end(self, before: datetime) -> datetime | None:
        at = bisect_right(self.ends, before)
        return self.ends[at - 1] if at else None


NOTHING_TAKEN = TakenTimes((), ())


def _start(interval: Interval) -> datetime:
    return interval.start
