"""An empty queue to try, and what the claims about queues share."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import Protocol
from uuid import UUID

import attrs

from askpro.domain.errors import Missing, Refused, Unavailable
from askpro.ports.jobs import MOST_ATTEMPTS, Handle, Job, JobQueue, Jobs

NOBODY = UUID("01890000-0000-7000-8000-000000000000")
LONGER_THAN_ANY_PAUSE = timedelta(hours=2)


class JobBench(Protocol):
    """An empty queue, the transactions that fill it, and its time."""

    @property
    def queue(self) -> JobQueue: ...

    def begin(self) -> AbstractContextManager[Jobs]:
        """A transaction, committed at the end and rolled back on an exception."""

    def pass_time(self, length: timedelta) -> None:
        """Let what is due within this length become due."""


@attrs.define
class NeverAllowed(Refused):
    """This is never allowed."""


@attrs.define
class NobodyThere(Missing):
    """Nobody is there."""


@attrs.define
class LineBusy(Unavailable):
    """The line is busy."""


@attrs.define
class Recorder:
    """A handler that remembers what it was given and fails as often as told."""

    failures: list[Exception] = attrs.field(factory=list)
    jobs: list[Job] = attrs.field(factory=list)

    def __call__(self, job: Job) -> None:
        self.jobs.append(job)
        if self.failures:
            raise self.failures.pop(0)

    @property
    def keys(self) -> list[str]:
        return [job.key for job in self.jobs]


def mail(key: str = "mail 1") -> Job:
    return Job(kind="mail", key=key, facts={"to": "müller@example.org"})


def enqueue(bench: JobBench, *jobs: Job) -> None:
    with bench.begin() as queue:
        for job in jobs:
            queue.enqueue(job)


def work_off(bench: JobBench, handle: Handle) -> None:
    """Do what is due, and what becomes due by waiting, until nothing waits any more."""
    for _ in range(MOST_ATTEMPTS + 1):
        bench.queue.run({"mail": handle}, until_idle=True)
        bench.pass_time(LONGER_THAN_ANY_PAUSE)


@contextmanager
def running(queue: JobQueue, handlers: Mapping[str, Handle]) -> Iterator[threading.Thread]:
    """The queue at work in a thread, stopped at the end."""
    thread = threading.Thread(target=queue.run, args=(handlers,), daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        queue.stop()
        thread.join(10)
    assert not thread.is_alive()


def until(event: threading.Event) -> None:
    assert event.wait(10)


def soon(claim: Callable[[], bool], within_seconds: float = 10) -> bool:
    end = time.monotonic() + within_seconds
    while not claim() and time.monotonic() < end:
        time.sleep(0.01)
    return claim()
