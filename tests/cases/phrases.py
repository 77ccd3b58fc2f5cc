"""Phrases about time: a kind and a local value, from a meaning.

datetime  local minute          date    day            range  [start, end) local
open      [after, before]       ask     candidates     invalid, unclear  nothing
past      what was meant
"""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from askpro.domain.moment import local
from askpro.domain.phrases import understand_time
from askpro.domain.phrases.meaning import (
    Ambiguous,
    Certain,
    Exact,
    Impossible,
    OnDay,
    Open,
    Past,
    TimePhrase,
    Unclear,
    Within,
)
from tests.cases.outcome import Case, NotBuiltError, Outcome, only, outcomes_of

FIELDS = frozenset({"id", "expression", "kind", "expected", "notes", "language", "now", "zone"})
KINDS = frozenset({"datetime", "date", "range", "open", "ask", "invalid", "past", "unclear"})


def outcomes(document: Case) -> Iterator[Outcome]:
    def got(case: Case) -> object:
        only(case, FIELDS)
        if case["kind"] not in KINDS:
            raise NotBuiltError(f"kind {case['kind']}")
        zone = ZoneInfo(case.get("zone") or document["zone"])
        now = datetime.fromisoformat(case.get("now") or document["now"])
        meant = understand_time(case["expression"], now, zone, case.get("language", "de"))
        return list(described(meant, zone))

    return outcomes_of(document, lambda case: [case.get("kind"), case.get("expected")], got)


def described(meant: TimePhrase, zone: ZoneInfo) -> tuple[str, object]:
    """Kind and value, in the notation of the cases."""
    match meant:
        case Impossible():
            return "invalid", None
        case Unclear():
            return "unclear", None
        case Ambiguous(candidates):
            return "ask", [_certain(candidate, zone)[1] for candidate in candidates]
        case Past(certain):
            return "past", _certain(certain, zone)[1]
        case certain:
            return _certain(certain, zone)


def _certain(meant: Certain, zone: ZoneInfo) -> tuple[str, object]:
    match meant:
        case Exact(at):
            return "datetime", _shown(at, zone)
        case OnDay(day):
            return "date", day.isoformat()
        case Open(after, before):
            return "open", [_shown(after, zone), _shown(before, zone)]
        case Within(window, hours):
            edges = [_shown(window.start, zone), _shown(window.end, zone)]
            return "range", edges if hours is None else [*edges, str(hours)]


def _shown(moment: datetime | None, zone: ZoneInfo) -> str | None:
    return None if moment is None else local(moment, zone).strftime("%Y-%m-%dT%H:%M")
