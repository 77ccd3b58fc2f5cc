"""The queue of one machine: a table, a dispatcher and a few threads.

The thread that calls ``run`` takes due jobs, hands each to a thread and keeps the leases
alive; handlers run outside any transaction. After kill -9 nobody keeps the lease, and
whoever looks next once it ran out does the job again.
"""

import logging
import random
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

import attrs
import sqlalchemy as sa
from sqlalchemy import exc

from askpro.adapters.sql import job_rows
from askpro.adapters.sql.job_rows import Taken
from askpro.domain.errors import Unavailable
from askpro.ports.clock import Clock
from askpro.ports.job_attempts import Pause, growing_pause, in_one_line, pause_after
from askpro.ports.jobs import DeadLetter, Handle, JobQueue, NoSuchJob

logger = logging.getLogger("askpro.jobs")

NO_ANSWER = (exc.OperationalError, exc.TimeoutError, Unavailable)

Transaction = Callable[[], AbstractContextManager[sa.Connection]]
"""Opens a transaction that is committed at the end and rolled back on an exception."""


@attrs.define(eq=False)
class SqlJobQueue(JobQueue):
    """Works off the table ``jobs``.

    ``write`` shares the one writer of SQLite; ``read`` waits for nobody. A worker that
    renews no lease for ``lease_seconds`` counts as dead. ``ring`` tells of a new job
    in the same process; without it a job is found after ``poll_seconds`` at the latest.
    """

    write: Transaction
    read: Transaction
    clock: Clock
    pause: Pause = attrs.field(factory=lambda: growing_pause(random.random))
    threads: int = attrs.field(default=2, kw_only=True)
    lease_seconds: float = attrs.field(default=30, kw_only=True)
    poll_seconds: float = attrs.field(default=0.5, kw_only=True)
    _bell: threading.Event = attrs.field(factory=threading.Event, init=False)
    _stopped: threading.Event = attrs.field(factory=threading.Event, init=False)
    _held: dict[tuple[UUID, int], Taken] = attrs.field(factory=dict, init=False)
    _kept_at: float = attrs.field(default=0, init=False)

    def ring(self) -> None:
        """There may be a new job; safe from any thread, even just before the commit."""
        self._bell.set()

    def run(self, handlers: Mapping[str, Handle], *, until_idle: bool = False) -> None:
        rung = True
        try:
            while True:
                stopping, busy = self._stopped.is_set(), bool(self._held)
                self._bell.clear()
                try:
                    taken = [] if stopping else self._take(list(handlers), look_first=not rung)
                    self._keep_leases()
                except NO_ANSWER as error:
                    if until_idle:
                        raise
                    fault = type(error).__name__
                    logger.warning("no jobs taken, the database does not answer: %s", fault)
                    self._stopped.wait(1)
                    continue
                for one in taken:
                    self._start(one, handlers[one.job.kind])
                if not busy and not taken and (stopping or until_idle):
                    return
                rung = self._bell.wait(min(self.poll_seconds, self.lease_seconds / 3))
        finally:
            self._stopped.clear()

    def stop(self) -> None:
        self._stopped.set()
        self._bell.set()

    def dead_letters(self, most: int = 100) -> Sequence[DeadLetter]:
        with self.read() as connection:
            return job_rows.dead_letters(connection, most)

    def replay(self, id: UUID) -> None:
        with self.write() as connection:
            if not job_rows.revive(connection, id, self.clock()):
                raise NoSuchJob
        self.ring()

    def depth(self) -> Mapping[str, int]:
        with self.read() as connection:
            return job_rows.depth(connection)

    def _take(self, kinds: Collection[str], *, look_first: bool) -> Sequence[Taken]:
        """What is due and fits.

        Looking first spares the writer an empty transaction every half second. When the
        bell rang we must not look first: the ringer may be just about to commit.
        """
        free = self.threads - len(self._held)
        if free <= 0:
            return []
        if look_first:
            with self.read() as connection:
                if not job_rows.any_due(connection, kinds, self.clock()):
                    return []
        with self.write() as connection:
            now = self.clock()
            return job_rows.take(connection, kinds, free, now, now + self._lease)

    def _start(self, taken: Taken, handle: Handle) -> None:
        self._held[taken.id, taken.lease] = taken
        # A daemon: a handler that hangs must not keep a stopping process alive.
        threading.Thread(
            target=self._do, args=(taken, handle), name=f"job {taken.job.kind}", daemon=True
        ).start()

    def _do(self, taken: Taken, handle: Handle) -> None:
        try:
            handle(taken.job)
        except Exception as error:  # noqa: BLE001 - whatever it is, the dead letters show it
            self._write_down(taken, error)
        else:
            self._write_down(taken, None)
        finally:
            del self._held[taken.id, taken.lease]
            self._bell.set()

    def _write_down(self, taken: Taken, error: Exception | None) -> None:
        """Keep the outcome; if that fails the lease runs out and the job is done again."""
        job, now = taken.job, self.clock()
        if error is not None:
            facts = (job.kind, job.key, taken.attempt, type(error).__name__)
            logger.warning("job failed: kind=%s key=%s attempt=%d error=%s", *facts)
        try:
            with self.write() as connection:
                if error is None:
                    held = job_rows.mark_done(connection, taken)
                else:
                    wait = pause_after(error, taken.attempt, self.pause)
                    again_at = None if wait is None else now + wait
                    text = in_one_line(error)
                    held = job_rows.mark_failed(connection, taken, text, again_at, now)
        except NO_ANSWER as trouble:
            fault = type(trouble).__name__
            logger.warning("outcome not kept: kind=%s key=%s error=%s", job.kind, job.key, fault)
        else:
            if not held:
                logger.warning("lease lost meanwhile: kind=%s key=%s", job.kind, job.key)

    def _keep_leases(self) -> None:
        held = list(self._held.values())
        if held and time.monotonic() - self._kept_at >= self.lease_seconds / 4:
            with self.write() as connection:
                job_rows.renew(connection, held, self.clock() + self._lease)
            self._kept_at = time.monotonic()

    @property
    def _lease(self) -> timedelta:
        return timedelta(seconds=self.lease_seconds)
