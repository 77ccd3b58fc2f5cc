"""A hundred usages charged by one commit, against bare commits of one row each.

One work rates a hundred usages, settles all their wallets and posts a transaction for each.

    raw    one row inserted and committed by the bare driver, with as many clients
    any    usages of any of the companies, so that all clients want the same resellers' wallets
    own    usages of one reseller's companies, another's for each client
"""

from benchmarks.charge import COMPANIES_EACH, RESELLERS
from benchmarks.clients import measure, median_of, median_ratio
from benchmarks.databases import ENGINES, fresh_database
from benchmarks.figures import Figures, Row
from benchmarks.houses import closing, container_on
from benchmarks.raw_commits import raw_commits
from benchmarks.till import BATCH, Till
from benchmarks.town import found_town

CLIENTS = (1, 4)
ROUNDS = 7
RAW_SECONDS = 0.4
BATCH_SECONDS = 1.0


def run() -> Figures:
    """Interleaved rounds on each engine; the medians count."""
    rows = [row for engine in ENGINES for row in _on(engine)]
    notes = (
        (
            f"Charges, of which a commit has {BATCH}; ms are those of a whole batch. "
            "The house asks for 1.0 of raw on PostgreSQL."
        ),
        f"Medians of {ROUNDS} rounds in which raw and ours take turns; clients are threads.",
    )
    return Figures(f"Charges a second, {BATCH} by one commit", rows, notes)


def _on(engine: str) -> list[Row]:
    with fresh_database(engine) as url, closing(container_on(url)) as container:
        till = Till.of(container, found_town(container, RESELLERS, COMPANIES_EACH))
        return [_row(engine, url, till, clients) for clients in CLIENTS]


def _row(engine: str, url: str, till: Till, clients: int) -> Row:
    raw, of_any, of_own = [], [], []
    measure(till.charge_many_of_any, clients, 0.3)  # connections opened, statements compiled
    with raw_commits(url, clients) as commit:
        for _ in range(ROUNDS):
            raw.append(measure(commit, clients, RAW_SECONDS))
            of_any.append(measure(till.charge_many_of_any, clients, BATCH_SECONDS))
            of_own.append(measure(till.charge_many_of_own, clients, BATCH_SECONDS))
    return {
        "engine": engine,
        "clients": clients,
        "raw/s": median_of(raw).per_second,
        "any/s": BATCH * median_of(of_any).per_second,
        "of raw": BATCH * median_ratio(of_any, raw),
        "p50 ms": median_of(of_any).p50_ms,
        "p99 ms": median_of(of_any).p99_ms,
        "own/s": BATCH * median_of(of_own).per_second,
        "own of raw": BATCH * median_ratio(of_own, raw),
    }
