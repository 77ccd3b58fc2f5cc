"""The queue of several machines: procrastinate fetches, wakes and keeps the heartbeats.

What it lacks is added here: keys for ever, the growing pauses, dead letters with their
error, and the take-over of jobs whose worker fell silent.
"""

import asyncio
import contextlib
import logging
import random
import threading
from collections.abc import Mapping, Sequence
from uuid import UUID

import attrs
import procrastinate
import psycopg
import sqlalchemy as sa
from procrastinate.exceptions import ConnectorException
from sqlalchemy.exc import OperationalError

from askpro.adapters.procrastinate import letters
from askpro.adapters.procrastinate.attempts import (
    Attempts,
    Retries,
    in_daemon_thread,
    is_ours_to_tell,
)
from askpro.adapters.procrastinate.jobs import TASK
from askpro.ports.clock import Clock
from askpro.ports.job_attempts import Pause, growing_pause
from askpro.ports.jobs import DeadLetter, Handle, JobQueue

logger = logging.getLogger("askpro.jobs")

NO_ANSWER = (ConnectorException, OperationalError, psycopg.OperationalError)


@attrs.define(eq=False)
class ProcrastinateJobQueue(JobQueue):
    """Works off procrastinate's tables; any number of processes may do so at once.

    ``run`` brings its own event loop and connections (to the engine's URL) and may be
    called in any thread. A worker without heartbeat for ``silent_seconds`` counts as dead.
    New jobs wake by LISTEN; a due retry is found after ``poll_seconds`` at the latest.
    """

    engine: sa.Engine
    clock: Clock
    pause: Pause = attrs.field(factory=lambda: growing_pause(random.random))
    threads: int = attrs.field(default=2, kw_only=True)
    silent_seconds: float = attrs.field(default=30, kw_only=True)
    poll_seconds: float = attrs.field(default=0.5, kw_only=True)
    _stopped: threading.Event = attrs.field(factory=threading.Event, init=False)

    def run(self, handlers: Mapping[str, Handle], *, until_idle: bool = False) -> None:
        try:
            if until_idle:
                self._run_until_idle(handlers)
            else:
                self._run_until_stopped(handlers)
        finally:
            self._stopped.clear()

    def stop(self) -> None:
        self._stopped.set()

    def dead_letters(self, most: int = 100) -> Sequence[DeadLetter]:
        with self.engine.connect() as connection:
            return letters.dead_letters(connection, most)

    def replay(self, id: UUID) -> None:
        with self.engine.begin() as connection:
            letters.replay(connection, id)

    def depth(self) -> Mapping[str, int]:
        with self.engine.connect() as connection:
            return letters.depth(connection)

    def _run_until_idle(self, handlers: Mapping[str, Handle]) -> None:
        self._take_over()
        while not self._stopped.is_set():
            with self.engine.connect() as connection:
                if not letters.any_due(connection, list(handlers)):
                    return
            asyncio.run(self._work(handlers, wait=False))

    def _run_until_stopped(self, handlers: Mapping[str, Handle]) -> None:
        while not self._stopped.is_set():
            try:
                asyncio.run(self._work(handlers, wait=True))
            except NO_ANSWER as error:
                fault = type(error).__name__
                logger.warning("no jobs taken, the database does not answer: %s", fault)
            # Procrastinate's worker also ends, without an error, when its listener fails.
            self._stopped.wait(1)

    async def _work(self, handlers: Mapping[str, Handle], *, wait: bool) -> None:
        """Be one procrastinate worker, from its registration to its farewell."""
        dsn = self.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        connector = procrastinate.PsycopgConnector(
            conninfo=dsn, min_size=1, max_size=self.threads + 2
        )
        app = procrastinate.App(connector=connector)
        logging.getLogger("procrastinate.worker").addFilter(is_ours_to_tell)
        attempts = Attempts(self.engine, handlers, self.pause)
        app.task(name=TASK, pass_context=True, retry=Retries(self.clock, self.pause))(
            attempts.__call__
        )
        async with app.open_async():
            worker = asyncio.create_task(
                app.run_worker_async(
                    queues=list(handlers),
                    concurrency=self.threads,
                    wait=wait,
                    listen_notify=wait,
                    fetch_job_polling_interval=self.poll_seconds,
                    delete_jobs="successful",
                    install_signal_handlers=False,
                    update_heartbeat_interval=self.silent_seconds / 4,
                    stalled_worker_timeout=self.silent_seconds,
                )
            )
            rescue = asyncio.create_task(self._rescue_now_and_then())
            stop = asyncio.create_task(self._stop_when_asked())
            ended, _ = await asyncio.wait(
                {worker, rescue, stop}, return_when=asyncio.FIRST_COMPLETED
            )
            for task in (worker, rescue, stop):
                task.cancel()  # a worker that is cancelled lets the jobs at hand finish
            await asyncio.wait({worker, rescue, stop})
        for task in ended:
            task.result()

    async def _stop_when_asked(self) -> None:
        while not self._stopped.is_set():
            await asyncio.sleep(0.05)

    async def _rescue_now_and_then(self) -> None:
        while True:
            with contextlib.suppress(OperationalError):  # the worker itself complains of it
                await in_daemon_thread(self._take_over)
            await asyncio.sleep(self.silent_seconds / 2)

    def _take_over(self) -> None:
        with self.engine.begin() as connection:
            number = letters.take_over(connection, self.silent_seconds)
        if number:
            logger.warning("took over %d jobs of workers that fell silent", number)
