"""What a call keeps just now."""

from collections.abc import Sequence

import attrs

from askpro.domain.booking.hold import Hold
from askpro.domain.telephony.desk import Desk
from askpro.ports.clock import Clock
from askpro.ports.storage import Storage


@attrs.frozen
class HeldSlots:
    """The offers that are still open on a call."""

    storage: Storage
    clock: Clock

    def __call__(self, desk: Desk) -> Sequence[Hold]:
        """Unexpired holds in the order they were offered."""
        with self.storage.look(desk.actor.scope) as work:
            return work.diary.holds_of(desk.call_id, self.clock())
