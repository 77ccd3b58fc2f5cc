"""The queue inside a unit of work, in the transaction of the caller's own connection."""

from datetime import datetime
from uuid import UUID

import attrs
import procrastinate
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from askpro.adapters.procrastinate.tables import keys, ours
from askpro.ports.clock import NewId
from askpro.ports.jobs import Job, Jobs

TASK = "askpro"
# PostgreSQL wakes by channels of at most 63 bytes, of which procrastinate's prefix takes 23.
LONGEST_KIND_BYTES = 40


@attrs.frozen
class ProcrastinateJobs(Jobs):
    """Queues a job for procrastinate on the caller's connection.

    The kind is the name of procrastinate's queue, so that a worker fetches only what it
    has a handler for.
    """

    connection: sa.Connection
    new_id: NewId

    def enqueue(self, job: Job) -> None:
        if len(job.kind.encode()) > LONGEST_KIND_BYTES:
            raise ValueError(f"the kind {job.kind} is longer than {LONGEST_KIND_BYTES} bytes")
        once = (
            postgresql.insert(keys)
            .values(key=job.key)
            .on_conflict_do_nothing()
            .returning(keys.c.key)
        )
        if self.connection.execute(once).first() is None:
            return
        job_id = self.new_id()
        row = {
            "id": job_id,
            "job_id": defer(self.connection, job.kind, job_id, job.not_before),
            "kind": job.kind,
            "key": job.key,
            "facts": dict(job.facts),
            "organisation_id": job.organisation_id,
            "not_before": job.not_before,
        }
        self.connection.execute(ours.insert().values(row))


def defer(connection: sa.Connection, kind: str, id: UUID, not_before: datetime | None) -> int:
    """Queue with procrastinate in the connection's transaction; the id of its row."""
    app = procrastinate.App(connector=procrastinate.SyncPsycopgConnector())
    deferrer = app.configure_task(
        TASK,
        queue=kind,
        schedule_at=not_before,
        connection=connection.connection.driver_connection,
    )
    return deferrer.defer(id=str(id))
