"""What each buyer had of a meter in a month.

Why: graduated, volume and package prices, allowances and maximums depend on it.
Before the deploy: yes, nothing reads it yet.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "usage_counts",
        sa.Column("buyer_id", sa.Uuid, sa.ForeignKey("organisations.id"), primary_key=True),
        sa.Column("meter", sa.Text, primary_key=True),
        sa.Column("period", sa.Text, primary_key=True),
        sa.Column("quantity", sa.BigInteger, nullable=False),
        sa.Column("cents", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
