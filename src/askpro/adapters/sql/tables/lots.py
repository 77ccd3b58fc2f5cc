"""Bonus credit: lots, and what of which source was met from them.

A wallet's ``bonus_cents`` is what is left in its open lots that are good for anything,
``bound_bonus_cents`` in those limited to some meters. Whoever changes a lot has locked
its wallet and changes both, so a debit sees from the wallet alone whether to look here.
"""

import sqlalchemy as sa

from askpro.adapters.sql.metadata import Instant, metadata

lots = sa.Table(
    "lots",
    metadata,
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
    sa.Column("granted_at", Instant, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("expires_at", Instant, index=True),
    # The names in alphabetical order, parted by blanks; null: good for anything.
    sa.Column("meters", sa.Text),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("spent_cents", sa.BigInteger, nullable=False),
    sa.Column("broken_cents", sa.BigInteger, nullable=False),
    sa.Column("ended_at", Instant),
    sa.CheckConstraint("spent_cents >= 0 AND broken_cents >= 0", name="used"),
    sa.CheckConstraint("spent_cents + broken_cents <= granted_cents", name="granted"),
    sqlite_with_rowid=False,
)

lot_uses = sa.Table(
    "lot_uses",
    metadata,
    sa.Column("source_key", sa.Text, primary_key=True),
    sa.Column("organisation_id", sa.Uuid, primary_key=True),
    # In the order they were spent; 0 is the money beside them, which has no lot.
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("lot_id", sa.Uuid, sa.ForeignKey("lots.id"), index=True),
    sa.Column("meter", sa.Text, nullable=False),
    sa.Column("cents", sa.BigInteger, nullable=False),
    sa.Column("restored_cents", sa.BigInteger, nullable=False),
    sa.CheckConstraint("restored_cents >= 0 AND restored_cents <= cents", name="restored"),
    sqlite_with_rowid=False,
)
