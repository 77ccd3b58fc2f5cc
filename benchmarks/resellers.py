"""A charge among 5 000 resellers, against one among 50, turn by turn.

call     an ended call, whose chain is at hand: what ``charge`` counts
report   one usage as the API takes it: looked up whether it is known, then its company,
         chain and prices, then charged
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import perf_counter

from benchmarks.databases import ENGINES, fresh_database
from benchmarks.figures import Figures, Row, percentile
from benchmarks.houses import closing, container_on
from benchmarks.till import Till
from benchmarks.town import found_town

FEW, MANY = 50, 5000
WARM_UP_SECONDS, SECONDS = 1.0, 6.0

Charge = Callable[[int], None]
"""One charge of the client with this number, of which there is one."""


def run() -> Figures:
    """One charge in the small town, one in the large one, and so on; the medians count."""
    rows = [row for engine in ENGINES for row in _on(engine)]
    notes = (
        (
            f"{FEW} and {MANY} resellers with one company each, each town in a database of its "
            f"own; one client; {SECONDS:.0f} s each row."
        ),
        "Times: the median among many by the median among few. The house asks for 1.2 at most.",
    )
    return Figures("Time for a charge by the number of resellers", rows, notes)


def _on(engine: str) -> list[Row]:
    with ExitStack() as towns:
        few, many = (towns.enter_context(_till(engine, count)) for count in (FEW, MANY))
        return [
            _row(engine, "call", few.charge_any, many.charge_any),
            _row(engine, "report", few.report_any, many.report_any),
        ]


@contextmanager
def _till(engine: str, resellers: int) -> Iterator[Till]:
    with fresh_database(engine) as url, closing(container_on(url)) as container:
        yield Till.of(container, found_town(container, resellers, 1))


def _row(engine: str, what: str, among_few: Charge, among_many: Charge) -> Row:
    _take_turns(among_few, among_many, WARM_UP_SECONDS)  # connections, statements, caches
    few, many = _take_turns(among_few, among_many, SECONDS)
    return {
        "engine": engine,
        "what": what,
        "charges": len(few),
        f"p50 ms among {FEW}": percentile(few, 50),
        f"p50 ms among {MANY}": percentile(many, 50),
        "times": percentile(many, 50) / percentile(few, 50),
        "p90 times": percentile(many, 90) / percentile(few, 90),
    }


def _take_turns(one: Charge, other: Charge, seconds: float) -> tuple[list[float], list[float]]:
    """How many milliseconds each took; whatever else the machine does meets both alike."""
    took: tuple[list[float], list[float]] = [], []
    until = perf_counter() + seconds
    while perf_counter() < until:
        for charge, mine in zip((one, other), took, strict=True):
            began = perf_counter()
            charge(0)
            mine.append((perf_counter() - began) * 1000)
    return took
