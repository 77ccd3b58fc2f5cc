"""Looks for what should not be, in memory."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import attrs

from askpro.adapters.memory.sight import Sight
from askpro.adapters.memory.tables import Tables
from askpro.domain.billing.audit import DAYS_WITHOUT_RATE, UNDER_WAY, Check, Finding
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.vendor_bill import Stage
from askpro.domain.billing.wallet import Keeping
from askpro.domain.ids import AgreementId, OrganisationId
from askpro.domain.telephony.call import Call, CallStatus
from askpro.ports.storage import Audit

Look = Callable[[Tables, datetime], Iterable[Finding]]


@attrs.frozen
class MemoryAudit(Audit):
    """Goes over all rows."""

    _sight: Sight

    def find(self, check: Check, now: datetime, most: int = 100) -> Sequence[Finding]:
        if not self._sight.whole:
            return []
        return list(_LOOKS[check](self._sight.tables, now))[:most]


def _reserved(tables: Tables, _: datetime) -> Iterable[Finding]:
    kept: Counter[OrganisationId] = Counter()
    for one in tables.reservations.rows():
        if one.keeping is Keeping.OPEN:
            kept[one.organisation_id] += one.cents
    for wallet in sorted(tables.wallets.rows(), key=lambda one: one.organisation_id):
        true = kept[wallet.organisation_id]
        if wallet.reserved_cents != true:
            yield Finding(str(wallet.organisation_id), str(wallet.reserved_cents), str(true))


def _overdue(tables: Tables, now: datetime) -> Iterable[Finding]:
    late = [
        one
        for one in tables.reservations.rows()
        if one.keeping is Keeping.OPEN and one.expires_at < now - UNDER_WAY
    ]
    for one in sorted(late, key=lambda one: (one.expires_at, one.source_key)):
        yield Finding(one.source_key, true=one.expires_at.isoformat())


def _unbooked_charges(tables: Tables, _: datetime) -> Iterable[Finding]:
    def booked(charge: Charge) -> bool:
        id = charge.transaction_id
        transaction = tables.transactions.get(id) if id else None
        return transaction is not None and transaction.source_key == charge.source_key

    in_order = sorted(tables.charges.rows(), key=lambda one: (one.source_key, one.rating.meter))
    for charge in in_order:
        if charge.rating.paid and not booked(charge):
            yield Finding(charge.source_key, str(charge.rating.paid.cents))


def _uncharged_postings(tables: Tables, _: datetime) -> Iterable[Finding]:
    charged = {(one.source_key, one.transaction_id) for one in tables.charges.rows()}
    for one in sorted(tables.transactions.rows(), key=lambda one: one.source_key):
        if one.source_key.startswith("call:") and (one.source_key, one.id) not in charged:
            yield Finding(one.source_key)


def _repeated(tables: Tables, _: datetime) -> Iterable[Finding]:
    posted = Counter((one.source_key, "") for one in tables.transactions.rows())
    charged = Counter((one.source_key, one.rating.meter) for one in tables.charges.rows())
    counts = [*posted.items(), *charged.items()]
    for (source_key, _meter), number in sorted(counts):
        if number > 1:
            yield Finding(source_key, str(number))


def _silent_calls(tables: Tables, now: datetime) -> Iterable[Finding]:
    charged = {one.source_key for one in tables.charges.rows()}

    def ended_at(call: Call) -> datetime:
        return call.ended_at or call.first_seen_at

    for call in sorted(tables.calls.rows(), key=lambda one: (one.first_seen_at, one.id)):
        due = call.status is CallStatus.ENDED and call.organisation_id is not None
        told = f"alert:not-charged:call:{call.id}" in tables.letters
        silent = f"call:{call.id}" not in charged and not told
        if due and silent and ended_at(call) < now - UNDER_WAY:
            yield Finding(call.id, true=ended_at(call).isoformat())


def _silent_debts(tables: Tables, _: datetime) -> Iterable[Finding]:
    told = {one.key.rpartition(":")[2] for one in tables.letters.rows() if _of_debt(one.key)}
    for wallet in sorted(tables.wallets.rows(), key=lambda one: one.organisation_id):
        if wallet.owed_cents and str(wallet.organisation_id) not in told:
            yield Finding(str(wallet.organisation_id), str(wallet.owed_cents))


def _of_debt(key: str) -> bool:
    return key.startswith("alert:owed:")


def _bases(tables: Tables, _: datetime) -> Iterable[Finding]:
    true: Counter[tuple[AgreementId, str]] = Counter()
    for item in tables.items.rows():
        true[item.agreement_id, item.period] += item.base_cents
    kept = dict(tables.bases.items())
    for key in sorted({*true, *kept}):
        if kept.get(key, 0) != true[key]:
            yield Finding(str(key[0]), str(kept.get(key, 0)), str(true[key]))


def _waiting_costs(tables: Tables, now: datetime) -> Iterable[Finding]:
    since = now - timedelta(days=DAYS_WITHOUT_RATE)
    for bill in sorted(tables.bills.rows(), key=lambda one: (one.vendor, one.source)):
        if bill.stage is Stage.WAITING and bill.occurred_at < since:
            yield Finding(f"{bill.vendor} {bill.source}", true=bill.occurred_at.isoformat())


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
