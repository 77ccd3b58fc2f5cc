"""Charge an ended call: rate, meet from wallets, post, in the caller's work."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from askpro.application.notices.alert import alert
from askpro.domain.billing.chain import Chain
from askpro.domain.billing.charge import Charge, metered_for, post, prepaid_due
from askpro.domain.billing.commission import period_of
from askpro.domain.billing.meter import CALL, CALL_SECOND, Meter
from askpro.domain.billing.price_book import NoPrice
from askpro.domain.billing.rating import Earned, Rating
from askpro.domain.billing.wallet import Due, Paid
from askpro.domain.ids import AgreementId, ChargeId, TransactionId
from askpro.domain.money import Money
from askpro.domain.telephony.call import Call
from askpro.ports.clock import NewId
from askpro.ports.storage import Work

BOOKS_ZONE = ZoneInfo("Europe/Berlin")
"""Whose calendar months the commission periods are."""


def charge_call(work: Work, call: Call, chain: Chain, now: datetime, new_id: NewId) -> None:
    """Post what the call cost every tier; its id is the source key, so twice is once."""
    source_key = f"call:{call.id}"
    occurred_at = call.ended_at or now
    usages = [(CALL_SECOND, call.billable_seconds)]
    if chain.prices(CALL) and call.billable_seconds:
        usages.append((CALL, 1))
    try:
        ratings = _rate(work, chain, usages, period_of(occurred_at, BOOKS_ZONE))
    except NoPrice as reason:
        work.wallets.release(source_key)
        alert(work, f"not-charged:{source_key}", f"Call {call.id} was not charged: {reason}")
        return
    paid = _collect(work, source_key, ratings, now)
    transaction = post(
        ratings,
        paid,
        id=TransactionId(new_id()),
        source_key=source_key,
        occurred_at=occurred_at,
        now=now,
        text=f"Call {call.id}",
    )
    charges = [
        Charge(
            id=ChargeId(new_id()),
            source_key=source_key,
            organisation_id=chain.company_id,
            occurred_at=occurred_at,
            rating=rating,
            transaction_id=transaction.id if transaction else None,
        )
        for rating in ratings
    ]
    if transaction is None:
        work.charges.add(charges)
        return
    posted = work.ledger.post(transaction, charges)
    assert posted.new, f"{source_key} was posted without the call knowing"


def _rate(
    work: Work, chain: Chain, usages: Sequence[tuple[Meter, int]], period: str
) -> Sequence[Rating]:
    """Rate each usage on top of what the period's commission bases already have."""
    agreements = [link.agreement.id for link in chain.links if link.agreement]
    bases: dict[AgreementId, int] = {}
    if agreements:
        bases.update(work.charges.bases(agreements, period))
    ratings = []
    for meter, quantity in usages:
        rating = chain.rate(meter, quantity, bases)
        ratings.append(rating)
        for earned in _commissions(rating):
            bases[earned.agreement_id] = earned.before_cents + earned.base_cents
    # Only when every meter has its price: what is not charged raises no commission.
    for rating in ratings:
        for earned in _commissions(rating):
            work.charges.raise_base(earned.agreement_id, period, earned.base_cents)
    return ratings


def _commissions(rating: Rating) -> Iterator[Earned]:
    return (share.earned for share in rating.shares if share.earned)


def _collect(
    work: Work, source_key: str, ratings: Sequence[Rating], now: datetime
) -> Sequence[Paid]:
    """Debit the wallets; what they do not have is owed, not lost."""
    dues = [
        Due(source_key, tier, cents, metered_for(tier, ratings))
        for tier, cents in prepaid_due(ratings).items()
    ]
    paid = work.wallets.settle(dues, now)
    for line in paid:
        if line.owed_cents:
            alert(
                work,
                f"owed:{source_key}:{line.organisation_id}",
                f"{source_key} cost more than the wallet of {line.organisation_id} had; "
                f"{Money(line.owed_cents)} is owed and its next call waits for a top-up.",
            )
    return paid
