"""Bonus credit in lots beside the wallets' money, reservations that end, warnings, top-ups.

Why: these were rules without a place to be kept.
Before the deploy: yes. Running code leaves the new columns at 0, which is true: nobody has
lots before the new code grants them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

# In one step, because SQLite adds no constraint to a table that is there.
_SUM = """
ALTER TABLE wallets ADD COLUMN {name}_cents BIGINT DEFAULT '0' NOT NULL
CONSTRAINT ck_wallets_{name} CHECK ({name}_cents >= 0)
"""


def upgrade() -> None:
    op.execute(_SUM.format(name="bonus"))
    op.execute(_SUM.format(name="bound_bonus"))
    op.create_index(
        "ix_reservations_overdue",
        "reservations",
        ["expires_at"],
        sqlite_where=sa.text("open"),
        postgresql_where=sa.text("open"),
    )
    _make_lots()
    _make_warnings()
    _make_top_ups()


def _make_lots() -> None:
    op.create_table(
        "lots",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column(
            "organisation_id",
            sa.Uuid,
            sa.ForeignKey("wallets.organisation_id"),
            nullable=False,
            index=True,
        ),
        sa.Column("granted_by", sa.Uuid, sa.ForeignKey("organisations.id"), nullable=False),
        sa.Column("granted_cents", sa.BigInteger, nullable=False),
        sa.Column("granted_at", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("expires_at", sa.BigInteger, index=True),
        sa.Column("meters", sa.Text),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("spent_cents", sa.BigInteger, nullable=False),
        sa.Column("broken_cents", sa.BigInteger, nullable=False),
        sa.Column("ended_at", sa.BigInteger),
        sa.CheckConstraint("spent_cents >= 0 AND broken_cents >= 0", name="used"),
        sa.CheckConstraint("spent_cents + broken_cents <= granted_cents", name="granted"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lot_uses",
        sa.Column("source_key", sa.Text, primary_key=True),
        sa.Column("organisation_id", sa.Uuid, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("lot_id", sa.Uuid, sa.ForeignKey("lots.id"), index=True),
        sa.Column("meter", sa.Text, nullable=False),
        sa.Column("cents", sa.BigInteger, nullable=False),
        sa.Column("restored_cents", sa.BigInteger, nullable=False),
        sa.CheckConstraint("restored_cents >= 0 AND restored_cents <= cents", name="restored"),
        sqlite_with_rowid=False,
    )


def _wallet() -> sa.Column[object]:
    return sa.Column("organisation_id", sa.Uuid, sa.ForeignKey("wallets.organisation_id"))


def _make_warnings() -> None:
    op.create_table(
        "low_balances",
        _wallet(),
        sa.Column("thresholds", sa.Text),
        sa.Column("seen_cents", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("organisation_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "low_balance_warnings",
        _wallet(),
        sa.Column("day", sa.Date),
        sa.Column("threshold_cents", sa.BigInteger, autoincrement=False),
        sa.PrimaryKeyConstraint("organisation_id", "day", "threshold_cents"),
        sqlite_with_rowid=False,
    )


def _make_top_ups() -> None:
    op.create_table(
        "auto_top_ups",
        _wallet(),
        sa.Column("threshold_cents", sa.BigInteger, nullable=False),
        sa.Column("cents", sa.BigInteger, nullable=False),
        sa.Column("switched_on_at", sa.BigInteger),
        sa.Column("cool_down_seconds", sa.BigInteger, nullable=False),
        sa.Column("daily_cap_cents", sa.BigInteger),
        sa.Column("balance_cap_cents", sa.BigInteger),
        sa.PrimaryKeyConstraint("organisation_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "top_up_attempts",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column(
            "organisation_id", sa.Uuid, sa.ForeignKey("wallets.organisation_id"), nullable=False
        ),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("cents", sa.BigInteger, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Index("ix_top_up_attempts_organisation", "organisation_id", "at"),
        sa.Index(
            "uq_top_up_attempts_pending",
            "organisation_id",
            unique=True,
            sqlite_where=sa.text("outcome = 'pending'"),
            postgresql_where=sa.text("outcome = 'pending'"),
        ),
        sqlite_with_rowid=False,
    )
