"""What the operator and the worker ask and tell the tables: letters, depth, take-overs."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa

from askpro.adapters.procrastinate.jobs import defer
from askpro.adapters.procrastinate.tables import (
    DEAD,
    RUNNING,
    WAITING,
    events,
    ours,
    theirs,
    workers,
)
from askpro.ports.job_attempts import SILENT
from askpro.ports.jobs import MOST_ATTEMPTS, DeadLetter, Job, NoSuchJob


def find(connection: sa.Connection, id: UUID) -> Job | None:
    """The job of this id; None if it was done meanwhile."""
    row = connection.execute(sa.select(ours).where(ours.c.id == id)).mappings().first()
    return _job(row) if row else None


def keep_error(connection: sa.Connection, id: UUID, error: str) -> None:
    connection.execute(ours.update().where(ours.c.id == id).values(error=error))


def any_due(connection: sa.Connection, kinds: Collection[str]) -> bool:
    """Whether a job of these kinds waits and may be done now."""
    now_or_before = sa.or_(theirs.c.scheduled_at.is_(None), theirs.c.scheduled_at <= sa.func.now())
    due = sa.and_(theirs.c.status == WAITING, theirs.c.queue_name.in_(kinds), now_or_before)
    return connection.execute(sa.select(theirs.c.id).where(due).limit(1)).first() is not None


def dead_letters(connection: sa.Connection, most: int) -> Sequence[DeadLetter]:
    died_at = (
        sa.select(sa.func.max(events.c.at))
        .where(events.c.job_id == theirs.c.id, events.c.type == DEAD)
        .scalar_subquery()
        .label("died_at")
    )
    newest_first = (
        sa.select(ours, theirs.c.attempts, died_at)
        .join(theirs, theirs.c.id == ours.c.job_id)
        .where(theirs.c.status == DEAD)
        .order_by(died_at.desc(), ours.c.id.desc())
        .limit(most)
    )
    return [
        DeadLetter(row["id"], _job(row), row["attempts"], row["error"] or "", row["died_at"])
        for row in connection.execute(newest_first).mappings()
    ]


def replay(connection: sa.Connection, id: UUID) -> None:
    """Queue it anew with procrastinate, which alone resets the attempts and wakes workers."""
    dead = (
        sa.select(theirs.c.id, ours.c.kind)
        .join(ours, ours.c.job_id == theirs.c.id)
        .where(ours.c.id == id, theirs.c.status == DEAD)
        .with_for_update(of=theirs)
    )
    row = connection.execute(dead).first()
    if row is None:
        raise NoSuchJob
    fresh = {"job_id": defer(connection, row.kind, id, None), "error": None}
    connection.execute(ours.update().where(ours.c.id == id).values(fresh))
    connection.execute(theirs.delete().where(theirs.c.id == row.id))


def depth(connection: sa.Connection) -> Mapping[str, int]:
    counted = sa.select(theirs.c.status, sa.func.count()).group_by(theirs.c.status)
    found = {row[0]: row[1] for row in connection.execute(counted)}
    words = {"waiting": WAITING, "running": RUNNING, "dead": DEAD}
    return {word: found.get(status, 0) for word, status in words.items()}


def take_over(connection: sa.Connection, silent_seconds: float) -> int:
    """Give the jobs of workers without a heartbeat another attempt; how many there were.

    Rescuers go one after the other: the second must not put back what a third worker
    has fetched again since.
    """
    connection.execute(sa.text("SELECT pg_advisory_xact_lock(hashtext('askpro take over'))"))
    silent_since = sa.func.now() - sa.func.make_interval(0, 0, 0, 0, 0, 0, silent_seconds)
    silent = (
        sa.select(theirs.c.id, theirs.c.attempts)
        .outerjoin(workers, workers.c.id == theirs.c.worker_id)
        .where(theirs.c.status == RUNNING)
        .where(sa.or_(workers.c.id.is_(None), workers.c.last_heartbeat < silent_since))
        .with_for_update(of=theirs, skip_locked=True)
    )
    rows = connection.execute(silent).all()
    dead = sa.cast(DEAD, theirs.c.status.type)
    for row in rows:
        if row.attempts + 1 < MOST_ATTEMPTS:
            again = sa.func.procrastinate_retry_job_v2(row.id, sa.func.now(), None, None, None)
            connection.execute(sa.select(again))
        else:
            died = ours.update().where(ours.c.job_id == row.id).values(error=SILENT)
            connection.execute(died)
            connection.execute(sa.select(sa.func.procrastinate_finish_job_v1(row.id, dead, False)))
    return len(rows)


def _job(row: sa.RowMapping) -> Job:
    return Job(
        kind=row["kind"],
        key=row["key"],
        facts=row["facts"],
        organisation_id=row["organisation_id"],
        not_before=row["not_before"],
    )
