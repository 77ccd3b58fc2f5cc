"""Charging ended calls, against bare commits of the same database in the same minute.

One charge: rate the chain platform → reseller → company, settle two wallets, post one
transaction of four entries, add the charge; one work.

    raw        one row inserted and committed by the bare driver
    spread     charges of any of the companies
    one wallet charges of one and the same company, which take turns at its wallet
"""

import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from statistics import median

import attrs

from askpro.application.billing.charge_call import charge_call
from askpro.domain.billing.chain import Chain, chain_in_force
from askpro.domain.ids import CallId
from askpro.domain.organisations.organisation import Organisation
from askpro.domain.organisations.scope import Scope
from askpro.domain.telephony.call import Call, CallStatus, Envelope, first_seen
from askpro.entrypoints.container import Container
from benchmarks.clients import Measured, measure
from benchmarks.databases import ENGINES, fresh_database
from benchmarks.figures import Figures, Row
from benchmarks.houses import container_on
from benchmarks.raw_commits import raw_commits
from benchmarks.town import Town, found_town

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
    with fresh_database(engine) as url:
        container = container_on(url)
        town = found_town(container, RESELLERS, COMPANIES_EACH)
        till = Till.of(container, town)
        rows = [_row(engine, url, till, clients) for clients in CLIENTS]
        container.reader().dispose()
        container.writer().dispose()
        return rows


def _row(engine: str, url: str, till: "Till", clients: int) -> Row:
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
        "raw/s": _median(raw, lambda one: one.per_second),
        "spread/s": _median(spread, lambda one: one.per_second),
        "of raw": median(o.per_second / r.per_second for o, r in zip(spread, raw, strict=True)),
        "p50 ms": _median(spread, lambda one: one.p50_ms),
        "p99 ms": _median(spread, lambda one: one.p99_ms),
        "one wallet/s": _median(single, lambda one: one.per_second),
        "its p99 ms": _median(single, lambda one: one.p99_ms),
    }


def _median(rounds: list[Measured], of: Callable[[Measured], float]) -> float:
    return median(of(measured) for measured in rounds)


@attrs.frozen
class Till:
    """Charges ended calls of a town."""

    container: Container
    town: Town
    chains: Mapping[Organisation, Chain]
    _numbers: "count[int]" = attrs.field(factory=count, init=False)

    @classmethod
    def of(cls, container: Container, town: Town) -> "Till":
        """With every chain at hand, as the desk has it when a call ends."""
        now = datetime.now(UTC)
        with container.storage().look(Scope.everything()) as work:
            chains = {
                company: chain_in_force(company.path, *work.prices.along(company.path, now), now)
                for company in town.companies
            }
        return cls(container, town, chains)

    def charge_any(self, _: int) -> None:
        self._charge(random.choice(self.town.companies))

    def charge_one(self, _: int) -> None:
        self._charge(self.town.companies[0])

    def _charge(self, company: Organisation) -> None:
        now = datetime.now(UTC)
        call = self._ended_call(company, now)
        with self.container.storage().begin(Scope.everything()) as work:
            charge_call(work, call, self.chains[company], now, self.container.new_id())

    def _ended_call(self, company: Organisation, now: datetime) -> Call:
        envelope = Envelope(CallId(f"bench-{next(self._numbers)}"), "+4930123456", None)
        met = first_seen(envelope, now - timedelta(minutes=5), company.id, None)
        return attrs.evolve(
            met, status=CallStatus.ENDED, ended_at=now, length_seconds=random.randint(20, 600)
        )
