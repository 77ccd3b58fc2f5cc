"""Refunds and reversals are linked, transactions sealed, months closed.

Why: a refund could not be told from a payment, nothing refused a second reversal, and
whoever dropped the triggers could change a posting unseen.
Before the deploy: yes, running code leaves the new column empty, which is right.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_SQLITE = """
CREATE TRIGGER {table}_are_never_{done} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} are never {done}'); END
"""
_POSTGRESQL = """
CREATE TRIGGER {table}_are_never_{done} BEFORE {event} ON {table}
FOR EACH {each} EXECUTE FUNCTION refuse_to_change_the_ledger()
"""
# SQLite adds a foreign key only together with its column.
_REVERSES_ON_SQLITE = (
    "ALTER TABLE transactions ADD COLUMN reverses CHAR(32) REFERENCES transactions (id)"
)


def upgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    if on_postgresql:
        reverses = sa.Column(
            "reverses",
            sa.Uuid,
            sa.ForeignKey("transactions.id", name="fk_transactions_reverses"),
        )
        op.add_column("transactions", reverses)
    else:
        op.execute(_REVERSES_ON_SQLITE)
    op.create_index(
        "uq_transactions_reverses",
        "transactions",
        ["reverses"],
        unique=True,
        postgresql_where=sa.text("reverses IS NOT NULL"),
        sqlite_where=sa.text("reverses IS NOT NULL"),
    )
    _make_tables()
    for table in ("seals", "closings"):
        if on_postgresql:
            changed = {"done": "changed", "event": "UPDATE OR DELETE", "each": "ROW"}
            emptied = {"done": "emptied", "event": "TRUNCATE", "each": "STATEMENT"}
            op.execute(_POSTGRESQL.format(table=table, **changed))
            op.execute(_POSTGRESQL.format(table=table, **emptied))
        else:
            op.execute(_SQLITE.format(table=table, done="changed", event="UPDATE"))
            op.execute(_SQLITE.format(table=table, done="deleted", event="DELETE"))


def _make_tables() -> None:
    transaction = sa.ForeignKey("transactions.id")
    op.create_table(
        "refunds",
        sa.Column("charge_id", sa.Uuid, sa.ForeignKey("charges.id"), primary_key=True),
        sa.Column("reference", sa.Text, primary_key=True),
        sa.Column("organisation_id", sa.Uuid, sa.ForeignKey("organisations.id"), nullable=False),
        sa.Column("charged_in", sa.Uuid, transaction, nullable=False, index=True),
        sa.Column(
            "transaction_id", sa.Uuid, sa.ForeignKey("transactions.id"), nullable=False, unique=True
        ),
        sa.Column("refunded_at", sa.BigInteger, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("meter", sa.Text, nullable=False),
        sa.Column("shares", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "seals",
        sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column(
            "transaction_id", sa.Uuid, sa.ForeignKey("transactions.id"), nullable=False, unique=True
        ),
        sa.Column("previous", sa.LargeBinary(32), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
    )
    op.create_table(
        "closings",
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("closed_at", sa.BigInteger, nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
    )
