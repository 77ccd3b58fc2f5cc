"""Slot cases. What has no builder here is a failure, never a skip."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import reduce
from typing import Any

from askpro.domain.moment import Interval, common, without
from tests.cases.outcome import Outcome

Case = dict[str, Any]
Pairs = list[list[str]]


def intervals(pairs: Pairs) -> tuple[Interval, ...]:
    """Empty ranges hold no moment and are left out."""
    moments = ([datetime.fromisoformat(edge) for edge in pair] for pair in pairs)
    return tuple(Interval(start, end) for start, end in moments if start < end)


def shown(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def subtract(case: Case) -> Pairs:
    return _pairs(without(intervals(case["ranges"]), intervals(case["busy"])))


def intersect(case: Case) -> Pairs:
    lists = [intervals(pairs) for pairs in case["lists"]]
    return _pairs(reduce(common, lists) if lists else ())


def _pairs(found: tuple[Interval, ...]) -> Pairs:
    return [[shown(interval.start), shown(interval.end)] for interval in found]


BUILDERS: dict[str, Callable[[Case], Pairs]] = {"subtract": subtract, "intersect": intersect}


def outcomes(document: dict[str, Any]) -> Iterator[Outcome]:
    for case in document["cases"]:
        build = BUILDERS.get(case.get("kind", ""))
        expected = case.get("expected")
        if build is None:
            yield Outcome.failed(case, expected, f"{case.get('kind')} is not built yet")
        else:
            yield Outcome.compared(case, expected, build(case))
