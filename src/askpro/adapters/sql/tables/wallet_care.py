"""Warnings of low balances and automatic top-ups."""

import sqlalchemy as sa

from askpro.adapters.sql.metadata import Instant, metadata


def _wallet(*, primary_key: bool = False) -> sa.Column[object]:
    return sa.Column(
        "organisation_id",
        sa.Uuid,
        sa.ForeignKey("wallets.organisation_id"),
        primary_key=primary_key,
        nullable=False,
    )


low_balances = sa.Table(
    "low_balances",
    metadata,
    _wallet(primary_key=True),
    # Cents parted by blanks, the lowest first; null: the usual ones.
    sa.Column("thresholds", sa.Text),
    sa.Column("seen_cents", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

low_balance_warnings = sa.Table(
    "low_balance_warnings",
    metadata,
    _wallet(primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("threshold_cents", sa.BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

auto_top_ups = sa.Table(
    "auto_top_ups",
    metadata,
    _wallet(primary_key=True),
    sa.Column("threshold_cents", sa.BigInteger, nullable=False),
    sa.Column("cents", sa.BigInteger, nullable=False),
    sa.Column("switched_on_at", Instant),
    sa.Column("cool_down_seconds", sa.BigInteger, nullable=False),
    sa.Column("daily_cap_cents", sa.BigInteger),
    sa.Column("balance_cap_cents", sa.BigInteger),
    sqlite_with_rowid=False,
)

top_up_attempts = sa.Table(
    "top_up_attempts",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    _wallet(),
    sa.Column("at", Instant, nullable=False),
    sa.Column("cents", sa.BigInteger, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Index("ix_top_up_attempts_organisation", "organisation_id", "at"),
    # One in flight for each wallet.
    sa.Index(
        "uq_top_up_attempts_pending",
        "organisation_id",
        unique=True,
        sqlite_where=sa.text("outcome = 'pending'"),
        postgresql_where=sa.text("outcome = 'pending'"),
    ),
    sqlite_with_rowid=False,
)
