"""What each buyer had of a meter in a month, for the prices that depend on it."""

import sqlalchemy as sa

from askpro.adapters.sql.metadata import metadata

usage_counts = sa.Table(
    "usage_counts",
    metadata,
    sa.Column("buyer_id", sa.Uuid, sa.ForeignKey("organisations.id"), primary_key=True),
    sa.Column("meter", sa.Text, primary_key=True),
    sa.Column("period", sa.Text, primary_key=True),
    sa.Column("quantity", sa.BigInteger, nullable=False),
    sa.Column("cents", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
