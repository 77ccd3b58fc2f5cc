"""What can be booked, who books it, and a diary in which nobody is taken twice.

Why: two bookings of one staff member at one time are refused by the database itself,
whatever the code above it looked up before.
Before the deploy: yes, nothing runs on these tables yet.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Of one staff member nobody is given time that is taken; a call's own holds do not stand
# in its way as long as their times differ.
_TAKEN = """
SELECT 1 FROM occupancies AS other
WHERE other.staff_id = NEW.staff_id AND other.id <> NEW.id
AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at
AND NOT (
    other.kind = 'hold' AND coalesce(other.call_id = NEW.call_id, false)
    AND (
        NEW.kind <> 'hold' OR other.starts_at <> NEW.starts_at OR other.ends_at <> NEW.ends_at
    )
)
"""
_SQLITE = """
CREATE TRIGGER occupancies_do_not_overlap_when_{name} BEFORE {event} ON occupancies
WHEN EXISTS ({taken}) BEGIN SELECT RAISE(ABORT, 'occupied'); END
"""
# The lock makes those who want the same person look one after the other: what each
# statement in here sees begins after the lock was given.
_LOOK = """
CREATE FUNCTION refuse_to_give_time_twice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.staff_id::text, 0));
    IF EXISTS ({taken}) THEN RAISE EXCEPTION 'occupied' USING ERRCODE = '23P01'; END IF;
    RETURN NEW;
END $$
"""
_POSTGRESQL = """
CREATE TRIGGER occupancies_do_not_overlap_when_{name} BEFORE {event} ON occupancies
FOR EACH ROW EXECUTE FUNCTION refuse_to_give_time_twice()
"""
# A range of one hash stands in for equality, which gist knows only with an extension.
_EXCLUSION = """
ALTER TABLE occupancies ADD CONSTRAINT occupied EXCLUDE USING gist (
    int8range(
        hashtextextended(staff_id::text, 0), hashtextextended(staff_id::text, 0), '[]'
    ) WITH &&,
    int8range(starts_at, ends_at) WITH &&
) WHERE (kind <> 'hold')
"""
_EVENTS = {"made": "INSERT", "moved": "UPDATE OF id, staff_id, starts_at, ends_at, kind, call_id"}


def upgrade() -> None:
    _make_offers()
    _make_bookings()
    _make_diary()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_LOOK.format(taken=_TAKEN))
        op.execute(_EXCLUSION)
        for name, event in _EVENTS.items():
            op.execute(_POSTGRESQL.format(name=name, event=event))
    else:
        for name, event in _EVENTS.items():
            op.execute(_SQLITE.format(name=name, event=event, taken=_TAKEN))


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
        sa.Column("customer_id", sa.Uuid, nullable=False),
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
        sa.Column("due_at", sa.BigInteger, nullable=False),
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
