"""What comes after the posting: refunds, the seals of transactions, closed months.

Triggers refuse every change of a seal or a closed month, as of a transaction.
"""

import sqlalchemy as sa

from askpro.adapters.sql.metadata import Instant, metadata
from askpro.adapters.sql.tables.columns import owner

refunds = sa.Table(
    "refunds",
    metadata,
    sa.Column("charge_id", sa.Uuid, sa.ForeignKey("charges.id"), primary_key=True),
    sa.Column("reference", sa.Text, primary_key=True),
    owner(),
    sa.Column("charged_in", sa.Uuid, sa.ForeignKey("transactions.id"), nullable=False, index=True),
    sa.Column(
        "transaction_id", sa.Uuid, sa.ForeignKey("transactions.id"), nullable=False, unique=True
    ),
    sa.Column("refunded_at", Instant, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("meter", sa.Text, nullable=False),
    sa.Column("shares", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

seals = sa.Table(
    "seals",
    metadata,
    # Of two who seal at once, one has the next number.
    sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column(
        "transaction_id", sa.Uuid, sa.ForeignKey("transactions.id"), nullable=False, unique=True
    ),
    sa.Column("previous", sa.LargeBinary(32), nullable=False),
    sa.Column("digest", sa.LargeBinary(32), nullable=False),
)

closings = sa.Table(
    "closings",
    metadata,
    sa.Column("period", sa.String(7), primary_key=True),
    sa.Column("closed_at", Instant, nullable=False),
    sa.Column("sequence", sa.BigInteger, nullable=False),
    sa.Column("digest", sa.LargeBinary(32), nullable=False),
)
