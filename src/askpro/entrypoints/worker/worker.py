"""The worker: one thread that runs the queue, and one for each duty.

Worker(queue, handlers, duties, claim, clock).run()    a process of its own
worker.start() … worker.stop(); worker.join(5)         inside another process
"""

import logging
import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from types import FrameType

import attrs

from askpro.entrypoints.worker.duty import Claim, Duty
from askpro.ports.clock import Clock
from askpro.ports.jobs import Handle, JobQueue

logger = logging.getLogger("askpro.worker")

GRACE_SECONDS = 5
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def _nothing_more() -> None:
    """Whoever waits for the worker is told anyway."""


@attrs.define(eq=False)
class Worker:
    """Runs until it is stopped, or until its queue fails for a reason nobody foresaw.

    Its threads are daemons: a job still running when the grace is over is left behind,
    and another worker takes it over.
    """

    queue: JobQueue
    handlers: Mapping[str, Handle]
    duties: Sequence[Duty]
    claim: Claim
    clock: Clock
    retry_seconds: float = attrs.field(default=10, kw_only=True)
    """How long to wait before asking again for a slot when nobody could say whose it is."""
    on_failure: Callable[[], None] = attrs.field(default=_nothing_more, kw_only=True)
    """Called in the queue's thread once its failure is known; must not raise."""
    _stopping: threading.Event = attrs.field(factory=threading.Event, init=False)
    _threads: list[threading.Thread] = attrs.field(factory=list, init=False)
    _failure: Exception | None = attrs.field(default=None, init=False)

    def run(self) -> bool:
        """Work until SIGTERM or SIGINT; whether everything at hand was finished in time.

        To be called in the main thread, where Python receives signals.
        """
        before = {one: signal.signal(one, self._on_signal) for one in STOP_SIGNALS}
        try:
            self.start()
            # Waiting in slices: Python sees a signal only when the main thread moves.
            while not self._stopping.wait(0.5):
                pass
            self.stop()
            return self.join(GRACE_SECONDS)
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    def start(self) -> None:
        """Begin to work in threads of our own."""
        self._go("jobs", self._run_queue)
        for duty in self.duties:
            self._go(f"duty {duty.name}", partial(self._come_round, duty))

    def stop(self) -> None:
        """Ask everything to end after what is at hand; safe from any thread."""
        self._stopping.set()
        self.queue.stop()

    def join(self, seconds: float) -> bool:
        """Whether everything ended within that time.

        Raises:
            Exception: What ended the queue, if it was not ``stop``.
        """
        ended = self.wait(seconds)
        if self._failure is not None:
            raise self._failure
        return ended

    def faults(self) -> tuple[str, ...]:
        """Why no jobs are done any more, for the health page; by class, never with its text."""
        if self._failure is None:
            return ()
        return (f"The worker has ended: {type(self._failure).__name__}.",)

    def wait(self, seconds: float) -> bool:
        """Whether everything ended within that time, however it ended."""
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0, until - time.monotonic()))
        left = [thread.name for thread in self._threads if thread.is_alive()]
        if left:
            logger.warning("left behind, somebody will take it over: %s", ", ".join(left))
        return not left

    def _go(self, name: str, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping.set()

    def _run_queue(self) -> None:
        try:
            self.queue.run(self.handlers)
        except Exception as error:
            logger.exception("the queue has ended, no jobs are done any more")
            self._failure = error  # raised again by join, in the caller's thread
            self.on_failure()
        finally:
            self._stopping.set()

    def _come_round(self, duty: Duty) -> None:
        """Take the present slot if nobody had it, even if it began before we did."""
        settled = None
        while not self._stopping.is_set():
            slot, wait = duty.slot(self.clock()), self.retry_seconds
            if slot == settled or self._do(duty, slot):
                settled = slot
                next_slot = slot + timedelta(seconds=duty.every_seconds)
                wait = (next_slot - self.clock()).total_seconds()
            self._stopping.wait(max(wait, 0.01))

    def _do(self, duty: Duty, slot: datetime) -> bool:
        """Do it if the slot is ours; whether it is known whose the slot is."""
        claimed = None
        try:
            claimed = self.claim(duty.name, slot)
            if claimed:
                duty.do()
        except Exception as error:  # noqa: BLE001 - one duty must not end the worker
            logger.warning("duty failed: name=%s error=%s", duty.name, type(error).__name__)
        return claimed is not None
