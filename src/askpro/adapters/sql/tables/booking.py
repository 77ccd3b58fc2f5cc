"""What a branch offers, who books it, and the diary.

Services and staff that left the catalogue keep their row without a position, because
appointments still show their names. Calls and customers are named without a foreign key,
so that a person can be erased and the appointment stays.
"""

import sqlalchemy as sa

from askpro.adapters.sql.metadata import Instant, metadata
from askpro.adapters.sql.tables.columns import owner

catalogues = sa.Table(
    "catalogues",
    metadata,
    sa.Column("branch_id", sa.Uuid, sa.ForeignKey("branches.id"), primary_key=True),
    sa.Column("opening", sa.Text, nullable=False),
    sa.Column("policy", sa.Text, nullable=False),
)

services = sa.Table(
    "services",
    metadata,
    sa.Column("branch_id", sa.Uuid, sa.ForeignKey("branches.id"), primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    owner(),
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

staff = sa.Table(
    "staff",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    owner(),
    sa.Column("branch_id", sa.Uuid, sa.ForeignKey("branches.id"), nullable=False, index=True),
    sa.Column("position", sa.Integer),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("hours", sa.Text, nullable=False),
    sa.Column("service_ids", sa.Text, nullable=False),
    sa.Column("absences", sa.Text, nullable=False),
)

customers = sa.Table(
    "customers",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    owner(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("phone", sa.Text),
    sa.Column("email", sa.Text),
    sa.Index("ix_customers_phone", "organisation_id", "phone"),
)

appointments = sa.Table(
    "appointments",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    owner(),
    sa.Column("branch_id", sa.Uuid, sa.ForeignKey("branches.id"), nullable=False),
    sa.Column("service_id", sa.Uuid, nullable=False),
    sa.Column("staff_id", sa.Uuid, nullable=False),
    sa.Column("customer_id", sa.Uuid, nullable=False),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("price_cents", sa.BigInteger, nullable=False),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("call_id", sa.Text, index=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("changes", sa.Text, nullable=False),
    sa.Column("requested_at", Instant, nullable=False),
    sa.Index("ix_appointments_starts_at", "starts_at", "id"),
    sa.Index("ix_appointments_organisation", "organisation_id", "starts_at", "id"),
    sa.Index("ix_appointments_customer", "customer_id", "ends_at"),
)

callbacks = sa.Table(
    "callbacks",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    owner(index=True),
    sa.Column("branch_id", sa.Uuid, sa.ForeignKey("branches.id"), nullable=False),
    sa.Column("call_id", sa.Text, nullable=False, index=True),
    sa.Column("requested_at", Instant, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("phone", sa.Text),
    sa.Column("priority", sa.Text, nullable=False),
    sa.Column("due_at", Instant, nullable=False),
)

occupancies = sa.Table(
    "occupancies",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    owner(index=True),
    sa.Column("staff_id", sa.Uuid, nullable=False),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("service_id", sa.Uuid),
    sa.Column("appointment_starts_at", Instant),
    sa.Column("appointment_ends_at", Instant),
    sa.Column("call_id", sa.Text, index=True),
    sa.Column("expires_at", Instant),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.CheckConstraint("starts_at < ends_at", name="forwards"),
    sa.CheckConstraint("kind IN ('hold', 'appointment', 'busy')", name="kind"),
    sa.CheckConstraint("(kind = 'hold') = (expires_at IS NOT NULL)", name="only_holds_expire"),
    # By end, not by start: what begins before a moment is the whole past, what ends
    # after it is a few days.
    sa.Index("ix_occupancies_staff", "staff_id", "ends_at"),
)
"""Who is taken when. A hold becomes the appointment of the same id in its place.

The migration that makes the table makes the triggers that refuse an overlap: of one staff
member nobody is given time that is taken, save that a call may hold several times that
overlap, of which it will keep one. On PostgreSQL an exclusion constraint says it again of
everything that is not a hold.
"""
