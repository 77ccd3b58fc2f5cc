"""What the queue says to the database, one short statement or two at a time."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.job_tables import DEAD, DONE, RUNNING, WAITING, jobs
from askpro.ports.job_attempts import SILENT
from askpro.ports.jobs import MOST_ATTEMPTS, DeadLetter, Job


@attrs.frozen
class Taken:
    """A job in hand: the attempt's number from 1, and the lease it is held by."""

    id: UUID
    job: Job
    attempt: int
    lease: int


def is_due(kinds: Collection[str], now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        jobs.c.state.in_([WAITING, RUNNING]), jobs.c.due_at <= now, jobs.c.kind.in_(kinds)
    )


def any_due(connection: sa.Connection, kinds: Collection[str], now: datetime) -> bool:
    found = connection.execute(sa.select(jobs.c.id).where(is_due(kinds, now)).limit(1))
    return found.first() is not None


def take(
    connection: sa.Connection, kinds: Collection[str], most: int, now: datetime, until: datetime
) -> list[Taken]:
    """Take what is due, the longest due first; a job that keeps killing its worker dies."""
    due = (
        sa.select(jobs)
        .where(is_due(kinds, now))
        .order_by(jobs.c.due_at, jobs.c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    taken = []
    for row in connection.execute(due).mappings().all():
        if row["attempts"] >= MOST_ATTEMPTS:
            died = {"state": DEAD, "error": SILENT, "died_at": now}
            connection.execute(jobs.update().where(jobs.c.id == row["id"]).values(died))
            continue
        one = Taken(row["id"], _job(row), row["attempts"] + 1, row["lease"] + 1)
        running = {"state": RUNNING, "due_at": until, "attempts": one.attempt, "lease": one.lease}
        connection.execute(jobs.update().where(jobs.c.id == one.id).values(running))
        taken.append(one)
    return taken


def renew(connection: sa.Connection, held: Collection[Taken], until: datetime) -> None:
    for taken in held:
        _change(connection, taken, due_at=until)


def mark_done(connection: sa.Connection, taken: Taken) -> bool:
    """Whether the job was still held; its facts are emptied, its key stays."""
    return _change(connection, taken, state=DONE, facts={}, error=None)


def mark_failed(
    connection: sa.Connection, taken: Taken, error: str, again_at: datetime | None, now: datetime
) -> bool:
    """Whether the job was still held; without a next time it becomes a dead letter."""
    if again_at is None:
        return _change(connection, taken, state=DEAD, error=error, died_at=now)
    return _change(connection, taken, state=WAITING, error=error, due_at=again_at)


def revive(connection: sa.Connection, id: UUID, now: datetime) -> bool:
    """Whether there was such a dead letter, which now waits with fresh attempts."""
    fresh = {"state": WAITING, "attempts": 0, "due_at": now, "error": None, "died_at": None}
    dead = sa.and_(jobs.c.id == id, jobs.c.state == DEAD)
    return bool(connection.execute(jobs.update().where(dead).values(fresh)).rowcount)


def dead_letters(connection: sa.Connection, most: int) -> Sequence[DeadLetter]:
    newest_first = (
        sa.select(jobs)
        .where(jobs.c.state == DEAD)
        .order_by(jobs.c.died_at.desc(), jobs.c.id.desc())
        .limit(most)
    )
    return [
        DeadLetter(row["id"], _job(row), row["attempts"], row["error"], row["died_at"])
        for row in connection.execute(newest_first).mappings()
    ]


def depth(connection: sa.Connection) -> Mapping[str, int]:
    counted = (
        sa.select(jobs.c.state, sa.func.count())
        .where(jobs.c.state.in_([WAITING, RUNNING, DEAD]))
        .group_by(jobs.c.state)
    )
    found = {row[0]: row[1] for row in connection.execute(counted)}
    return {state: found.get(state, 0) for state in (WAITING, RUNNING, DEAD)}


def _change(connection: sa.Connection, taken: Taken, **changes: object) -> bool:
    held = sa.and_(jobs.c.id == taken.id, jobs.c.state == RUNNING, jobs.c.lease == taken.lease)
    return bool(connection.execute(jobs.update().where(held).values(changes)).rowcount)


def _job(row: sa.RowMapping) -> Job:
    return Job(
        kind=row["kind"],
        key=row["key"],
        facts=row["facts"],
        organisation_id=row["organisation_id"],
        not_before=row["not_before"],
    )
