"""The statements of the diary, made once and kept ready: every question of a call runs them.

They take staff (``staff_facts``), ``of_call``, ``window_start``, ``window_end``, ``at``, the
rows that are made (``row_facts``) and, unless everything is in sight, ``scope_root``.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from askpro.adapters.sql.metadata import Instant
from askpro.adapters.sql.prepared import Prepared
from askpro.adapters.sql.sight import seen
from askpro.adapters.sql.tables.booking import occupancies

_AT: sa.BindParameter[Any] = sa.bindparam("at", type_=Instant())
_START: sa.BindParameter[Any] = sa.bindparam("window_start", type_=Instant())
_END: sa.BindParameter[Any] = sa.bindparam("window_end", type_=Instant())
_CALL: sa.BindParameter[Any] = sa.bindparam("of_call", type_=sa.Text())

HOLDS = occupancies.c.kind == "hold"


def staff_facts(staff: Sequence[object]) -> dict[str, object]:
    """Who is meant, as the statements take it."""
    return {f"of_staff_{at}": id for at, id in enumerate(staff)}


def row_facts(rows: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """What is made, as the statements take it."""
    return {
        f"{name}_of_row_{at}": value for at, row in enumerate(rows) for name, value in row.items()
    }


@cache
def taken(staff: int, everywhere: bool) -> Prepared:
    """What lies in the window of so many staff, expired holds apart.

    Read as the driver gives it, because a look reads a hundred rows: instants are
    microseconds, and SQLite's ids are their hexadecimal digits.
    """
    found = (
        sa.select(
            sa.type_coerce(occupancies.c.staff_id, sa.Text).label("staff_id"),
            sa.type_coerce(occupancies.c.starts_at, sa.BigInteger).label("start"),
            sa.type_coerce(occupancies.c.ends_at, sa.BigInteger).label("end"),
            sa.case((HOLDS, occupancies.c.call_id)).label("held_for"),
        )
        .where(
            _of(staff),
            occupancies.c.starts_at < _END,
            occupancies.c.ends_at > _START,
            sa.or_(~HOLDS, occupancies.c.expires_at > _AT),
            seen(occupancies.c.organisation_id, everywhere),
        )
        .order_by(occupancies.c.starts_at, occupancies.c.id)
    )
    return Prepared(lambda _: found)


@cache
def holds_of(everywhere: bool) -> Prepared:
    """What a call holds, in the order it was offered."""
    held = sa.select(occupancies).where(_held(everywhere), occupancies.c.expires_at > _AT)
    return Prepared(lambda _: held.order_by(occupancies.c.made_at, occupancies.c.position))


@cache
def release(everywhere: bool) -> Prepared:
    """Give back whatever a call holds."""
    return Prepared(lambda _: sa.delete(occupancies).where(_held(everywhere)))


@cache
def forget_expired(staff: int) -> Prepared:
    """Nobody holds these any more."""
    return Prepared(lambda _: sa.delete(occupancies).where(_expired(staff)))


@cache
def make(rows: int) -> Prepared:
    """So many rows, all of them or none."""
    values = [_row(at) for at in range(rows)]
    return Prepared(lambda _: sa.insert(occupancies).values(values))


@cache
def make_room(staff: int, everywhere: bool) -> Prepared:
    """Give back whatever a call holds, and what has expired of so many staff."""
    gone = sa.or_(_held(everywhere), _expired(staff))
    return Prepared(lambda _: sa.delete(occupancies).where(gone))


@cache
def exchange(rows: int, staff: int, everywhere: bool) -> Prepared:
    """``make_room`` and ``make`` in one go, for PostgreSQL only.

    That the rows ask whether room was made lets it be made before the first of them.
    """
    gone = sa.or_(_held(everywhere), _expired(staff))
    room = sa.delete(occupancies).where(gone).returning(occupancies.c.id).cte("room")
    made = sa.select(sa.func.count()).select_from(room).scalar_subquery() >= 0
    names = list(occupancies.c.keys())
    each = [sa.select(*(_row(at)[name].label(name) for name in names)) for at in range(rows)]
    asked = sa.union_all(*each).subquery("asked")
    insert = sa.insert(occupancies).from_select(names, sa.select(asked).where(made))
    return Prepared(lambda _: insert.add_cte(room))


def _row(at: int) -> dict[str, sa.BindParameter[Any]]:
    return {
        each.name: sa.bindparam(f"{each.name}_of_row_{at}", type_=each.type)
        for each in occupancies.c
    }


def _of(staff: int) -> sa.ColumnElement[bool]:
    asked = [sa.bindparam(f"of_staff_{at}", type_=sa.Uuid()) for at in range(staff)]
    return occupancies.c.staff_id.in_(asked) if asked else sa.false()


def _expired(staff: int) -> sa.ColumnElement[bool]:
    return sa.and_(_of(staff), HOLDS, occupancies.c.expires_at <= _AT)


def _held(everywhere: bool) -> sa.ColumnElement[bool]:
    return sa.and_(
        occupancies.c.call_id == _CALL, HOLDS, seen(occupancies.c.organisation_id, everywhere)
    )
