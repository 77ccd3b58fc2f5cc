"""Wishes to be called back."""

from collections.abc import Sequence

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.rows.booking import callback_of, callback_row
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.booking import callbacks
from askpro.domain.booking.callback import Callback
from askpro.domain.ids import CallId
from askpro.ports.storage import Callbacks


@attrs.frozen
class SqlCallbacks(Callbacks):
    """The callbacks of the scope."""

    _sight: Sight

    def add(self, callback: Callback) -> None:
        self._sight.insist_on(callback.organisation_id)
        self._sight.add(callbacks, callback_row(callback))

    def of_call(self, call_id: CallId) -> Sequence[Callback]:
        rows = self._sight.all(
            sa.select(callbacks)
            .where(callbacks.c.call_id == call_id, self._sight.sees(callbacks.c.organisation_id))
            .order_by(callbacks.c.requested_at, callbacks.c.id)
        )
        return [callback_of(row) for row in rows]
