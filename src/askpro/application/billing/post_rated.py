"""Take from the wallets what rated usages came to, and post them, in the caller's work."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from askpro.application.notices.alert import alert
from askpro.domain.billing.charge import Charge, metered_for, post, prepaid_due
from askpro.domain.billing.rating import Rating
from askpro.domain.billing.usage import Usage
from askpro.domain.billing.wallet import Due, Paid
from askpro.domain.ids import ChargeId, TransactionId
from askpro.domain.money import Money
from askpro.ports.clock import NewId
from askpro.ports.storage import Posting, Work

Rated = tuple[Usage, Sequence[Rating]]


def post_rated(
    work: Work, rated: Sequence[Rated], now: datetime, new_id: NewId
) -> Sequence[Charge]:
    """One transaction for each usage; what a wallet does not have is owed, and told.

    Raises:
        AlreadyThere: A source key was charged before; the work must be forgotten.
        NoSuchWallet: Somebody who pays in advance has none.
    """
    paid = _collect(work, rated, now)
    postings = [
        _posting(usage, ratings, lines, now, new_id)
        for (usage, ratings), lines in zip(rated, paid, strict=True)
    ]
    work.ledger.post_all(postings)
    return [charge for posting in postings for charge in posting.charges]


def _collect(work: Work, rated: Sequence[Rated], now: datetime) -> Sequence[Sequence[Paid]]:
    """Debit the wallets; what they do not have is owed, not lost."""
    dues = [
        [
            Due(usage.source_key, tier, cents, metered_for(tier, ratings))
            for tier, cents in prepaid_due(ratings).items()
        ]
        for usage, ratings in rated
    ]
    paid = iter(work.wallets.settle([due for each in dues for due in each], now))
    lines = [[next(paid) for _ in each] for each in dues]
    for (usage, _), each in zip(rated, lines, strict=True):
        _tell_of_debts(work, usage.source_key, each)
    return lines


def _tell_of_debts(work: Work, source_key: str, paid: Iterable[Paid]) -> None:
    for line in paid:
        if line.owed_cents:
            alert(
                work,
                f"owed:{source_key}:{line.organisation_id}",
                f"{source_key} cost more than the wallet of {line.organisation_id} had; "
                f"{Money(line.owed_cents)} is owed and its next call waits for a top-up.",
            )


def _posting(
    usage: Usage, ratings: Sequence[Rating], paid: Sequence[Paid], now: datetime, new_id: NewId
) -> Posting:
    transaction = post(
        ratings,
        paid,
        id=TransactionId(new_id()),
        source_key=usage.source_key,
        occurred_at=usage.occurred_at,
        now=now,
        text=usage.text,
    )
    charges = tuple(
        Charge(
            id=ChargeId(new_id()),
            source_key=usage.source_key,
            organisation_id=usage.organisation_id,
            occurred_at=usage.occurred_at,
            rating=rating,
            transaction_id=transaction.id if transaction else None,
            began_at=usage.began_at,
        )
        for rating in ratings
    )
    return Posting(transaction, charges)
