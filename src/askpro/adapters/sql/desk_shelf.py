"""Desks that were read before: frozen for ever, so reading them once is enough.

A live call asks for its desk with every sentence, and decoding one costs more than
finding it.
"""

from collections import OrderedDict
from threading import Lock

import attrs

from askpro.domain.ids import CallId
from askpro.domain.telephony.desk import Desk

MOST_DESKS = 256


@attrs.define
class DeskShelf:
    """The desks of the latest calls; safe from any thread."""

    _desks: OrderedDict[CallId, Desk] = attrs.field(factory=OrderedDict, init=False)
    _lock: Lock = attrs.field(factory=Lock, init=False)

    def take(self, id: CallId) -> Desk | None:
        with self._lock:
            desk = self._desks.get(id)
            if desk is not None:
                self._desks.move_to_end(id)
            return desk

    def put(self, desk: Desk) -> None:
        """Only a desk that is committed: what a work forgets must not stay here."""
        with self._lock:
            self._desks[desk.call_id] = desk
            while len(self._desks) > MOST_DESKS:
                self._desks.popitem(last=False)
