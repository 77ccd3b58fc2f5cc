"""The statements of the diary, made once and kept ready: every question of a call runs them.

They take ``of_staff``, ``of_call``, ``window_start``, ``window_end``, ``at`` and, unless
everything is in sight, ``scope_root``.
"""

from functools import cache
from typing import Any

import sqlalchemy as sa

from askpro.adapters.sql.metadata import Instant
from askpro.adapters.sql.sight import seen
from askpro.adapters.sql.tables.booking import occupancies

_AT: sa.BindParameter[Any] = sa.bindparam("at", type_=Instant())
_START: sa.BindParameter[Any] = sa.bindparam("window_start", type_=Instant())
_END: sa.BindParameter[Any] = sa.bindparam("window_end", type_=Instant())
_CALL: sa.BindParameter[Any] = sa.bindparam("of_call", type_=sa.Text())
_STAFF: sa.BindParameter[Any] = sa.bindparam("of_staff", type_=sa.Uuid(), expanding=True)

HOLDS = occupancies.c.kind == "hold"

# Returning something makes several rows one statement; the drivers would send one each.
insert = sa.insert(occupancies).returning(occupancies.c.id)

forget_expired = sa.delete(occupancies).where(
    occupancies.c.staff_id.in_(_STAFF), HOLDS, occupancies.c.expires_at <= _AT
)


def _held(everywhere: bool) -> sa.ColumnElement[bool]:
    return sa.and_(
        occupancies.c.call_id == _CALL, HOLDS, seen(occupancies.c.organisation_id, everywhere)
    )


@cache
def taken(everywhere: bool) -> sa.Select[Any]:
    """What lies in the window of these staff, expired holds apart."""
    return (
        sa.select(
            occupancies.c.staff_id,
            occupancies.c.starts_at,
            occupancies.c.ends_at,
            occupancies.c.kind,
            occupancies.c.call_id,
        )
        .where(
            occupancies.c.staff_id.in_(_STAFF),
            occupancies.c.starts_at < _END,
            occupancies.c.ends_at > _START,
            sa.or_(~HOLDS, occupancies.c.expires_at > _AT),
            seen(occupancies.c.organisation_id, everywhere),
        )
        .order_by(occupancies.c.starts_at, occupancies.c.id)
    )


@cache
def holds_of(everywhere: bool) -> sa.Select[Any]:
    """What a call holds, in the order it was offered."""
    return (
        sa.select(occupancies)
        .where(_held(everywhere), occupancies.c.expires_at > _AT)
        .order_by(occupancies.c.made_at, occupancies.c.position)
    )


@cache
def release(everywhere: bool) -> sa.Delete:
    """Give back whatever a call holds."""
    return sa.delete(occupancies).where(_held(everywhere))
