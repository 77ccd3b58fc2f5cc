"""Work that leaves the building: queued in the caller's transaction, done after the commit.

A job runs at least once: it survives kill -9, is retried with growing pauses, and ends,
if nothing helps, in the dead letters, where it can be seen and replayed. What was refused
or is missing goes there at once: asking again is pointless. Whoever handles
a job makes doing it twice the same as doing it once.
"""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

import attrs

from askpro.domain.errors import Missing
from askpro.domain.ids import OrganisationId

MOST_ATTEMPTS = 8


@attrs.define
class NoSuchJob(Missing):
    """There is no such job among the dead letters."""


@attrs.frozen
class Job:
    """What is to be done, with small facts to do it by.

    ``key`` names the work for ever: a key that was ever queued is not queued again.
    """

    kind: str
    key: str
    facts: Mapping[str, str]
    organisation_id: OrganisationId | None = None
    not_before: datetime | None = None


@attrs.frozen
class DeadLetter:
    """A job that was tried as often as it may be, and what it last failed with."""

    id: UUID
    job: Job
    attempts: int
    error: str
    died_at: datetime


class Jobs(Protocol):
    """The queue as a unit of work sees it."""

    @abstractmethod
    def enqueue(self, job: Job) -> None:
        """Queue the job with this transaction; nothing happens if the key was queued before."""


Handle = Callable[[Job], None]
"""Does one job; an exception means it is tried again later."""


class JobQueue(Protocol):
    """The queue as the worker and the operator see it."""

    @abstractmethod
    def run(self, handlers: Mapping[str, Handle], *, until_idle: bool = False) -> None:
        """Do jobs until ``stop``; with ``until_idle`` until none is due."""

    @abstractmethod
    def stop(self) -> None:
        """Ask a running ``run`` to end after the jobs at hand; safe from any thread."""

    @abstractmethod
    def dead_letters(self, most: int = 100) -> Sequence[DeadLetter]:
        """The dead letters, the newest first."""

    @abstractmethod
    def replay(self, id: UUID) -> None:
        """Queue a dead letter again with fresh attempts.

        Raises:
            NoSuchJob: It is not among the dead letters.
        """

    @abstractmethod
    def depth(self) -> Mapping[str, int]:
        """How many jobs are ``waiting``, ``running`` and ``dead``."""
