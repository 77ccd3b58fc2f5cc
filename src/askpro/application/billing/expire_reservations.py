"""Free what calls reserved that nobody came back for. Repeated by the worker."""

import attrs

from askpro.domain.organisations.scope import Scope
from askpro.ports.clock import Clock
from askpro.ports.storage import Storage


@attrs.frozen
class ExpireReservations:
    """A call that ends later pays from what is free then, or owes; nothing is woken up."""

    storage: Storage
    clock: Clock

    def __call__(self) -> int:
        """How many reservations were ended."""
        now = self.clock()
        with self.storage.look(Scope.everything()) as work:
            owners = work.reservations.overdue(now)
        ended = 0
        for owner in owners:
            with self.storage.begin(Scope.everything()) as work:
                ended += len(work.reservations.expire(owner, now))
        return ended
