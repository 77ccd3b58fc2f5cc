"""The queue inside a unit of work, and the bell that is rung when one with jobs commits."""

from collections.abc import Callable

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.job_tables import WAITING, insert_into, jobs
from askpro.ports.clock import Clock, NewId
from askpro.ports.jobs import Job, Jobs

QUEUED = "askpro jobs queued"


@attrs.frozen
class SqlJobs(Jobs):
    """Queues into the table ``jobs`` on the caller's connection."""

    connection: sa.Connection
    clock: Clock
    new_id: NewId

    def enqueue(self, job: Job) -> None:
        now = self.clock()
        row = {
            "id": self.new_id(),
            "kind": job.kind,
            "key": job.key,
            "facts": dict(job.facts),
            "organisation_id": job.organisation_id,
            "queued_at": now,
            "not_before": job.not_before,
            "state": WAITING,
            "due_at": job.not_before or now,
            "attempts": 0,
            "lease": 0,
        }
        insert = insert_into(self.connection, jobs).values(row)
        once = insert.on_conflict_do_nothing(index_elements=["key"])
        # Of an INSERT the drivers do not all count the rows, but all return them.
        if self.connection.execute(once.returning(jobs.c.id)).first():
            self.connection.info[QUEUED] = True


def ring_on_commit(engine: sa.Engine, ring: Callable[[], None]) -> None:
    """Call ``ring`` when a transaction of this engine that queued a job commits.

    SQLAlchemy tells just before the commit. Whoever is woken must therefore take the
    write lock before looking, as ``SqlJobQueue`` does: it then sees what was committed.
    """

    def committing(connection: sa.Connection) -> None:
        if connection.info.pop(QUEUED, False):
            ring()

    def rolling_back(connection: sa.Connection) -> None:
        connection.info.pop(QUEUED, None)

    sa.event.listen(engine, "commit", committing)
    sa.event.listen(engine, "rollback", rolling_back)
