"""A queue for workers whose jobs do not matter."""

import threading
from collections.abc import Mapping, Sequence
from uuid import UUID

import attrs

from askpro.ports.jobs import DeadLetter, Handle, JobQueue, NoSuchJob


@attrs.define(eq=False)
class IdleQueue(JobQueue):
    """Nothing is ever due; ends when stopped, or at once with the failure it is given."""

    failure: Exception | None = None
    deaf: bool = False
    _stopped: threading.Event = attrs.field(factory=threading.Event)

    def run(self, handlers: Mapping[str, Handle], *, until_idle: bool = False) -> None:
        if self.failure:
            raise self.failure
        self._stopped.wait(30)

    def stop(self) -> None:
        if not self.deaf:
            self._stopped.set()

    def dead_letters(self, most: int = 100) -> Sequence[DeadLetter]:
        return []

    def replay(self, id: UUID) -> None:
        raise NoSuchJob

    def depth(self) -> Mapping[str, int]:
        return {"waiting": 0, "running": 0, "dead": 0}
