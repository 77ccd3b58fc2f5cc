"""The same posting by askpro and by django-hordak, an existing ledger, on one database.

A posting is one transaction of four entries for a call: the company's wallet pays the
reseller's revenue, the reseller's wallet the platform's.

    posting   the transaction alone, of amounts that are given: its entries sum to zero
    charge    both wallets must have what they pay. In askpro this is all that a charge is,
              also rated and explained; in hordak both wallets are locked, their balances
              read and the transaction posted
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from benchmarks.clients import Measured, measure, median_of, median_ratio
from benchmarks.databases import fresh_database
from benchmarks.figures import Figures, Row
from benchmarks.hordak import hordak_on, installed
from benchmarks.houses import closing, container_on
from benchmarks.postings import Four, Purse
from benchmarks.raw_commits import raw_commits
from benchmarks.till import Till
from benchmarks.town import Town, found_town

CLIENTS = (1, 4, 16)
ROUNDS = 7
RAW_SECONDS = 0.4
SECONDS = 0.8
RESELLERS, COMPANIES_EACH = 50, 5
OURS, THEIRS = "askpro", "django-hordak"

Post = Callable[[int], None]
"""One posting of the client with this number."""


def run() -> Figures:
    """On PostgreSQL, interleaved rounds; the medians count."""
    notes = (
        (
            f"{RESELLERS} resellers with {COMPANIES_EACH} companies each; every commit waits for "
            f"the disk; medians of {ROUNDS} rounds in which all take turns; clients are threads."
        ),
        "Askpro is: how many times the other's rate. Hordak does not run on SQLite.",
    )
    return Figures("Postings a second on PostgreSQL", _rows(), notes)


def _rows() -> list[Row]:
    with fresh_database("postgresql") as url, closing(container_on(url)) as container:
        town = found_town(container, RESELLERS, COMPANIES_EACH)
        purse, till = Purse(container), Till.of(container, town)
        ours: Mapping[str, Post] = {
            "posting": lambda _: purse.post(Four.of_any(town)),
            "charge": till.charge_any,
        }
        with _theirs(url, town) as theirs:
            return [
                row
                for clients in CLIENTS
                for what, post in ours.items()
                for row in _among(url, what, {OURS: post, **theirs.get(what, {})}, clients)
            ]


@contextmanager
def _theirs(url: str, town: Town) -> Iterator[Mapping[str, Mapping[str, Post]]]:
    if not installed():
        yield {}
        return
    with hordak_on(url, town, max(CLIENTS)) as hordak:
        yield {
            "posting": {THEIRS: lambda client: hordak.post(client, Four.of_any(town))},
            "charge": {THEIRS: lambda client: hordak.check_and_post(client, Four.of_any(town))},
        }


def _among(url: str, what: str, posts: Mapping[str, Post], clients: int) -> Iterator[Row]:
    raw: list[Measured] = []
    rounds: dict[str, list[Measured]] = {ledger: [] for ledger in posts}
    for post in posts.values():
        measure(post, clients, 0.3)  # connections opened, statements compiled
    with raw_commits(url, clients) as commit:
        for _ in range(ROUNDS):
            raw.append(measure(commit, clients, RAW_SECONDS))
            for ledger, post in posts.items():
                rounds[ledger].append(measure(post, clients, SECONDS))
    for ledger, measured in rounds.items():
        yield {
            "what": what,
            "ledger": ledger,
            "clients": clients,
            "a second": median_of(measured).per_second,
            "of raw": median_ratio(measured, raw),
            "p50 ms": median_of(measured).p50_ms,
            "p99 ms": median_of(measured).p99_ms,
            "askpro is": median_ratio(rounds[OURS], measured),
        }
    if THEIRS not in rounds:
        unknown = dict.fromkeys(("of raw", "p50 ms", "p99 ms", "askpro is"), "-")
        yield {
            "what": what,
            "ledger": THEIRS,
            "clients": clients,
            "a second": "not installed",
            **unknown,
        }
