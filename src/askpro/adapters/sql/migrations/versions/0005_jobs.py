"""Work that leaves the building is queued in the transaction that caused it.

Why: a message or a calendar entry must neither be lost nor sent for what never happened.
Before the deploy: yes, nothing runs on these tables yet.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("key", sa.String(300), nullable=False, unique=True),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("organisation_id", sa.Uuid),
        sa.Column("queued_at", sa.BigInteger, nullable=False),
        sa.Column("not_before", sa.BigInteger),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lease", sa.Integer, nullable=False),
        sa.Column("error", sa.String(300)),
        sa.Column("died_at", sa.BigInteger),
        sa.CheckConstraint("state IN ('waiting', 'running', 'dead', 'done')", name="state"),
        sa.Index(None, "state", "due_at"),
    )
    op.create_table(
        "job_slots",
        sa.Column("duty", sa.String(100), primary_key=True),
        sa.Column("slot", sa.BigInteger, nullable=False),
    )
