"""Commissions are settled from what counts towards them, and vendors' costs are booked.

Why: a reseller could not be told which calls are behind his commission, and what a call
cost the platform was known and not in the books.
Before the deploy: yes, nothing runs on these tables yet; the charges there are noted here.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

PIECE = 500
BERLIN = ZoneInfo("Europe/Berlin")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def upgrade() -> None:
    _make_commission()
    _make_vendor_costs()


def _make_commission() -> None:
    op.create_table(
        "commission_conditions",
        sa.Column("agreement_id", sa.Uuid, primary_key=True),
        _owner(index=True),
        sa.Column("conditions", sa.Text, nullable=False),
    )
    items = op.create_table(
        "commission_items",
        sa.Column("agreement_id", sa.Uuid, primary_key=True),
        sa.Column("id", sa.Uuid, primary_key=True),
        _owner(),
        sa.Column("payer_id", sa.Uuid, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("source_key", sa.Text, nullable=False),
        sa.Column("company_id", sa.Uuid, nullable=False),
        sa.Column("meter", sa.Text, nullable=False),
        sa.Column("occurred_at", sa.BigInteger, nullable=False),
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
    _note_old_charges(items)
    op.create_table(
        "commission_bonuses",
        sa.Column("agreement_id", sa.Uuid, primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("period", sa.Text, primary_key=True),
        _owner(index=True),
        sa.Column("payer_id", sa.Uuid, nullable=False),
        sa.Column("base_cents", sa.BigInteger, nullable=False),
        sa.Column("cents", sa.BigInteger, nullable=False),
        sa.Column("bookings", sa.Integer, nullable=False),
    )
    op.create_table(
        "commission_payouts",
        sa.Column("organisation_id", sa.Uuid, sa.ForeignKey("organisations.id"), primary_key=True),
        sa.Column("payer_id", sa.Uuid, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("cents", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("decided_at", sa.BigInteger, nullable=False),
        sa.Column("transfer", sa.Text, nullable=False),
        sa.Column("transaction_id", sa.Uuid, sa.ForeignKey("transactions.id"), nullable=False),
        sa.CheckConstraint("cents > 0", name="pays_something"),
    )


def _make_vendor_costs() -> None:
    op.create_table(
        "vendor_costs",
        sa.Column("vendor", sa.Text, primary_key=True),
        sa.Column("source", sa.Text, primary_key=True),
        _owner(),
        sa.Column("occurred_at", sa.BigInteger, nullable=False),
        sa.Column("seconds", sa.BigInteger, nullable=False),
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
    op.create_table(
        "exchange_rates",
        sa.Column("sold", sa.Text, primary_key=True),
        sa.Column("bought", sa.Text, primary_key=True),
        sa.Column("day", sa.Text, primary_key=True),
        sa.Column("millionths", sa.BigInteger, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.CheckConstraint("millionths > 0", name="is_worth_something"),
    )


def _note_old_charges(items: sa.Table) -> None:
    """Piece by piece, so that a large house needs no more memory than a small one."""
    charges = sa.table(
        "charges",
        sa.column("id", sa.Uuid),
        sa.column("source_key", sa.Text),
        sa.column("organisation_id", sa.Uuid),
        sa.column("meter", sa.Text),
        sa.column("occurred_at", sa.BigInteger),
        sa.column("shares", sa.Text),
    )
    earning = charges.c.shares.like('%"earned":{%')
    in_order = sa.select(charges).where(earning).order_by(charges.c.id).limit(PIECE)
    bind = op.get_bind()
    rows = bind.execute(in_order).all()
    while rows:
        noted = [item for row in rows for item in _items(row)]
        bind.execute(sa.insert(items), noted)
        rows = bind.execute(in_order.where(charges.c.id > rows[-1].id)).all()


def _items(charge: "sa.Row[Any]") -> Iterator[dict[str, Any]]:
    used = EPOCH + timedelta(microseconds=charge.occurred_at)
    for share in json.loads(charge.shares):
        earned = share["earned"]
        if earned:
            yield {
                "agreement_id": UUID(earned["agreement_id"]),
                "id": charge.id,
                "organisation_id": UUID(share["buyer_id"]),
                "payer_id": UUID(share["seller_id"]),
                "period": f"{used.astimezone(BERLIN):%Y-%m}",
                "source_key": charge.source_key,
                "company_id": charge.organisation_id,
                "meter": charge.meter,
                "occurred_at": charge.occurred_at,
                "base_cents": earned["base_cents"],
                "cents": earned["amount"]["cents"],
                "currency": earned["amount"]["currency"],
            }


def _owner(*, index: bool = False) -> "sa.Column[Any]":
    return sa.Column(
        "organisation_id", sa.Uuid, sa.ForeignKey("organisations.id"), nullable=False, index=index
    )
