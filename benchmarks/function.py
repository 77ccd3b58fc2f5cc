"""A live question "what is free?" over HTTP, from the signed request to the sentence.

A real server process, a second process of callers, twenty salons booked out by half:
some wished times are taken, so alternatives are looked for. Every offer is held.
"""

from collections.abc import Mapping, Sequence

from benchmarks.callers import Crowd, call_in
from benchmarks.databases import ENGINES, fresh_database
from benchmarks.figures import Figures, Row, percentile
from benchmarks.houses import container_on
from benchmarks.salons import furnish_salons
from benchmarks.server import served
from benchmarks.town import found_town

RESELLERS, SALONS_EACH = 4, 5
CALLERS = 20
SECONDS = 12
PAUSES_SECONDS = (1.0, 0.2, 0.0)
"""A caller who listens and thinks, one who only thinks, and one who never stops asking."""


def run() -> Figures:
    """With a pause before each question, long, short and none, on each engine."""
    rows = [row for engine in ENGINES for row in _on(engine)]
    notes = (
        (
            f"{CALLERS} callers at once, {SECONDS} s each row; ms. Service and callers share this "
            "machine's processors."
        ),
        (
            "Beside the questions the same callers ring (the desk is settled, money reserved) and "
            "hang up (the call is charged), once in eight questions."
        ),
    )
    return Figures("A live question end to end", rows, notes)


def _on(engine: str) -> list[Row]:
    with fresh_database(engine) as url:
        container = container_on(url)
        salons = furnish_salons(container, found_town(container, RESELLERS, SALONS_EACH))
        container.reader().dispose()
        container.writer().dispose()
        numbers = [salon.number for salon in salons]
        with served(url) as port:
            call_in(Crowd(port, numbers, CALLERS, 1, 0.05))
            return [
                _row(engine, pause, call_in(Crowd(port, numbers, CALLERS, SECONDS, pause)))
                for pause in PAUSES_SECONDS
            ]


def _row(engine: str, pause: float, took: Mapping[str, Sequence[float]]) -> Row:
    asked = took["function"]
    return {
        "engine": engine,
        "pause ms": round(pause * 1000),
        "questions/s": len(asked) / SECONDS,
        "p50": percentile(asked, 50),
        "p95": percentile(asked, 95),
        "p99": percentile(asked, 99),
        "ring p99": percentile(took["ring"], 99),
        "hang-up p99": percentile(took["hang-up"], 99),
    }
