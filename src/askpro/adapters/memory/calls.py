"""Calls, desks, what came in and what went out, in memory."""

from collections.abc import Sequence
from datetime import datetime

import attrs

from askpro.adapters.memory.sight import Sight
from askpro.adapters.memory.tables import Tables
from askpro.domain.ids import CallId
from askpro.domain.notices.notice import Told
from askpro.domain.telephony.call import Call, CallStatus, NoSuchCall
from askpro.domain.telephony.desk import Desk
from askpro.ports.storage import Calls, Inbox, Letters

_UNENDED = frozenset({CallStatus.RINGING, CallStatus.ONGOING})


@attrs.frozen
class MemoryCalls(Calls):
    """The calls of the scope. Works run in turn, so whoever meets a call has it alone."""

    _sight: Sight

    def meet(self, first: Call) -> Call:
        if first.id in self._sight.tables.calls:
            return self.get(first.id)
        self._sight.must_see(first.organisation_id)
        self._sight.tables.calls.put(first.id, first)
        return first

    def save(self, call: Call) -> None:
        self.get(call.id)
        self._sight.must_see(call.organisation_id)
        self._sight.tables.calls.put(call.id, call)

    def get(self, id: CallId) -> Call:
        call = self._sight.tables.calls.get(id)
        if call is None or not self._sight.sees(call.organisation_id):
            raise NoSuchCall
        return call

    def keep_desk(self, desk: Desk) -> None:
        self._sight.must_see(desk.organisation_id)
        if desk.call_id not in self._sight.tables.desks:
            self._sight.tables.desks.put(desk.call_id, desk)

    def desk(self, id: CallId) -> Desk | None:
        desk = self._sight.tables.desks.get(id)
        return desk if desk is not None and self._sight.sees(desk.organisation_id) else None

    def unended(self, seen_before: datetime, most: int = 100) -> Sequence[Call]:
        open_calls = [
            call
            for call in self._sight.tables.calls.rows()
            if call.status in _UNENDED
            and call.first_seen_at < seen_before
            and self._sight.sees(call.organisation_id)
        ]
        return sorted(open_calls, key=lambda call: call.first_seen_at)[:most]


@attrs.frozen
class MemoryInbox(Inbox):
    """Messages from outside, as they came."""

    _tables: Tables

    def keep(self, source: str, key: str, body: bytes, now: datetime) -> bool:
        if (source, key) in self._tables.inbox:
            return False
        self._tables.inbox.put((source, key), (body, now))
        return True


@attrs.frozen
class MemoryLetters(Letters):
    """What has been sent to whom."""

    _sight: Sight

    def keep(self, told: Told) -> None:
        self._sight.must_see(told.organisation_id)
        if told.key not in self._sight.tables.letters:
            self._sight.tables.letters.put(told.key, told)

    def sent(self, key: str) -> bool:
        told = self._sight.tables.letters.get(key)
        return told is not None and self._sight.sees(told.organisation_id)
