"""Prices, wallets, the ledger and charges; what was posted is never changed.

Why: a posting that can be edited proves nothing, so triggers refuse to.
Before the deploy: yes, nothing runs on these tables yet.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_SQLITE = """
CREATE TRIGGER {table}_are_never_{done} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} are never {done}'); END
"""
_REFUSAL = """
CREATE FUNCTION refuse_to_change_the_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% are never changed', TG_TABLE_NAME USING ERRCODE = '23514'; END $$
"""
_POSTGRESQL = """
CREATE TRIGGER {table}_are_never_{done} BEFORE {event} ON {table}
FOR EACH {each} EXECUTE FUNCTION refuse_to_change_the_ledger()
"""


def upgrade() -> None:
    _make_prices_and_wallets()
    _make_ledger()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_REFUSAL)
        for table in ("transactions", "entries"):
            changed = {"done": "changed", "event": "UPDATE OR DELETE", "each": "ROW"}
            emptied = {"done": "emptied", "event": "TRUNCATE", "each": "STATEMENT"}
            op.execute(_POSTGRESQL.format(table=table, **changed))
            op.execute(_POSTGRESQL.format(table=table, **emptied))
    else:
        for table in ("transactions", "entries"):
            op.execute(_SQLITE.format(table=table, done="changed", event="UPDATE"))
            op.execute(_SQLITE.format(table=table, done="deleted", event="DELETE"))


def _make_prices_and_wallets() -> None:
    op.create_table(
        "price_rules",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("meter", sa.Text, nullable=False),
        sa.Column("seller_id", sa.Uuid, sa.ForeignKey("organisations.id"), nullable=False),
        sa.Column("buyer_id", sa.Uuid, sa.ForeignKey("organisations.id"), index=True),
        sa.Column("valid_from", sa.BigInteger, nullable=False),
        sa.Column("valid_until", sa.BigInteger),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Index("ix_price_rules_seller", "seller_id", "buyer_id", "valid_from"),
    )
    op.create_table(
        "terms",
        sa.Column("buyer_id", sa.Uuid, sa.ForeignKey("organisations.id"), primary_key=True),
        sa.Column("valid_from", sa.BigInteger, primary_key=True),
        sa.Column("valid_until", sa.BigInteger),
        sa.Column("agreement", sa.Text),
        sa.Column("prepaid", sa.Boolean, nullable=False),
        sa.Column("may_lose", sa.Boolean, nullable=False),
    )
    op.create_table(
        "wallets",
        sa.Column("organisation_id", sa.Uuid, sa.ForeignKey("organisations.id"), primary_key=True),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("balance_cents", sa.BigInteger, nullable=False),
        sa.Column("reserved_cents", sa.BigInteger, nullable=False),
        sa.Column("credit_limit_cents", sa.BigInteger, nullable=False),
        sa.Column("owed_cents", sa.BigInteger, nullable=False),
        sa.CheckConstraint("balance_cents + credit_limit_cents >= 0", name="within_limit"),
        sa.CheckConstraint("reserved_cents >= 0", name="reserved"),
        sa.CheckConstraint("credit_limit_cents >= 0", name="credit_limit"),
        sa.CheckConstraint("owed_cents >= 0", name="owed"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reservations",
        sa.Column("source_key", sa.Text, primary_key=True),
        sa.Column(
            "organisation_id",
            sa.Uuid,
            sa.ForeignKey("wallets.organisation_id"),
            primary_key=True,
            index=True,
        ),
        sa.Column("cents", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.CheckConstraint("cents >= 0", name="cents"),
        sqlite_with_rowid=False,
    )


def _make_ledger() -> None:
    op.create_table(
        "transactions",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("source_key", sa.Text, nullable=False, unique=True),
        sa.Column("occurred_at", sa.BigInteger, nullable=False),
        sa.Column("posted_at", sa.BigInteger, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Index("ix_transactions_posted_at", "posted_at", "id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "entries",
        sa.Column("transaction_id", sa.Uuid, sa.ForeignKey("transactions.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("organisation_id", sa.Uuid, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("cents", sa.BigInteger, nullable=False),
        sa.CheckConstraint("cents <> 0", name="moves_something"),
        sa.Index("ix_entries_organisation", "organisation_id", "transaction_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "charges",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("source_key", sa.Text, nullable=False),
        sa.Column("meter", sa.Text, nullable=False),
        sa.Column("organisation_id", sa.Uuid, sa.ForeignKey("organisations.id"), nullable=False),
        sa.Column("began_at", sa.BigInteger),
        sa.Column("occurred_at", sa.BigInteger, nullable=False),
        sa.Column("quantity", sa.BigInteger, nullable=False),
        sa.Column("shares", sa.Text, nullable=False),
        sa.Column("paid_cents", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("transaction_id", sa.Uuid, sa.ForeignKey("transactions.id")),
        sa.UniqueConstraint("source_key", "meter"),
        sa.Index("ix_charges_occurred_at", "occurred_at", "id"),
        sa.Index("ix_charges_organisation", "organisation_id", "occurred_at", "id"),
    )
    op.create_table(
        "commission_bases",
        sa.Column("agreement_id", sa.Uuid, primary_key=True),
        sa.Column("period", sa.Text, primary_key=True),
        sa.Column("base_cents", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
