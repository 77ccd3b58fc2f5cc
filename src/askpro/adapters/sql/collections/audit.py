"""Looks for what should not be: one statement a check, which gives only what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.metadata import Instant
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.billing import (
    charges,
    commission_bases,
    reservations,
    transactions,
    wallets,
)
from askpro.adapters.sql.tables.calls import calls, letters
from askpro.adapters.sql.tables.commission import commission_items, vendor_costs
from askpro.domain.billing.audit import DAYS_WITHOUT_RATE, UNDER_WAY, Check, Finding
from askpro.domain.billing.vendor_bill import Stage
from askpro.domain.telephony.call import CallStatus
from askpro.ports.storage import Audit

_NOTHING = sa.literal("")
_OWED = "alert:owed:"
_ID_LENGTH = 36
Look = Callable[[datetime], "sa.Select[Any]"]


@attrs.frozen
class SqlAudit(Audit):
    """The columns of each statement are the subject, what is stored and what is true."""

    _sight: Sight

    def find(self, check: Check, now: datetime, most: int = 100) -> Sequence[Finding]:
        if not self._sight.everywhere:
            return []
        rows = self._sight.connection.execute(_LOOKS[check](now).limit(most))
        return [Finding(*map(_written, row)) for row in rows]


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _reserved(_: datetime) -> sa.Select[Any]:
    total = sa.cast(sa.func.coalesce(sa.func.sum(reservations.c.cents), 0), sa.BigInteger)
    mine = reservations.c.organisation_id == wallets.c.organisation_id
    kept = sa.select(total).where(mine, reservations.c.open).scalar_subquery()
    return (
        sa.select(wallets.c.organisation_id, wallets.c.reserved_cents, kept)
        .where(wallets.c.reserved_cents != kept)
        .order_by(wallets.c.organisation_id)
    )


def _overdue(now: datetime) -> sa.Select[Any]:
    at = reservations.c.expires_at
    late = sa.select(reservations.c.source_key, _NOTHING, at).where(
        reservations.c.open, at < _instant(now - UNDER_WAY)
    )
    return late.order_by(at, reservations.c.source_key)


def _unbooked_charges(_: datetime) -> sa.Select[Any]:
    booked = sa.select(transactions.c.id).where(
        transactions.c.id == charges.c.transaction_id,
        transactions.c.source_key == charges.c.source_key,
    )
    return (
        sa.select(charges.c.source_key, charges.c.paid_cents, _NOTHING)
        .where(charges.c.paid_cents != 0, ~booked.exists())
        .order_by(charges.c.source_key, charges.c.meter)
    )


def _uncharged_postings(_: datetime) -> sa.Select[Any]:
    charged = sa.select(charges.c.id).where(
        charges.c.source_key == transactions.c.source_key,
        charges.c.transaction_id == transactions.c.id,
    )
    return (
        sa.select(transactions.c.source_key, _NOTHING, _NOTHING)
        .where(transactions.c.source_key.like("call:%"), ~charged.exists())
        .order_by(transactions.c.source_key)
    )


def _repeated(_: datetime) -> sa.Select[Any]:
    number, once = sa.func.count().label("number"), sa.func.count() == 1
    posted = sa.select(transactions.c.source_key.label("subject"), number)
    charged = sa.select(charges.c.source_key.label("subject"), number)
    found = sa.union_all(
        posted.group_by(transactions.c.source_key).having(~once),
        charged.group_by(charges.c.source_key, charges.c.meter).having(~once),
    ).subquery()
    return sa.select(found.c.subject, found.c.number, _NOTHING).order_by(*found.c)


def _silent_calls(now: datetime) -> sa.Select[Any]:
    charged = sa.select(charges.c.id).where(
        charges.c.source_key == sa.literal("call:") + calls.c.id
    )
    told = sa.select(letters.c.key).where(
        letters.c.key == sa.literal("alert:not-charged:call:") + calls.c.id
    )
    ended_at = sa.func.coalesce(calls.c.ended_at, calls.c.first_seen_at, type_=Instant)
    return (
        sa.select(calls.c.id, _NOTHING, ended_at)
        .where(
            calls.c.status == CallStatus.ENDED.value,
            calls.c.organisation_id.is_not(None),
            ended_at < _instant(now - UNDER_WAY),
            ~charged.exists(),
            ~told.exists(),
        )
        .order_by(calls.c.first_seen_at, calls.c.id)
    )


def _silent_debts(_: datetime) -> sa.Select[Any]:
    """An alert of a debt ends with the id of who owes."""
    who = sa.func.substr(letters.c.key, sa.func.length(letters.c.key) - _ID_LENGTH + 1)
    of_debts = letters.c.key.between(_OWED, _OWED + "~")
    told = sa.select(sa.func.replace(who, "-", "")).where(of_debts)
    debtor = sa.func.replace(sa.cast(wallets.c.organisation_id, sa.Text), "-", "")
    return (
        sa.select(wallets.c.organisation_id, wallets.c.owed_cents, _NOTHING)
        .where(wallets.c.owed_cents > 0, debtor.not_in(told))
        .order_by(wallets.c.organisation_id)
    )


def _bases(_: datetime) -> sa.Select[Any]:
    counted = (
        sa.select(
            commission_items.c.agreement_id,
            commission_items.c.period,
            sa.cast(sa.func.sum(commission_items.c.base_cents), sa.BigInteger).label("cents"),
        )
        .group_by(commission_items.c.agreement_id, commission_items.c.period)
        .subquery()
    )
    same = sa.and_(
        commission_bases.c.agreement_id == counted.c.agreement_id,
        commission_bases.c.period == counted.c.period,
    )
    kept, true = commission_bases.c.base_cents, sa.func.coalesce(counted.c.cents, 0)
    strayed = sa.select(commission_bases.c.agreement_id, kept.label("kept"), true.label("counted"))
    unkept = sa.select(counted.c.agreement_id, sa.literal(0, sa.BigInteger), counted.c.cents)
    found = sa.union_all(
        strayed.select_from(commission_bases.outerjoin(counted, same)).where(kept != true),
        unkept.select_from(counted.outerjoin(commission_bases, same)).where(
            commission_bases.c.agreement_id.is_(None), counted.c.cents != 0
        ),
    ).subquery()
    return sa.select(found).order_by(*found.c)


def _waiting_costs(now: datetime) -> sa.Select[Any]:
    bill = vendor_costs.c
    since = _instant(now - timedelta(days=DAYS_WITHOUT_RATE))
    return (
        sa.select(bill.vendor + sa.literal(" ") + bill.source, _NOTHING, bill.occurred_at)
        .where(bill.stage == Stage.WAITING.value, bill.occurred_at < since)
        .order_by(bill.vendor, bill.source)
    )


def _instant(at: datetime) -> "sa.BindParameter[datetime]":
    return sa.literal(at, Instant)


_LOOKS: Mapping[Check, Look] = {
    Check.RESERVED: _reserved,
    Check.OVERDUE: _overdue,
    Check.UNBOOKED_CHARGE: _unbooked_charges,
    Check.UNCHARGED_POSTING: _uncharged_postings,
    Check.REPEATED: _repeated,
    Check.SILENT_CALL: _silent_calls,
    Check.SILENT_DEBT: _silent_debts,
    Check.BASE: _bases,
    Check.WAITING_COST: _waiting_costs,
}
