"""Calls, their desks, messages from outside and letters sent.

Why: what the platform tells arrives in any order and more than once.
Before the deploy: yes, nothing runs on these tables yet.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("organisation_id", sa.Uuid, sa.ForeignKey("organisations.id")),
        sa.Column("branch_id", sa.Uuid, sa.ForeignKey("branches.id")),
        sa.Column("ours", sa.Text, nullable=False),
        sa.Column("caller", sa.Text),
        sa.Column("direction", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("first_seen_at", sa.BigInteger, nullable=False),
        sa.Column("started_at", sa.BigInteger),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("length_seconds", sa.Integer),
        sa.Column("reason", sa.Text),
        sa.Column("cost_cents", sa.Text),
        sa.Column("transcript", sa.Text),
        sa.Column("summary", sa.Text),
        sa.Column("successful", sa.Boolean),
        sa.Column("billed_at", sa.BigInteger),
        sa.Index("ix_calls_first_seen_at", "first_seen_at", "id"),
        sa.Index("ix_calls_organisation", "organisation_id", "first_seen_at", "id"),
        sa.Index("ix_calls_status", "status", "first_seen_at"),
    )
    op.create_table(
        "desks",
        sa.Column("call_id", sa.Text, primary_key=True),
        sa.Column(
            "organisation_id",
            sa.Uuid,
            sa.ForeignKey("organisations.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("desk", sa.Text, nullable=False),
    )
    op.create_table(
        "inbox",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False, index=True),
    )
    op.create_table(
        "letters",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("organisation_id", sa.Uuid, sa.ForeignKey("organisations.id"), nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("sent_at", sa.BigInteger, nullable=False),
        sa.Column("appointment_id", sa.Uuid),
        sa.Index("ix_letters_sent_at", "sent_at", "key"),
        sa.Index("ix_letters_organisation", "organisation_id", "sent_at", "key"),
    )
