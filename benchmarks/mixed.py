"""Five hundred callers who charge, hold, capture, top up, refund and reverse on five wallets.

Four companies and their reseller, all of one chain or beside it, so that every command
meets the others' wallets. Afterwards the books are verified. A refusal (no money, already
refunded) is an answer; anything else that comes up is counted as a fault.
"""

import random
import sys
from collections import Counter, deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from threading import Lock

from askpro.application.billing.charge_usages import Charged, charge_usages
from askpro.domain.billing.chain import Chain, chain_in_force
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.usage import Usage
from askpro.domain.billing.wallet import Reservation
from askpro.domain.errors import Refused
from askpro.domain.ids import ChargeId, OrganisationId, TransactionId
from askpro.domain.money import Money
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.scope import Scope
from askpro.entrypoints.container import Container
from benchmarks.clients import measure
from benchmarks.databases import ENGINES, fresh_database
from benchmarks.figures import Figures, Row
from benchmarks.houses import container_on
from benchmarks.town import Town, found_town

CALLERS = 500
SECONDS = 60
COMPANIES = 4
START_CENTS = 5_000
REMEMBERED = 10_000


def run() -> Figures:
    """Sixty seconds on each engine, with the books verified at the end."""
    rows = [_row(engine) for engine in ENGINES]
    notes = (
        f"{CALLERS} threads of one process, {SECONDS} s, one reseller and {COMPANIES} companies.",
        "faults: sentences of the ledger's verification, and errors that are no refusals.",
    )
    return Figures("Mixed commands on five wallets", rows, notes)


def _row(engine: str) -> Row:
    with fresh_database(engine) as url:
        container = container_on(url)
        till = Till.of(container, found_town(container, 1, COMPANIES, 0))
        till.fill()
        measured = measure(till.serve, CALLERS, SECONDS)
        verified = container.verify_ledger()()
        for fault in (*verified.faults, *till.faults):
            print(f"{engine}: {fault}", file=sys.stderr)
        container.reader().dispose()
        container.writer().dispose()
        return {
            "engine": engine,
            "commands/s": measured.per_second,
            "p50 ms": measured.p50_ms,
            "p99 ms": measured.p99_ms,
            **{name: till.done[name] for name in till.commands},
            "refused": till.done["refused"],
            "faults": len(verified.faults) + len(till.faults),
        }


class Till:
    """Serves whoever comes with any of the commands."""

    def __init__(self, container: Container, town: Town, chains: dict[OrganisationId, Chain]):
        self.done: Counter[str] = Counter()
        self.faults: list[str] = []
        self.commands: dict[str, Callable[[], None]] = {
            "charge": self._charge,
            "hold": self._hold,
            "capture": self._capture,
            "release": self._release,
            "top up": self._top_up,
            "refund": self._refund,
            "reverse": self._reverse,
        }
        self._container = container
        self._chains = chains
        self._companies = [company.id for company in town.companies]
        self._payers = [*self._companies, town.resellers[0].id]
        self._operator = Actor(ActorKind.SYSTEM, "benchmark", None)
        self._booker = Actor(ActorKind.MEMBER, "benchmark", town.root.id)
        self._numbers = count()
        self._held: deque[tuple[str, OrganisationId]] = deque(maxlen=REMEMBERED)
        self._charged: deque[ChargeId] = deque(maxlen=REMEMBERED)
        self._topped_up: deque[TransactionId] = deque(maxlen=REMEMBERED)
        self._lock = Lock()

    @classmethod
    def of(cls, container: Container, town: Town) -> "Till":
        now = datetime.now(UTC)
        with container.storage().look(Scope.everything()) as work:
            chains = {
                company.id: chain_in_force(company.path, *work.prices.along(company.path, now), now)
                for company in town.companies
            }
        return cls(container, town, chains)

    def fill(self) -> None:
        """So that the first commands do not find nothing."""
        for payer in self._payers:
            self._book(payer, START_CENTS)

    def serve(self, _: int) -> None:
        name = random.choice(list(self.commands))
        try:
            self.commands[name]()
        except Refused:
            name = "refused"
        except Exception as error:  # noqa: BLE001 - every kind of surprise is a fault here
            name = "faults"
            with self._lock:
                self.faults.append(f"{name}: {error!r}"[:300])
        with self._lock:
            self.done[name] += 1

    def _charge(self) -> None:
        self._settle(f"usage:{next(self._numbers)}", random.choice(self._companies))

    def _hold(self) -> None:
        source, company = f"call:{next(self._numbers)}", random.choice(self._companies)
        chain, now = self._chains[company], datetime.now(UTC)
        with self._container.storage().begin(Scope.everything()) as work:
            for link in reversed(chain.links):
                until = now + timedelta(hours=2)
                work.wallets.reserve(Reservation(source, link.buyer_id, 50, until))
        self._held.append((source, company))

    def _capture(self) -> None:
        if self._held:
            self._settle(*self._held.popleft())

    def _release(self) -> None:
        if self._held:
            source, _ = self._held.popleft()
            with self._container.storage().begin(Scope.everything()) as work:
                work.wallets.release(source)

    def _top_up(self) -> None:
        booked = self._book(random.choice(self._payers), random.randint(1, 2_000))
        self._topped_up.append(booked)

    def _refund(self) -> None:
        if self._charged:
            self._container.refund_charge()(
                self._charged.popleft(),
                reference=f"G{next(self._numbers)}",
                reason="mixed",
                amount=random.choice([None, Money(1)]),
                by=self._operator,
            )

    def _reverse(self) -> None:
        if self._topped_up:
            self._container.reverse_transaction()(self._topped_up.popleft(), by=self._operator)

    def _book(self, payer: OrganisationId, cents: int) -> TransactionId:
        booked = self._container.top_up_by_hand()(
            organisation_id=payer,
            amount=Money(cents),
            reference=f"R{next(self._numbers)}",
            by=self._booker,
        )
        return booked.id

    def _settle(self, source: str, company: OrganisationId) -> None:
        now = datetime.now(UTC)
        quantities = ((CALL_SECOND, random.randint(1, 300)),)
        usage = Usage(source, company, now, quantities, "mixed")
        with self._container.storage().begin(Scope.everything()) as work:
            charged = charge_usages(
                work, [Charged(usage, self._chains[company])], now, self._container.new_id()
            )
        self._charged.extend(charge.id for charge in charged)
