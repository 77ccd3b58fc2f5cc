"""What can be booked, who books it, and a diary in which nobody is taken twice.

Why: two bookings of one staff member at one time are refused by the database itself,
whatever the code above it looked up before.
Before the deploy: yes, nothing runs on these tables yet.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_EXCLUSION = """
ALTER TABLE occupancies ADD CONSTRAINT occupied EXCLUDE USING gist (
    int8range(
        hashtextextended(staff_id::text, 0), hashtextextended(staff_id::text, 0), '[]'
    ) WITH &&,
    int8range(starts_at, ends_at) WITH &&
)
"""  # A range of one hash stands in for equality, which gist knows only with an extension.
_TRIGGER = """
CREATE TRIGGER occupancies_do_not_overlap_when_{name} BEFORE {event} ON occupancies
WHEN EXISTS (
    SELECT 1 FROM occupancies AS other
    WHERE other.staff_id = NEW.staff_id AND other.id <> NEW.id
    AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at
)
BEGIN SELECT RAISE(ABORT, 'occupied'); END
"""
_MOVED = "UPDATE OF id, staff_id, starts_at, ends_at"


def upgrade() -> None:
    _make_offers()
    _make_bookings()
    _make_diary()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_EXCLUSION)
    else:
        op.execute(_TRIGGER.format(name="made", event="INSERT"))
        op.execute(_TRIGGER.format(name="moved", event=_MOVED))


def _make_offers() -> None:
    op.create_table(
        "catalogues",
        sa.Column("branch_id", sa.Uuid, sa.ForeignKey("branches.id"), primary_key=True),
        sa.Column("opening", sa.Text, nullable=False),
        sa.Column("policy", sa.Text, nullable=False),
    )
    op.create_table(
        "services",
        sa.Column("branch_id", sa.Uuid, sa.ForeignKey("branches.id"), primary_key=True),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("organisation_id", sa.Uuid, sa.ForeignKey("organisations.id"), nullable=False),
        sa.Column("position", sa.Integer),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("length_minutes", sa.Integer, nullable=False),
        sa.Column("price_cents", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("buffer_before_minutes", sa.Integer, nullable=False),
        sa.Column("buffer_after_minutes", sa.Integer, nullable=False),
        sa.Column("synonyms", sa.Text, nullable=False),
        sa.Column("policy", sa.Text, nullable=False),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("organisation_id", sa.Uuid, sa.ForeignKey("organisations.id"), nullable=False),
        sa.Column("branch_id", sa.Uuid, sa.ForeignKey("branches.id"), nullable=False, index=True),
        sa.Column("position", sa.Integer),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("hours", sa.Text, nullable=False),
        sa.Column("service_ids", sa.Text, nullable=False),
        sa.Column("absences", sa.Text, nullable=False),
    )


def _make_bookings() -> None:
    op.create_table(
        "customers",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("organisation_id", sa.Uuid, sa.ForeignKey("organisations.id"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("phone", sa.Text),
        sa.Column("email", sa.Text),
        sa.Index("ix_customers_phone", "organisation_id", "phone"),
    )
    op.create_table(
        "appointments",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("organisation_id", sa.Uuid, sa.ForeignKey("organisations.id"), nullable=False),
        sa.Column("branch_id", sa.Uuid, sa.ForeignKey("branches.id"), nullable=False),
        sa.Column("service_id", sa.Uuid, nullable=False),
        sa.Column("staff_id", sa.Uuid, nullable=False),
        sa.Column("customer_id", sa.Uuid, sa.ForeignKey("customers.id"), nullable=False),
        sa.Column("starts_at", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("price_cents", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("call_id", sa.Text, index=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
        sa.Column("requested_at", sa.BigInteger, nullable=False),
        sa.Index("ix_appointments_starts_at", "starts_at", "id"),
        sa.Index("ix_appointments_organisation", "organisation_id", "starts_at", "id"),
        sa.Index("ix_appointments_customer", "customer_id", "ends_at"),
    )
    op.create_table(
        "callbacks",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column(
            "organisation_id",
            sa.Uuid,
            sa.ForeignKey("organisations.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("branch_id", sa.Uuid, sa.ForeignKey("branches.id"), nullable=False),
        sa.Column("call_id", sa.Text, nullable=False, index=True),
        sa.Column("requested_at", sa.BigInteger, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("phone", sa.Text),
        sa.Column("priority", sa.Text, nullable=False),
    )


def _make_diary() -> None:
    op.create_table(
        "occupancies",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column(
            "organisation_id",
            sa.Uuid,
            sa.ForeignKey("organisations.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("staff_id", sa.Uuid, nullable=False),
        sa.Column("starts_at", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("service_id", sa.Uuid),
        sa.Column("appointment_starts_at", sa.BigInteger),
        sa.Column("appointment_ends_at", sa.BigInteger),
        sa.Column("call_id", sa.Text, index=True),
        sa.Column("expires_at", sa.BigInteger),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name="forwards"),
        sa.CheckConstraint("kind IN ('hold', 'appointment', 'busy')", name="kind"),
        sa.CheckConstraint("(kind = 'hold') = (expires_at IS NOT NULL)", name="only_holds_expire"),
        sa.Index("ix_occupancies_staff", "staff_id", "ends_at"),
    )
