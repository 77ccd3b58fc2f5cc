"""The statements that move money in wallets, made once and kept ready: every charge runs them.

They take ``of_owner``, ``of_source``, ``by_cents`` and, unless everything is in sight,
``scope_root``.
"""

from functools import cache
from typing import Any

import sqlalchemy as sa

from askpro.adapters.sql.prepared import Prepared
from askpro.adapters.sql.sight import unless_there_selected
from askpro.adapters.sql.tables.billing import reservations, wallets
from askpro.adapters.sql.tables.organisations import organisations

_OWNER: sa.BindParameter[Any] = sa.bindparam("of_owner", type_=sa.Uuid())
_ROOT: sa.BindParameter[Any] = sa.bindparam("scope_root", type_=sa.Uuid())
_CENTS: sa.BindParameter[Any] = sa.bindparam("by_cents", type_=sa.BigInteger())
_FREED: sa.BindParameter[Any] = sa.bindparam("freed_cents", type_=sa.BigInteger())
_SOURCE: sa.BindParameter[Any] = sa.bindparam("of_source", type_=sa.Text())

_IN_USE = wallets.c.reserved_cents + wallets.c.owed_cents
_ROOM = wallets.c.balance_cents + wallets.c.credit_limit_cents
_NO_BONUS = sa.and_(wallets.c.bonus_cents == 0, wallets.c.bound_bonus_cents == 0)


def reached(column: sa.ColumnElement[Any], everywhere: bool) -> sa.ColumnElement[bool]:
    """The subtree and the tiers above it, which the chain pays through; never beside it."""
    if everywhere:
        return sa.true()
    top, node = organisations.alias("top"), organisations.alias("node")
    below = sa.and_(node.c.path >= top.c.path, node.c.path < top.c.path + "g")
    above = sa.and_(top.c.path >= node.c.path, top.c.path < node.c.path + "g")
    return (
        sa.select(node.c.id)
        .where(top.c.id == _ROOT, node.c.id == column, sa.or_(below, above))
        .correlate(column.table)
        .exists()
    )


@cache
def wallet(everywhere: bool) -> Prepared:
    """One wallet."""
    return Prepared(lambda _: _wallet(everywhere))


@cache
def wallet_locked(everywhere: bool) -> Prepared:
    """One wallet that nobody else moves until the work ends."""
    # As an update locks it: a plain FOR UPDATE waits for everybody who has just noted a
    # reservation, and they wait for us.
    mine = _wallet(everywhere)
    return Prepared(lambda _: mine.with_for_update(of=wallets, key_share=True))


def _wallet(everywhere: bool) -> sa.Select[Any]:
    mine = wallets.c.organisation_id == _OWNER
    return sa.select(wallets).where(mine, reached(wallets.c.organisation_id, everywhere))


def _change(everywhere: bool, *conditions: Any, **values: Any) -> sa.Update:
    mine = wallets.c.organisation_id == _OWNER
    seen = reached(wallets.c.organisation_id, everywhere)
    return sa.update(wallets).where(mine, seen, *conditions).values(values)


@cache
def keep(everywhere: bool) -> Prepared:
    """Reserve where so much is available."""
    more = wallets.c.reserved_cents + _CENTS
    enough = _ROOM + wallets.c.bonus_cents - _IN_USE >= _CENTS
    return Prepared(lambda _: _change(everywhere, enough, reserved_cents=more))


@cache
def debit(everywhere: bool) -> Prepared:
    """Take the amount where it is covered once ``freed_cents`` are free, and nobody has bonus."""
    return Prepared(lambda _: _debit(everywhere, _FREED))


def _debit(everywhere: bool, freed: sa.ColumnElement[Any]) -> sa.Update:
    return _change(
        everywhere,
        _NO_BONUS,
        _ROOM - (wallets.c.reserved_cents - freed) >= _CENTS,
        balance_cents=wallets.c.balance_cents - _CENTS,
        reserved_cents=wallets.c.reserved_cents - freed,
    )


@cache
def end_and_debit(everywhere: bool) -> Prepared:
    """``end`` and ``debit`` in one statement, which only PostgreSQL can.

    One row: whether the wallet is ``there``, what was ``freed``, how many were ``debited``.
    """

    def made(_: str) -> sa.Select[Any]:
        ended = _end(everywhere).cte("ended")
        freed = sa.func.coalesce(sa.select(ended.c.cents).scalar_subquery(), 0)
        debited = _debit(everywhere, freed).returning(wallets.c.organisation_id).cte("debited")
        count = sa.select(sa.func.count()).select_from(debited).scalar_subquery()
        there = _wallet(everywhere).with_only_columns(wallets.c.organisation_id).exists()
        return sa.select(freed.label("freed"), count.label("debited"), there.label("there"))

    return Prepared(made)


@cache
def fill(everywhere: bool) -> Prepared:
    """Put money into a wallet that owes nothing."""
    more = wallets.c.balance_cents + _CENTS
    return Prepared(lambda _: _change(everywhere, wallets.c.owed_cents == 0, balance_cents=more))


@cache
def end(everywhere: bool) -> Prepared:
    """End the source's reservation on the wallet, giving its cents."""
    return Prepared(lambda _: _end(everywhere))


def _end(everywhere: bool) -> Any:
    ended = sa.update(reservations).where(
        reservations.c.source_key == _SOURCE,
        reservations.c.organisation_id == _OWNER,
        reservations.c.open,
        reached(reservations.c.organisation_id, everywhere),
    )
    return ended.values(open=False).returning(reservations.c.cents)


@cache
def note(everywhere: bool) -> Prepared:
    """Write a reservation down, unless it is known or there is no such wallet."""
    chosen = sa.select(
        _SOURCE,
        wallets.c.organisation_id,
        _CENTS,
        sa.bindparam("until", type_=reservations.c.expires_at.type),
        sa.true(),
    ).where(wallets.c.organisation_id == _OWNER, reached(wallets.c.organisation_id, everywhere))
    return Prepared(lambda dialect: unless_there_selected(dialect, reservations, chosen))


@cache
def forget() -> Prepared:
    """Strike out a reservation that was noted in vain."""
    return Prepared(
        lambda _: sa.delete(reservations).where(
            reservations.c.source_key == _SOURCE, reservations.c.organisation_id == _OWNER
        )
    )
