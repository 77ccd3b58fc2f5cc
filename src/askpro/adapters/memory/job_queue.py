"""The queue in memory, as the worker and the operator see it."""

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

import attrs

from askpro.adapters.memory.storage import MemoryStorage
from askpro.adapters.memory.tables import QueuedJob
from askpro.ports.clock import Clock
from askpro.ports.job_attempts import Pause, in_one_line, pause_after
from askpro.ports.jobs import DeadLetter, Handle, JobQueue, NoSuchJob

LONGEST_NAP_SECONDS = 1.0
_AT_ONCE = datetime.min.replace(tzinfo=UTC)


class MemoryJobQueue(JobQueue):
    """Does the jobs of one storage, one after another, in the thread that runs it."""

    def __init__(self, storage: MemoryStorage, clock: Clock, pause: Pause) -> None:
        self._store = storage.store
        self._clock = clock
        self._pause = pause
        self._stopped = threading.Event()

    def run(self, handlers: Mapping[str, Handle], *, until_idle: bool = False) -> None:
        try:
            while not self._stopped.is_set():
                seen = self._store.changes
                queued = self._claim(handlers)
                if queued is not None:
                    self._do(queued, handlers)
                elif until_idle:
                    return
                else:
                    self._store.wait_for_news(seen, LONGEST_NAP_SECONDS)
        finally:
            self._stopped.clear()

    def stop(self) -> None:
        self._stopped.set()
        self._store.wake()

    def dead_letters(self, most: int = 100) -> Sequence[DeadLetter]:
        with self._store.snapshot() as tables:
            dead = [
                DeadLetter(row.id, row.job, row.attempts, row.error, row.died_at)
                for row in tables.jobs.rows()
                if row.died_at is not None
            ]
        return sorted(dead, key=lambda letter: letter.died_at, reverse=True)[:most]

    def replay(self, id: UUID) -> None:
        with self._store.change() as tables:
            for row in tables.jobs.rows():
                if row.id == id and row.died_at is not None:
                    tables.jobs.put(row.job.key, QueuedJob(id, row.job, "waiting", None))
                    return
            raise NoSuchJob

    def depth(self) -> Mapping[str, int]:
        with self._store.snapshot() as tables:
            states = Counter(row.state for row in tables.jobs.rows())
        return {state: states[state] for state in ("waiting", "running", "dead")}

    def _claim(self, handlers: Mapping[str, Handle]) -> QueuedJob | None:
        """The job that has been due longest, now marked as running."""
        if self._next_due(self._clock(), handlers) is None:
            return None
        with self._store.change() as tables:
            now = self._clock()
            due = [row for row in tables.jobs.rows() if _is_due(row, now, handlers)]
            if not due:
                return None
            first = min(due, key=lambda row: row.due_at or _AT_ONCE)
            tables.jobs.put(first.job.key, attrs.evolve(first, state="running"))
            return first

    def _next_due(self, now: datetime, handlers: Mapping[str, Handle]) -> QueuedJob | None:
        return next(
            (row for row in self._store.present.jobs.rows() if _is_due(row, now, handlers)), None
        )

    def _do(self, queued: QueuedJob, handlers: Mapping[str, Handle]) -> None:
        outcome = attrs.evolve(queued, state="waiting")
        try:
            handlers[queued.job.kind](queued.job)
            outcome = attrs.evolve(queued, state="done")
        except Exception as error:  # noqa: BLE001 - whatever went wrong, it is tried again
            outcome = self._failed(queued, error)
        finally:
            with self._store.change() as tables:
                tables.jobs.put(queued.job.key, outcome)

    def _failed(self, queued: QueuedJob, error: Exception) -> QueuedJob:
        attempts, now = queued.attempts + 1, self._clock()
        failed = attrs.evolve(queued, attempts=attempts, error=in_one_line(error))
        pause = pause_after(error, attempts, self._pause)
        if pause is None:
            return attrs.evolve(failed, state="dead", died_at=now)
        return attrs.evolve(failed, state="waiting", due_at=now + pause)


def _is_due(row: QueuedJob, now: datetime, handlers: Mapping[str, Handle]) -> bool:
    known = row.job.kind in handlers
    return known and row.state == "waiting" and (row.due_at is None or row.due_at <= now)
