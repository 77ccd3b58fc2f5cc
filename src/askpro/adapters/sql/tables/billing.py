"""Prices, wallets, the ledger and the charges in it.

No row is changed by every posting: an account's balance is the sum of its entries, and
entries name their organisation without a foreign key, which would make each posting lock
the platform's row. Triggers refuse every change of a transaction or an entry.
"""

import sqlalchemy as sa

from askpro.adapters.sql.metadata import Instant, metadata
from askpro.adapters.sql.tables.columns import owner

price_rules = sa.Table(
    "price_rules",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("meter", sa.Text, nullable=False),
    sa.Column("seller_id", sa.Uuid, sa.ForeignKey("organisations.id"), nullable=False),
    sa.Column("buyer_id", sa.Uuid, sa.ForeignKey("organisations.id"), index=True),
    sa.Column("valid_from", Instant, nullable=False),
    sa.Column("valid_until", Instant),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("model", sa.Text, nullable=False),
    # Named without a foreign key, which SQLite cannot add to a table that is there.
    sa.Column("book_id", sa.Uuid, index=True),
    sa.Index("ix_price_rules_seller", "seller_id", "buyer_id", "valid_from"),
)

terms = sa.Table(
    "terms",
    metadata,
    sa.Column("buyer_id", sa.Uuid, sa.ForeignKey("organisations.id"), primary_key=True),
    sa.Column("valid_from", Instant, primary_key=True),
    sa.Column("valid_until", Instant),
    sa.Column("agreement", sa.Text),
    sa.Column("prepaid", sa.Boolean, nullable=False),
    sa.Column("may_lose", sa.Boolean, nullable=False),
    sa.Column("edge", sa.Text),
    sa.Column("markups", sa.Text),
    sa.Column("seller_id", sa.Uuid),
)

wallets = sa.Table(
    "wallets",
    metadata,
    sa.Column("organisation_id", sa.Uuid, sa.ForeignKey("organisations.id"), primary_key=True),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("balance_cents", sa.BigInteger, nullable=False),
    sa.Column("reserved_cents", sa.BigInteger, nullable=False),
    sa.Column("credit_limit_cents", sa.BigInteger, nullable=False),
    sa.Column("owed_cents", sa.BigInteger, nullable=False),
    sa.Column("bonus_cents", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("bound_bonus_cents", sa.BigInteger, nullable=False, server_default="0"),
    sa.CheckConstraint("balance_cents + credit_limit_cents >= 0", name="within_limit"),
    sa.CheckConstraint("reserved_cents >= 0", name="reserved"),
    sa.CheckConstraint("credit_limit_cents >= 0", name="credit_limit"),
    sa.CheckConstraint("owed_cents >= 0", name="owed"),
    sa.CheckConstraint("bonus_cents >= 0", name="bonus"),
    sa.CheckConstraint("bound_bonus_cents >= 0", name="bound_bonus"),
    sqlite_with_rowid=False,
)

reservations = sa.Table(
    "reservations",
    metadata,
    sa.Column("source_key", sa.Text, primary_key=True),
    sa.Column(
        "organisation_id",
        sa.Uuid,
        sa.ForeignKey("wallets.organisation_id"),
        primary_key=True,
        index=True,
    ),
    sa.Column("cents", sa.BigInteger, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    # A settled one stays, so that a late repetition does not reserve anew.
    sa.Column("open", sa.Boolean, nullable=False),
    sa.CheckConstraint("cents >= 0", name="cents"),
    sa.Index(
        "ix_reservations_overdue",
        "expires_at",
        sqlite_where=sa.text("open"),
        postgresql_where=sa.text("open"),
    ),
    sqlite_with_rowid=False,
)

transactions = sa.Table(
    "transactions",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("source_key", sa.Text, nullable=False, unique=True),
    sa.Column("occurred_at", Instant, nullable=False),
    sa.Column("posted_at", Instant, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("reverses", sa.Uuid, sa.ForeignKey("transactions.id")),
    sa.Index("ix_transactions_posted_at", "posted_at", "id"),
    # Of reversals only, so that no other posting pays for it.
    sa.Index(
        "uq_transactions_reverses",
        "reverses",
        unique=True,
        postgresql_where=sa.text("reverses IS NOT NULL"),
        sqlite_where=sa.text("reverses IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)

entries = sa.Table(
    "entries",
    metadata,
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

charges = sa.Table(
    "charges",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("source_key", sa.Text, nullable=False),
    sa.Column("meter", sa.Text, nullable=False),
    owner(),
    sa.Column("began_at", Instant),
    sa.Column("occurred_at", Instant, nullable=False),
    sa.Column("quantity", sa.BigInteger, nullable=False),
    sa.Column("shares", sa.Text, nullable=False),
    sa.Column("paid_cents", sa.BigInteger, nullable=False),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("transaction_id", sa.Uuid, sa.ForeignKey("transactions.id")),
    sa.UniqueConstraint("source_key", "meter"),
    sa.Index("ix_charges_occurred_at", "occurred_at", "id"),
    sa.Index("ix_charges_organisation", "organisation_id", "occurred_at", "id"),
)

commission_bases = sa.Table(
    "commission_bases",
    metadata,
    sa.Column("agreement_id", sa.Uuid, primary_key=True),
    sa.Column("period", sa.Text, primary_key=True),
    sa.Column("base_cents", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
