"""One attempt at one job, and what procrastinate is told about it."""

import asyncio
import logging
import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from uuid import UUID

import attrs
import procrastinate
import sqlalchemy as sa
from procrastinate.jobs import Job as QueuedJob

from askpro.adapters.procrastinate import letters
from askpro.ports.clock import Clock
from askpro.ports.job_attempts import Pause, in_one_line, pause_after
from askpro.ports.jobs import Handle

logger = logging.getLogger("askpro.jobs")


def is_ours_to_tell(record: logging.LogRecord) -> bool:
    """Leaves out procrastinate's lines about failed jobs: our own line says enough."""
    return getattr(record, "action", None) not in {"job_error", "job_error_retry"}


class AttemptFailed(Exception):
    """Carries no words of the handler's error, since procrastinate logs what it catches."""

    def __init__(self, again_in: timedelta | None) -> None:
        super().__init__("see askpro.jobs and the dead letters")
        self.again_in = again_in


@attrs.frozen
class Attempts:
    """Runs handlers in threads and keeps what they failed with."""

    engine: sa.Engine
    handlers: Mapping[str, Handle]
    pause: Pause

    async def __call__(self, context: procrastinate.JobContext, id: str) -> None:
        number = context.job.attempts + 1
        await in_daemon_thread(lambda: self._attempt(UUID(id), number))

    def _attempt(self, id: UUID, number: int) -> None:
        with self.engine.connect() as connection:
            job = letters.find(connection, id)
        if job is None:
            return
        try:
            self.handlers[job.kind](job)
        except Exception as error:  # noqa: BLE001 - whatever it is, the dead letters show it
            facts = (job.kind, job.key, number, type(error).__name__)
            logger.warning("job failed: kind=%s key=%s attempt=%d error=%s", *facts)
            with self.engine.begin() as connection:
                letters.keep_error(connection, id, in_one_line(error))
            raise AttemptFailed(pause_after(error, number, self.pause)) from None


@attrs.frozen
class Retries(procrastinate.BaseRetryStrategy):
    """Answers procrastinate's question whether and when to try again."""

    clock: Clock
    pause: Pause

    def get_retry_decision(
        self, *, exception: BaseException, job: QueuedJob
    ) -> procrastinate.RetryDecision | None:
        if isinstance(exception, AttemptFailed):
            again_in = exception.again_in
        else:  # the database failed us before or after the handler
            again_in = pause_after(exception, job.attempts + 1, self.pause)
        if again_in is None:
            return None
        return procrastinate.RetryDecision(retry_at=self.clock() + again_in)


async def in_daemon_thread(do: Callable[[], None]) -> None:
    """Wait for it without blocking the loop.

    A daemon, unlike the threads of an executor: a handler that hangs must not keep a
    stopping process alive.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[None] = loop.create_future()

    def settle(error: BaseException | None) -> None:
        if outcome.done():
            return
        if error is None:
            outcome.set_result(None)
        else:
            outcome.set_exception(error)

    def work() -> None:
        failure: BaseException | None = None
        try:
            do()
        except Exception as error:  # noqa: BLE001 - carried over to whoever waits
            failure = error
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, failure)

    threading.Thread(target=work, name="job", daemon=True).start()
    await outcome
