"""Seal what has been posted, batch by batch, until nothing is left."""

from datetime import datetime

import attrs

from askpro.domain.billing.closed import LONGEST_WORK
from askpro.domain.billing.seal import seal
from askpro.domain.organisations.scope import Scope
from askpro.ports.clock import Clock
from askpro.ports.storage import Storage, Work

BATCH = 1000


@attrs.frozen
class SealLedger:
    """Any number of workers may do this at once: the next number is had by one of them."""

    storage: Storage
    clock: Clock
    batch: int = BATCH

    def __call__(self, *, everything: bool = False) -> int:
        """How many were sealed here.

        Looks back from the head no further than a work can last, so that a minute's work
        is that minute's postings; ``everything`` looks at all there is.
        """
        done = 0
        while (number := self._seal_batch(everything=everything)) > 0:
            done += number
        return done

    def _seal_batch(self, *, everything: bool) -> int:
        with self.storage.begin(Scope.everything()) as work:
            # The head first: what is sealed in between is then missing below, not twice.
            head = work.seals.head()
            since = None if everything or head is None else self._since(work, head.sequence)
            seals = seal(head, work.seals.unsealed(self.batch, since))
            return len(seals) if seals and work.seals.append(seals) else 0

    def _since(self, work: Work, head: int) -> datetime:
        ((_, last),) = work.seals.sealed(head - 1, 1)
        return min(last.posted_at, self.clock()) - LONGEST_WORK
