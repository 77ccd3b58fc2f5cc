"""Invariant 6: whoever drops the triggers and changes a posting is found out."""

from datetime import timedelta
from uuid import UUID

import attrs
import pytest
import sqlalchemy as sa

from askpro.adapters.sql.storage import SqlStorage
from askpro.application.billing.close_period import ClosePeriod
from askpro.application.billing.seal_ledger import SealLedger
from askpro.application.billing.verify_ledger import VerifyLedger
from askpro.domain.billing.ledger import Account, Entry, Purpose
from askpro.domain.ids import TransactionId
from askpro.domain.organisations.scope import Scope
from tests.unit.adapters.sql import things
from tests.unit.adapters.sql.things import COMPANY, NOON, PLATFORM, RESELLER

CLOSED_AT = NOON + timedelta(days=60)

FIELDS = {
    "transactions.id": "UPDATE transactions SET id = :new WHERE source_key = 'call:1'",
    "transactions.source_key": "UPDATE transactions SET source_key = 'x' "
    "WHERE source_key = 'call:1'",
    "transactions.occurred_at": "UPDATE transactions SET occurred_at = occurred_at - 1",
    "transactions.posted_at": "UPDATE transactions SET posted_at = posted_at - 1",
    "transactions.text": "UPDATE transactions SET text = 'other' WHERE source_key = 'call:1'",
    "transactions.reverses": "UPDATE transactions SET reverses = NULL",
    "entries.transaction_id": "UPDATE entries SET transaction_id = :new WHERE position = 2 "
    "AND transaction_id = (SELECT id FROM transactions WHERE source_key = 'call:1')",
    "entries.position": "UPDATE entries SET position = position + 5 WHERE position = 2",
    "entries.organisation_id": "UPDATE entries SET organisation_id = :new WHERE position = 0",
    "entries.purpose": "UPDATE entries SET purpose = 'tax' WHERE purpose = 'commission'",
    "entries.purpose unknown": "UPDATE entries SET purpose = 'fun' WHERE position = 0",
    "entries.currency": "UPDATE entries SET currency = 'CHF'",
    "entries.cents": "UPDATE entries SET cents = cents * 2",
}
"""Each stored field, and a value it did not have."""
DELETED = {
    "entries": "DELETE FROM entries WHERE transaction_id = :new",
    "transactions": "DELETE FROM transactions WHERE id = :new",
    "seals": "DELETE FROM seals WHERE transaction_id = :new",
}


@pytest.fixture
def audit(storage: SqlStorage) -> VerifyLedger:
    """Checks books with three transactions, one taken back, sealed and closed."""
    with storage.begin(Scope.everything()) as work:
        for number in range(3):
            moved = (
                Entry(Account(COMPANY.id, Purpose.RECEIVABLE), -400),
                Entry(Account(RESELLER.id, Purpose.COMMISSION), 100),
                Entry(Account(PLATFORM.id, Purpose.REVENUE), 300),
            )
            transaction = attrs.evolve(
                things.a_transaction(f"call:{number}"),
                entries=moved,
                posted_at=NOON + timedelta(hours=number),
            )
            work.ledger.post(transaction)
        back = transaction.reversed(TransactionId(things.new_id()), "reversal", NOON)
        work.ledger.post(back)
    seal = SealLedger(storage, lambda: CLOSED_AT)
    ClosePeriod(storage, lambda: CLOSED_AT, seal)(f"{NOON:%Y-%m}")
    return VerifyLedger(storage)


def tamper(engine: sa.Engine, *statements: str, new: UUID | None = None) -> None:
    """Change what cannot be changed, as who owns the database could."""
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if sqlite:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            found = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for name in connection.exec_driver_sql(found).scalars().all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
        for statement in statements:
            bound = {"new": new or things.new_id()} if ":new" in statement else {}
            types = [sa.bindparam(name, type_=sa.Uuid()) for name in bound]
            connection.execute(sa.text(statement).bindparams(*types), bound)
        connection.commit()


def test_06_untouched_books_have_no_fault(audit: VerifyLedger) -> None:
    verified = audit()

    assert verified.faults == ()
    assert (verified.transactions, verified.sealed) == (4, 4)


@pytest.mark.parametrize("field", FIELDS)
def test_06_a_change_of_any_stored_field_is_found(
    audit: VerifyLedger, engine: sa.Engine, field: str
) -> None:
    tamper(engine, FIELDS[field])

    assert audit().faults


@pytest.mark.parametrize("table", DELETED)
@pytest.mark.parametrize("which", ["first", "last"])
def test_06_what_was_deleted_is_missed(
    audit: VerifyLedger, engine: sa.Engine, storage: SqlStorage, table: str, which: str
) -> None:
    with storage.look(Scope.everything()) as work:
        chain = work.seals.sealed(0, 9)
    seal, _ = chain[0] if which == "first" else chain[-1]

    tamper(engine, DELETED[table], new=seal.transaction_id)

    assert audit().faults


def test_06_who_cuts_off_the_end_with_its_seals_misses_the_closed_month(
    audit: VerifyLedger, engine: sa.Engine, storage: SqlStorage
) -> None:
    with storage.look(Scope.everything()) as work:
        head = work.seals.head()
    assert head is not None

    tamper(
        engine,
        "DELETE FROM seals WHERE transaction_id = :new",
        "DELETE FROM entries WHERE transaction_id = :new",
        "DELETE FROM transactions WHERE id = :new",
        new=head.transaction_id,
    )

    assert "the seals end before 4, where they once were" in audit().faults


def test_06_who_seals_another_history_does_not_end_where_the_month_was_closed(
    audit: VerifyLedger, engine: sa.Engine, storage: SqlStorage
) -> None:
    tamper(engine, "UPDATE transactions SET text = 'other'", "DELETE FROM seals")
    SealLedger(storage, lambda: CLOSED_AT)(everything=True)

    faults = audit().faults

    assert [fault for fault in faults if "was closed behind" in fault] == list(faults)
    assert faults


@pytest.mark.parametrize("table", ["seals", "closings"])
@pytest.mark.parametrize("change", ["UPDATE {} SET sequence = sequence + 9", "DELETE FROM {}"])
def test_06_the_database_refuses_to_change_seals_and_closed_months(
    audit: VerifyLedger, engine: sa.Engine, table: str, change: str
) -> None:
    with pytest.raises(sa.exc.IntegrityError, match="are never"), engine.begin() as connection:
        connection.execute(sa.text(change.format(table)))
