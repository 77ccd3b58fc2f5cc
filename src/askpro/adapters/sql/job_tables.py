"""Jobs that wait, run, are dead or done, and the duties that had their turn."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from askpro.adapters.sql.metadata import Instant, metadata

WAITING, RUNNING, DEAD, DONE = "waiting", "running", "dead", "done"

# A done job stays for its key, which is never queued again; its facts are emptied.
# ``due_at`` of a running job is when its lease runs out: who then still finds it takes over.
# ``lease`` counts up with every taking; who holds an older number has lost the job.
# No foreign key to the organisation: a job may have to tell the world that it is gone.
jobs = sa.Table(
    "jobs",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("key", sa.String(300), nullable=False, unique=True),
    sa.Column("facts", sa.JSON, nullable=False),
    sa.Column("organisation_id", sa.Uuid),
    sa.Column("queued_at", Instant, nullable=False),
    sa.Column("not_before", Instant),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("due_at", Instant, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("lease", sa.Integer, nullable=False),
    sa.Column("error", sa.String(300)),
    sa.Column("died_at", Instant),
    sa.CheckConstraint("state IN ('waiting', 'running', 'dead', 'done')", name="state"),
    sa.Index(None, "state", "due_at"),
)

job_slots = sa.Table(
    "job_slots",
    metadata,
    sa.Column("duty", sa.String(100), primary_key=True),
    sa.Column("slot", Instant, nullable=False),
)


def insert_into(connection: sa.Connection, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
    """The engine's own insert, which knows ``ON CONFLICT``."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
