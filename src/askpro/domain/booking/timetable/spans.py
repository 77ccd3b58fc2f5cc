"""Stretches of time as plain pairs of UTC instants, for work on thousands of them.

A ``moment.Interval`` checks and converts its edges, which is right where they come in;
a month of ten diaries has been through that once.

>>> def at(hour):
...     return datetime(2026, 6, 10, hour, tzinfo=UTC)
>>> outside([(at(9), at(12))], [(at(10), at(11))]) == ((at(9), at(10)), (at(11), at(12)))
True
>>> separate([(at(9), at(10)), (at(10), at(12)), (at(11), at(12))])[1:] == ((at(10), at(12)),)
True
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from operator import itemgetter
from typing import TypeAlias

Span: TypeAlias = tuple[datetime, datetime]
Spans: TypeAlias = tuple[Span, ...]

FOREVER: Span = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
_end = itemgetter(1)


def joined(spans: Iterable[Span]) -> Spans:
    """The same moments, ascending, with what overlaps or touches joined."""
    whole: list[Span] = []
    for span in sorted(spans):
        if whole and span[0] <= whole[-1][1]:
            if span[1] > whole[-1][1]:
                whole[-1] = whole[-1][0], span[1]
        else:
            whole.append(span)
    return tuple(whole)


def separate(spans: Iterable[Span]) -> Spans:
    """Ascending by both edges; what lies within the one before it is dropped.

    Nothing is joined: two people with half an hour each have no hour.
    """
    kept: list[Span] = []
    for span in sorted(spans):
        if not kept or span[1] > kept[-1][1]:
            kept.append(span)
    return tuple(kept)


def outside(spans: Iterable[Span], taken: Iterable[Span]) -> Spans:
    """What is left of each span; touching spans stay apart."""
    gaps = joined(taken)
    return tuple(piece for span in sorted(spans) for piece in _left_of(span, gaps))


def both(left: Spans, right: Spans) -> Spans:
    """The common part of each pair; both lists ascend by both edges, as ``separate`` does."""
    found: list[Span] = []
    begin = 0
    for start, end in left:
        while begin < len(right) and right[begin][1] <= start:
            begin += 1
        for at in range(begin, len(right)):
            other_start, other_end = right[at]
            if other_start >= end:
                break
            found.append((max(start, other_start), min(end, other_end)))
    return separate(found)


def clipped(spans: Iterable[Span], during: Span) -> Spans:
    """What of each lies within."""
    first, last = during
    return tuple(
        (max(start, first), min(end, last)) for start, end in spans if start < last and end > first
    )


def covers(spans: Sequence[Span], wanted: Span) -> bool:
    """Whether one of the spans, which ascend by both edges, holds the whole of it."""
    at = bisect_left(spans, wanted[1], key=_end)
    # Of those that end with the wanted one or later, the first starts earliest.
    return at < len(spans) and spans[at][0] <= wanted[0]


def touches(spans: Iterable[Span], wanted: Span) -> bool:
    """Whether they share a moment."""
    return any(start < wanted[1] and wanted[0] < end for start, end in spans)


def _left_of(span: Span, gaps: Spans) -> Iterator[Span]:
    start, end = span
    at = bisect_right(gaps, start, key=_end)
    for gap_start, gap_end in gaps[at:]:
        if gap_start >= end:
            break
        if gap_start > start:
            yield start, gap_start
        start = gap_end
    if start < end:
        yield start, end
