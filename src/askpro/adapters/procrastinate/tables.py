"""The tables as our statements see them; ``schema`` creates them."""

import sqlalchemy as sa
from procrastinate.jobs import Status
from sqlalchemy.dialects import postgresql

WAITING, RUNNING, DEAD = "todo", "doing", "failed"

STATUS, EVENT = "procrastinate_job_status", "procrastinate_job_event_type"

metadata = sa.MetaData()

keys = sa.Table(
    "procrastinate_askpro_keys",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
)

ours = sa.Table(
    "procrastinate_askpro_jobs",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("job_id", sa.BigInteger),
    sa.Column("kind", sa.Text),
    sa.Column("key", sa.Text),
    sa.Column("facts", postgresql.JSONB),
    sa.Column("organisation_id", sa.Uuid),
    sa.Column("not_before", sa.DateTime(timezone=True)),
    sa.Column("error", sa.Text),
)

theirs = sa.Table(
    "procrastinate_jobs",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True),
    sa.Column("queue_name", sa.Text),
    sa.Column("status", postgresql.ENUM(*(status.value for status in Status), name=STATUS)),
    sa.Column("scheduled_at", sa.DateTime(timezone=True)),
    sa.Column("attempts", sa.Integer),
    sa.Column("worker_id", sa.BigInteger),
)

events = sa.Table(
    "procrastinate_events",
    metadata,
    sa.Column("job_id", sa.BigInteger),
    sa.Column("type", postgresql.ENUM(DEAD, name=EVENT)),
    sa.Column("at", sa.DateTime(timezone=True)),
)

workers = sa.Table(
    "procrastinate_workers",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True),
    sa.Column("last_heartbeat", sa.DateTime(timezone=True)),
)
