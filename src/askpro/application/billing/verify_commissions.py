"""Check commissions: Σ of what charges and refunds added, and the floor rule over it."""

from collections import Counter
from collections.abc import Callable, Iterator

from askpro.application.billing.charge_usages import BOOKS_ZONE
from askpro.domain.billing.rating import Rating
from askpro.domain.billing.refunded import counted_in
from askpro.domain.ids import AgreementId
from askpro.ports.storage import Work

Counted = Counter[tuple[AgreementId, str]]
PROGRESS_EVERY = 10_000


def commission_faults(work: Work, progress: Callable[[str, int], None]) -> Iterator[str]:
    """Sentences about agreements and periods that do not come out."""
    added, earned = Counted(), Counted()
    for count, charge in enumerate(work.books.charges(), 1):
        _count(charge.rating, counted_in(charge, BOOKS_ZONE), added, earned)
        if count % PROGRESS_EVERY == 0:
            progress("charges", count)
    for refund in work.books.refunds():
        _count(refund.rating, refund.period, added, earned)
    bases, agreements = work.books.bases(), work.books.agreements()
    for agreement_id, period in sorted({*bases, *added}):
        key = (agreement_id, period)
        if bases.get(key, 0) != added[key]:
            yield (
                f"the base of agreement {agreement_id} in {period} is {bases.get(key, 0)} cents, "
                f"its charges and refunds add up to {added[key]}"
            )
        agreement = agreements.get(agreement_id)
        if agreement is None:
            yield f"agreement {agreement_id}, by which charges of {period} earned, is not there"
        elif agreement.entitlement(added[key]) != earned[key]:
            yield (
                f"agreement {agreement_id} entitles to {agreement.entitlement(added[key])} cents "
                f"for {period}, its charges and refunds come to {earned[key]}"
            )


def _count(rating: Rating, period: str, added: Counted, earned: Counted) -> None:
    for share in rating.shares:
        if share.earned is not None:
            key = (share.earned.agreement_id, period)
            added[key] += share.earned.base_cents
            earned[key] += share.earned.amount.cents
