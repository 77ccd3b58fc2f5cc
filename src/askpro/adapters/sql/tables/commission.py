"""What counts towards commissions, what was settled of them, and what vendors charge.

``commission_items`` repeats of each charge what a statement needs, in the statement's
order, so that a month is read page by page without reading every charge.
"""

import sqlalchemy as sa

from askpro.adapters.sql.metadata import Instant, metadata
from askpro.adapters.sql.tables.columns import owner

commission_conditions = sa.Table(
    "commission_conditions",
    metadata,
    sa.Column("agreement_id", sa.Uuid, primary_key=True),
    owner(index=True),
    sa.Column("conditions", sa.Text, nullable=False),
)

commission_items = sa.Table(
    "commission_items",
    metadata,
    sa.Column("agreement_id", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    owner(),
    sa.Column("payer_id", sa.Uuid, nullable=False),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("source_key", sa.Text, nullable=False),
    sa.Column("company_id", sa.Uuid, nullable=False),
    sa.Column("meter", sa.Text, nullable=False),
    sa.Column("occurred_at", Instant, nullable=False),
    sa.Column("base_cents", sa.BigInteger, nullable=False),
    sa.Column("cents", sa.BigInteger, nullable=False),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Index(
        "ix_commission_items_statement",
        "organisation_id",
        "period",
        "agreement_id",
        "occurred_at",
        "id",
    ),
    sqlite_with_rowid=False,
)

commission_bonuses = sa.Table(
    "commission_bonuses",
    metadata,
    sa.Column("agreement_id", sa.Uuid, primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("period", sa.Text, primary_key=True),
    owner(index=True),
    sa.Column("payer_id", sa.Uuid, nullable=False),
    sa.Column("base_cents", sa.BigInteger, nullable=False),
    sa.Column("cents", sa.BigInteger, nullable=False),
    sa.Column("bookings", sa.Integer, nullable=False),
)

commission_payouts = sa.Table(
    "commission_payouts",
    metadata,
    sa.Column("organisation_id", sa.Uuid, sa.ForeignKey("organisations.id"), primary_key=True),
    sa.Column("payer_id", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("cents", sa.BigInteger, nullable=False),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("decided_at", Instant, nullable=False),
    sa.Column("transfer", sa.Text, nullable=False),
    sa.Column("transaction_id", sa.Uuid, sa.ForeignKey("transactions.id"), nullable=False),
    sa.CheckConstraint("cents > 0", name="pays_something"),
)

vendor_costs = sa.Table(
    "vendor_costs",
    metadata,
    sa.Column("vendor", sa.Text, primary_key=True),
    sa.Column("source", sa.Text, primary_key=True),
    owner(),
    sa.Column("occurred_at", Instant, nullable=False),
    sa.Column("seconds", sa.BigInteger, nullable=False),
    # Whole units of ten to the minus ``places`` of the main unit: 34.45 US cents are 3445, 4.
    sa.Column("units", sa.BigInteger, nullable=False),
    sa.Column("places", sa.Integer, nullable=False),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("odd", sa.Text),
    sa.Column("rate", sa.Text),
    sa.Column("booked_cents", sa.BigInteger),
    sa.Column("booked_currency", sa.Text),
    sa.Column("bookings", sa.Integer, nullable=False),
    sa.Index("ix_vendor_costs_stage", "stage", "vendor", "source"),
)

exchange_rates = sa.Table(
    "exchange_rates",
    metadata,
    sa.Column("sold", sa.Text, primary_key=True),
    sa.Column("bought", sa.Text, primary_key=True),
    # As 2026-11-21, which both engines sort by time.
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("millionths", sa.BigInteger, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.CheckConstraint("millionths > 0", name="is_worth_something"),
)
