"""Seal what has been posted, batch by batch, until nothing is left."""

from collections.abc import Sequence
from datetime import datetime

import attrs

from askpro.domain.billing.closed import LONGEST_WORK
from askpro.domain.billing.ledger import Transaction
from askpro.domain.billing.seal import seal
from askpro.domain.organisations.scope import Scope
from askpro.ports.clock import Clock
from askpro.ports.storage import Storage

BATCH = 1000


@attrs.frozen
class SealLedger:
    """Any number of workers may do this at once: the next number is had by one of them."""

    storage: Storage
    clock: Clock
    batch: int = BATCH

    def __call__(self, *, everything: bool = False) -> int:
        """How many were sealed here; when it returns, nothing was left that was asked for.

        Looks back from the head no further than a work can last, so that a minute's work
        is that minute's postings; ``everything`` looks at all there is.
        """
        done, since = 0, None if everything else self._behind_the_head()
        while True:
            sealed = self._seal_batch(since)
            if sealed is None:
                continue  # another was faster, and has sealed some of it
            if not sealed:
                return done
            done += len(sealed)
            since = sealed[-1].posted_at - LONGEST_WORK

    def _seal_batch(self, since: datetime | None) -> Sequence[Transaction] | None:
        with self.storage.begin(Scope.everything()) as work:
            # The head first: what is sealed in between is then missing below, not twice.
            head = work.seals.head()
            waiting = work.seals.unsealed(self.batch, since)
            return waiting if work.seals.append(seal(head, waiting)) else None

    def _behind_the_head(self) -> datetime | None:
        with self.storage.look(Scope.everything()) as work:
            head = work.seals.head()
            if head is None:
                return None
            ((_, last),) = work.seals.sealed(head.sequence - 1, 1)
        return min(last.posted_at, self.clock()) - LONGEST_WORK
