"""The calls of the scope and their desks."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.desk_shelf import DeskShelf
from askpro.adapters.sql.prepared import Prepared
from askpro.adapters.sql.rows.calls import call_of, call_row, desk_row
from askpro.adapters.sql.sight import Sight, seen
from askpro.adapters.sql.stored_json import loaded
from askpro.adapters.sql.tables.calls import calls, desks
from askpro.domain.ids import CallId
from askpro.domain.telephony.call import Call, CallStatus, NoSuchCall
from askpro.domain.telephony.desk import Desk
from askpro.ports.storage import Calls, NoSuchOrganisation

_UNENDED = [CallStatus.RINGING.value, CallStatus.ONGOING.value]

_ID: sa.BindParameter[Any] = sa.bindparam("call_id", type_=sa.Text())
_DESK = Prepared(lambda _: sa.select(desks.c.desk).where(desks.c.call_id == _ID))


@cache
def _met(everywhere: bool) -> Prepared:
    mine = sa.select(calls).where(calls.c.id == _ID, seen(calls.c.organisation_id, everywhere))
    return Prepared(lambda _: mine.with_for_update())


@cache
def _saved(everywhere: bool) -> Prepared:
    mine = sa.update(calls).where(calls.c.id == _ID, seen(calls.c.organisation_id, everywhere))
    new = {each.name: sa.bindparam(each.name, type_=each.type) for each in calls.c}
    del new["id"]
    return Prepared(lambda _: mine.values(new))


@attrs.frozen
class SqlCalls(Calls):
    """A call that is met is locked until the work ends.

    ``_kept_here`` are the desks that nobody else may know of before the commit.
    """

    _sight: Sight
    _shelf: DeskShelf
    _kept_here: dict[CallId, Desk]

    def meet(self, first: Call) -> Call:
        self._insist_on(first)
        if self._sight.add(calls, call_row(first)):
            return first  # nobody else sees it before this work ends
        facts = {"call_id": first.id, **self._sight.root}
        met = _met(self._sight.everywhere).first(self._sight.connection, facts)
        if met is None:
            raise NoSuchCall
        return call_of(met)

    def save(self, call: Call) -> None:
        self._insist_on(call)
        facts = {"call_id": call.id, **call_row(call), **self._sight.root}
        if not _saved(self._sight.everywhere).change(self._sight.connection, facts):
            raise NoSuchCall

    def get(self, id: CallId) -> Call:
        row = self._sight.first(self._mine().where(calls.c.id == id))
        if row is None:
            raise NoSuchCall
        return call_of(row)

    def keep_desk(self, desk: Desk) -> None:
        self._sight.insist_on(desk.organisation_id)
        if self._sight.add(desks, desk_row(desk)):
            self._kept_here[desk.call_id] = desk

    def desk(self, id: CallId) -> Desk | None:
        desk = self._shelf.take(id) or self._stored_desk(id)
        if desk is None or not self._sight.contains(desk.organisation_id):
            return None
        if id not in self._kept_here:
            self._shelf.put(desk)
        return desk

    def unended(self, seen_before: datetime, most: int = 100) -> Sequence[Call]:
        rows = self._sight.all(
            self._mine()
            .where(calls.c.status.in_(_UNENDED), calls.c.first_seen_at < seen_before)
            .order_by(calls.c.first_seen_at, calls.c.id)
            .limit(most)
        )
        return [call_of(row) for row in rows]

    def _stored_desk(self, id: CallId) -> Desk | None:
        row = _DESK.first(self._sight.connection, {"call_id": id})
        return None if row is None else loaded(row.desk, Desk)

    def _mine(self) -> sa.Select[tuple[object, ...]]:
        return sa.select(calls).where(self._sight.sees(calls.c.organisation_id))

    def _insist_on(self, call: Call) -> None:
        if call.organisation_id is not None:
            self._sight.insist_on(call.organisation_id)
        elif self._sight.scope.root is not None:
            raise NoSuchOrganisation
