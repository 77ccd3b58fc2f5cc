"""Charge an ended call, in the caller's work."""

from datetime import datetime, timedelta

from askpro.application.billing.charge_usages import Charged, charge_usages
from askpro.application.notices.alert import alert
from askpro.domain.billing.chain import Chain
from askpro.domain.billing.meter import CALL, CALL_SECOND
from askpro.domain.billing.price_book import NoPrice
from askpro.domain.billing.usage import Usage
from askpro.domain.telephony.call import Call
from askpro.ports.clock import NewId
from askpro.ports.storage import Work


def charge_call(work: Work, call: Call, chain: Chain, now: datetime, new_id: NewId) -> None:
    """Post what the call cost every tier; its id is the source key, so twice is once."""
    usage = _usage(call, chain, now)
    try:
        charge_usages(work, [Charged(usage, chain)], now, new_id)
    except NoPrice as reason:
        work.wallets.release(usage.source_key)
        text = f"Call {call.id} was not charged: {reason}"
        alert(work, f"not-charged:{usage.source_key}", text)


def _usage(call: Call, chain: Chain, now: datetime) -> Usage:
    seconds, ended_at = call.billable_seconds, call.ended_at or now
    quantities = [(CALL_SECOND, seconds)]
    if chain.prices(CALL) and seconds:
        quantities.append((CALL, 1))
    return Usage(
        source_key=f"call:{call.id}",
        organisation_id=chain.company_id,
        occurred_at=ended_at,
        quantities=tuple(quantities),
        text=f"Call {call.id}",
        began_at=ended_at - timedelta(seconds=seconds),
    )
