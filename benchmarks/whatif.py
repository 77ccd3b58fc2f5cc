"""What a month would have come to: 100 000 charges under a draft and another commission.

fill         inserting the charges (not ours to be proud of)
what-if      a draft of the platform's prices, and 27.5 % for one reseller
nothing      the very prices that were charged by; the difference must be nothing
peak MB      the most Python held while reckoning; at a tenth of the charges beside it
"""

import time
import tracemalloc
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from askpro.application.billing.what_if import month_of
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.difference import Difference
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import PerSecond
from askpro.domain.ids import OrganisationId, PriceBookId
from askpro.domain.moment import Interval
from askpro.domain.money import Price
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.entrypoints.container import Container
from benchmarks.charged_month import fill_month
from benchmarks.databases import ENGINES, fresh_database
from benchmarks.figures import Figures, Row
from benchmarks.houses import container_on
from benchmarks.town import Town, found_town

CHARGES = 100_000
FEW = CHARGES // 10
RESELLERS, COMPANIES_EACH = 50, 20
BENCH = Actor(ActorKind.SYSTEM, "benchmark")


def run() -> Figures:
    """Each engine once."""
    rows = [_on(engine) for engine in ENGINES]
    note = f"{CHARGES} charges of {RESELLERS * COMPANIES_EACH} companies in one calendar month."
    return Figures("What-if, in seconds", rows, (note,))


def _on(engine: str) -> Row:
    with fresh_database(engine) as url:
        container = container_on(url)
        town = found_town(container, RESELLERS, COMPANIES_EACH)
        now = datetime.now(UTC)
        month = month_of(now.year, now.month)
        before = month_of(*_month_before(now))
        start = time.perf_counter()
        fill_month(container, town, month, CHARGES)
        fill_month(container, town, before, FEW)
        filled = time.perf_counter() - start
        same, draft = _draft(container, town, "0.30"), _draft(container, town, "0.28")
        other = {town.resellers[0].id: Agreement.flat("27.5")}
        seconds, found = _reckoned(container, month, draft, other)
        assert found.charges == CHARGES
        assert not found.is_nothing
        nothing_seconds, nothing = _reckoned(container, month, same, {})
        assert nothing.is_nothing, "the same prices come to the same"
        row: Row = {
            "engine": engine,
            "charges": CHARGES,
            "fill s": filled,
            "what-if s": seconds,
            "nothing s": nothing_seconds,
            "peak MB": _peak(container, month, draft),
            "at a tenth MB": _peak(container, before, draft),
        }
        container.reader().dispose()
        container.writer().dispose()
        return row


def _reckoned(
    container: Container,
    month: Interval,
    book: PriceBookId,
    commissions: Mapping[OrganisationId, Agreement],
) -> tuple[float, Difference]:
    start = time.perf_counter()
    found: Difference = container.reckon_what_if()(
        month, book=book, commissions=commissions, by=BENCH
    )
    return time.perf_counter() - start, found


def _peak(container: Container, month: Interval, book: PriceBookId) -> float:
    """Megabytes; tracing slows it down, so that is not timed."""
    tracemalloc.start()
    _reckoned(container, month, book, {})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1_000_000


def _draft(container: Container, town: Town, price: str) -> PriceBookId:
    draft = container.draft_price_book()(
        town.root.id,
        name=f"Draft at {price}",
        valid_from=datetime.now(UTC) + timedelta(days=30),
        entries=((CALL_SECOND, PerSecond(Price.parse(price))),),
        by=BENCH,
    )
    id: PriceBookId = draft.id
    return id


def _month_before(now: datetime) -> tuple[int, int]:
    last = now.replace(day=1) - timedelta(days=1)
    return last.year, last.month
