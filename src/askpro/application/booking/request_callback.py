"""Note that a caller wants to be called back."""

import attrs

from askpro.application.notices.announce import announce_callback
from askpro.domain.booking.callback import Callback, Priority, due
from askpro.domain.ids import CallbackId
from askpro.domain.telephony.desk import Desk
from askpro.ports.clock import Clock, NewId
from askpro.ports.storage import Storage


@attrs.frozen
class RequestCallback:
    """A row first, the sentence about it afterwards."""

    storage: Storage
    clock: Clock
    new_id: NewId

    def __call__(
        self,
        desk: Desk,
        *,
        message: str,
        name: str = "",
        phone: str | None = None,
        priority: Priority = Priority.NORMAL,
    ) -> Callback:
        """The stored wish; the same wish again on this call is the one already noted."""
        with self.storage.begin(desk.actor.scope) as work:
            for noted in work.callbacks.of_call(desk.call_id):
                if noted.message == message:
                    return noted
            now = self.clock()
            callback = Callback(
                id=CallbackId(self.new_id()),
                organisation_id=desk.organisation_id,
                branch_id=desk.branch.id,
                call_id=desk.call_id,
                requested_at=now,
                message=message,
                name=name,
                phone=phone or desk.caller,
                priority=priority,
                due_at=due(priority, now, desk.catalogue.opening, desk.zone),
            )
            work.callbacks.add(callback)
            announce_callback(work, desk.branch, callback)
            return callback
