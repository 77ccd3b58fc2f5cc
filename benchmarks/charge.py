"""Charging ended calls, against bare commits of the same database in the same minute.

One charge: rate the chain platform → reseller → company, settle two wallets, post one
transaction of four entries, add the charge; one work.

    raw        one row inserted and committed by the bare driver
    spread     charges of any of the companies
    one wallet charges of one and the same company, which take turns at its wallet
"""

from benchmarks.clients import measure, median_of, median_ratio
from benchmarks.databases import ENGINES, fresh_database
from benchmarks.figures import Figures, Row
from benchmarks.houses import closing, container_on
from benchmarks.raw_commits import raw_commits
from benchmarks.till import Till
from benchmarks.town import found_town

CLIENTS = (1, 4, 16)
ROUNDS = 7
RAW_SECONDS = 0.4
SPREAD_SECONDS = 0.8
ONE_WALLET_SECONDS = 0.4
RESELLERS, COMPANIES_EACH = 50, 20


def run() -> Figures:
    """Interleaved rounds on each engine; the medians count."""
    rows = [row for engine in ENGINES for row in _on(engine)]
    notes = (
        (
            f"{RESELLERS} resellers with {COMPANIES_EACH} companies each below one platform; "
            "every commit waits for the disk."
        ),
        f"Medians of {ROUNDS} rounds in which raw and ours take turns; clients are threads.",
    )
    return Figures("Charges a second", rows, notes)


def _on(engine: str) -> list[Row]:
    with fresh_database(engine) as url, closing(container_on(url)) as container:
        till = Till.of(container, found_town(container, RESELLERS, COMPANIES_EACH))
        return [_row(engine, url, till, clients) for clients in CLIENTS]


def _row(engine: str, url: str, till: Till, clients: int) -> Row:
    raw, spread, single = [], [], []
    measure(till.charge_any, clients, 0.3)  # connections opened, statements compiled
    with raw_commits(url, clients) as commit:
        for _ in range(ROUNDS):
            raw.append(measure(commit, clients, RAW_SECONDS))
            spread.append(measure(till.charge_any, clients, SPREAD_SECONDS))
            single.append(measure(till.charge_one, clients, ONE_WALLET_SECONDS))
    return {
        "engine": engine,
        "clients": clients,
        "raw/s": median_of(raw).per_second,
        "spread/s": median_of(spread).per_second,
        "of raw": median_ratio(spread, raw),
        "p50 ms": median_of(spread).p50_ms,
        "p99 ms": median_of(spread).p99_ms,
        "one wallet/s": median_of(single).per_second,
        "its p99 ms": median_of(single).p99_ms,
    }
