"""Each thing that must always hold is broken on purpose, and its sentence is seen."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import attrs
import pytest
import sqlalchemy as sa
from dependency_injector import providers

from askpro.adapters.memory.storage import MemoryStorage
from askpro.adapters.memory.tables import Tables
from askpro.adapters.sql.engine import make_engine, make_reader
from askpro.adapters.sql.jobs import SqlJobs
from askpro.adapters.sql.migrations import upgrade
from askpro.adapters.sql.storage import SqlStorage
from askpro.application.billing.book_vendor_cost import BookVendorCost
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.terms import Terms
from askpro.domain.billing.vendor_bill import Stage
from askpro.domain.billing.wallet import Wallet
from askpro.domain.ids import AgreementId, CallId, ChargeId, TransactionId
from askpro.domain.money import Money
from askpro.domain.notices.notice import Told
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.scope import Scope
from askpro.domain.telephony.call import CallReport, CallStatus, first_seen
from askpro.entrypoints.container import Container
from askpro.ports.storage import Storage
from tests.unit.application.house import (
    BRANCH,
    PLATFORM,
    RESELLER,
    SALON,
    Watch,
    ascending_ids,
    envelope,
    furnish,
    make_house,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
QUARTER = Agreement.flat("25", AgreementId(UUID(int=70)))
EVERYTHING = Scope.everything()
OPERATOR = Actor(ActorKind.MEMBER, "operator", PLATFORM.id)

SQL: dict[str, tuple[str, str]] = {
    "cannot be read": (
        "DROP TRIGGER entries_are_never_changed",
        "UPDATE entries SET cents = cents + 1 WHERE position = 0",
    ),
    "the wallet of {salon} says": (
        "UPDATE wallets SET balance_cents = balance_cents + 1",
        "",
    ),
    "was posted as 101 cents, not 100": ("UPDATE commission_items SET cents = cents + 1", ""),
    "the commission account of {reseller} stands at 100 cents, its statements at 101": (
        "UPDATE commission_items SET cents = cents + 1",
        "",
    ),
    "the wallet of {salon} has 7 cents reserved, its open reservations come to 200": (
        "UPDATE wallets SET reserved_cents = 7",
        "",
    ),
    "the reservation of call:call_2 should have ended at": (
        "UPDATE reservations SET expires_at = 0",
        "",
    ),
    "the charge call:call_1 costs 400 cents and is not booked": (
        "UPDATE charges SET transaction_id = NULL",
        "",
    ),
    "call:call_1 was booked and nothing was charged for it": ("DELETE FROM charges", ""),
    "call:call_1 stands in the books 2 times instead of once": (
        "CREATE TABLE others AS SELECT * FROM charges; DROP TABLE charges",
        "ALTER TABLE others RENAME TO charges; INSERT INTO charges SELECT * FROM charges",
    ),
    "the call call_1 ended at": ("DELETE FROM charges", ""),
    "{salon} owes 5 cents and nobody was told": ("UPDATE wallets SET owed_cents = 5", ""),
    "the base of agreement {agreement} is kept as 401 cents, what counts comes to 400": (
        "UPDATE commission_bases SET base_cents = base_cents + 1",
        "",
    ),
    "the cost of retell call:call_1 has waited for an exchange rate since": (
        "UPDATE vendor_costs SET occurred_at = 0",
        "",
    ),
}


@attrs.frozen
class Books:
    """A container over some storage, with one charged call and one that still lasts."""

    container: Container
    storage: Storage
    watch: Watch

    def faults(self) -> tuple[str, ...]:
        return self.container.check_invariants()().faults


def with_a_call(storage: Storage) -> Books:
    watch, container = Watch(), Container()
    for provider, made in (
        (container.clock, watch),
        (container.new_id, ascending_ids()),
        (container.storage, storage),
    ):
        provider.override(providers.Object(made))
    furnish(storage, Terms(RESELLER.id, START, agreement=QUARTER))
    container.top_up_by_hand()(
        organisation_id=SALON.id, amount=Money(5000), reference="1", by=OPERATOR
    )
    container.hear_of_call()(
        CallReport(
            envelope(), "call_ended", CallStatus.ENDED, ended_at=watch.now, length_ms=600_000,
            cost_cents=Decimal("34.45"),
        )
    )  # fmt: skip
    book: BookVendorCost = container.book_vendor_cost()
    book(CallId("call_1"), "34.45")
    container.pick_up()(envelope("call_2"))
    return Books(container, storage, watch)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "askpro.db"


@pytest.fixture
def books(database: Path) -> Iterator[Books]:
    engine = make_engine(f"sqlite:///{database}")
    upgrade(engine)
    reader, ids = make_reader(engine), ascending_ids()

    def jobs(connection: sa.Connection) -> SqlJobs:
        return SqlJobs(connection, Watch(), lambda: UUID(int=ids().int + 10**9))

    yield with_a_call(SqlStorage(engine, reader, jobs))
    reader.dispose()
    engine.dispose()


def break_with(database: Path, statements: Sequence[str]) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(";".join(("PRAGMA foreign_keys = OFF", *statements)))


def filled(sentence: str) -> str:
    return sentence.format(salon=SALON.id, reseller=RESELLER.id, agreement=QUARTER.id)


def test_where_nothing_is_broken_nothing_is_found(books: Books) -> None:
    assert books.faults() == ()


@pytest.mark.parametrize("sentence", SQL)
def test_what_is_broken_on_sqlite_is_told(books: Books, database: Path, sentence: str) -> None:
    break_with(database, SQL[sentence])
    books.watch.go_on(hours=1, minutes=1)

    assert any(filled(sentence) in fault for fault in books.faults())


def _wallet(tables: Tables, **changes: int) -> None:
    wallet = tables.wallets.get(SALON.id)
    assert wallet is not None
    changed: Wallet = attrs.evolve(wallet, **changes)  # type: ignore[arg-type]
    tables.wallets.put(SALON.id, changed)


def _overdue(tables: Tables) -> None:
    for (source, owner), kept in list(tables.reservations.items()):
        tables.reservations.put((source, owner), attrs.evolve(kept, expires_at=START))


def _unbook(tables: Tables) -> None:
    for charge in list(tables.charges.rows()):
        tables.charges.put(charge.id, attrs.evolve(charge, transaction_id=None))


def _uncharge(tables: Tables) -> None:
    for charge in list(tables.charges.rows()):
        tables.charges.drop(charge.id)


def _repeat(tables: Tables) -> None:
    (posted,) = [one for one in tables.transactions.rows() if one.source_key == "call:call_1"]
    twin = TransactionId(UUID(int=5))
    tables.transactions.put(twin, attrs.evolve(posted, id=twin))
    for charge in list(tables.charges.rows()):
        again = attrs.evolve(charge, id=ChargeId(UUID(int=6)), transaction_id=twin)
        tables.charges.put(again.id, again)


def _wait(tables: Tables) -> None:
    for key, bill in list(tables.bills.items()):
        tables.bills.put(key, attrs.evolve(bill, stage=Stage.WAITING, occurred_at=START))


MEMORY: dict[str, Callable[[Tables], None]] = {
    "has 7 cents reserved, its open reservations come to 200": lambda tables: _wallet(
        tables, reserved_cents=7
    ),
    "the reservation of call:call_2 should have ended at": _overdue,
    "the charge call:call_1 costs 400 cents and is not booked": _unbook,
    "call:call_1 was booked and nothing was charged for it": _uncharge,
    "call:call_1 stands in the books 2 times instead of once": _repeat,
    "the call call_1 ended at": _uncharge,
    "{salon} owes 5 cents and nobody was told": lambda tables: _wallet(tables, owed_cents=5),
    "is kept as 7 cents, what counts comes to 400": lambda tables: tables.bases.put(
        (QUARTER.id, "2026-11"), 7
    ),
    "the cost of retell call:call_1 has waited for an exchange rate since": _wait,
}


@pytest.mark.parametrize("sentence", MEMORY)
def test_what_is_broken_in_memory_is_told_alike(sentence: str) -> None:
    storage = MemoryStorage()
    books = with_a_call(storage)
    before = books.faults()
    with storage.store.change() as tables:
        MEMORY[sentence](tables)
    books.watch.go_on(hours=1, minutes=1)

    assert before == ()
    assert any(filled(sentence) in fault for fault in books.faults())


def test_the_operator_gets_one_letter_a_day_with_a_sentence_for_each_fault() -> None:
    house = make_house()
    assert isinstance(house.storage, MemoryStorage)
    with house.storage.store.change() as tables:
        for wallet in list(tables.wallets.rows()):
            tables.wallets.put(wallet.organisation_id, attrs.evolve(wallet, reserved_cents=7))
    report = house.container.report_faults()

    counted = report(), report()
    house.work_off()

    (letter,) = house.messenger.letters
    assert counted == (2, 2)
    assert letter.recipient == PLATFORM.email
    assert letter.text.count("has 7 cents reserved") == 2


def test_a_call_that_was_explained_or_has_just_ended_is_no_fault() -> None:
    house = make_house()
    with house.storage.begin(EVERYTHING) as work:
        met = work.calls.meet(first_seen(envelope(), house.watch.now, SALON.id, BRANCH.id))
        work.calls.save(attrs.evolve(met, status=CallStatus.ENDED, ended_at=house.watch.now))
    just_ended = house.container.check_invariants()().faults
    house.watch.go_on(hours=2)
    silent = house.container.check_invariants()().faults
    with house.storage.begin(EVERYTHING) as work:
        key = "alert:not-charged:call:call_1"
        work.letters.keep(Told(key, PLATFORM.id, "betrieb@example.org", "", house.watch.now))

    assert just_ended == ()
    assert len(silent) == 1
    assert house.container.check_invariants()().faults == ()


def test_progress_is_told_before_each_check() -> None:
    seen: list[tuple[str, int, int]] = []

    checked = make_house().container.check_invariants()(lambda *told: seen.append(told))

    assert [name for name, _, _ in seen] == [look.check for look in checked.looks]
    assert [(number, of) for _, number, of in seen] == [(n + 1, 12) for n in range(12)]
