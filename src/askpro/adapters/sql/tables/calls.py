"""Calls, their desks, what came in and what went out."""

import sqlalchemy as sa

from askpro.adapters.sql.metadata import Instant, metadata
from askpro.adapters.sql.tables.columns import owner

calls = sa.Table(
    "calls",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    # A call of nobody: the number that was dialled is not ours.
    sa.Column("organisation_id", sa.Uuid, sa.ForeignKey("organisations.id")),
    sa.Column("branch_id", sa.Uuid, sa.ForeignKey("branches.id")),
    sa.Column("ours", sa.Text, nullable=False),
    sa.Column("caller", sa.Text),
    sa.Column("direction", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("first_seen_at", Instant, nullable=False),
    sa.Column("started_at", Instant),
    sa.Column("ended_at", Instant),
    sa.Column("length_seconds", sa.Integer),
    sa.Column("reason", sa.Text),
    # As text: SQLite would make a float of a decimal.
    sa.Column("cost_cents", sa.Text),
    sa.Column("transcript", sa.Text),
    sa.Column("summary", sa.Text),
    sa.Column("successful", sa.Boolean),
    sa.Column("billed_at", Instant),
    sa.Index("ix_calls_first_seen_at", "first_seen_at", "id"),
    sa.Index("ix_calls_organisation", "organisation_id", "first_seen_at", "id"),
    sa.Index("ix_calls_status", "status", "first_seen_at"),
)

desks = sa.Table(
    "desks",
    metadata,
    sa.Column("call_id", sa.Text, primary_key=True),
    owner(index=True),
    sa.Column("desk", sa.Text, nullable=False),
)

inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("received_at", Instant, nullable=False, index=True),
)

letters = sa.Table(
    "letters",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    owner(),
    sa.Column("recipient", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("sent_at", Instant, nullable=False),
    sa.Column("appointment_id", sa.Uuid),
    sa.Index("ix_letters_sent_at", "sent_at", "key"),
    sa.Index("ix_letters_organisation", "organisation_id", "sent_at", "key"),
)
