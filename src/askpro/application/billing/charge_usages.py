"""Charge usages: rate, meet from wallets, post, in the caller's work; one or many at once.

Counts and commission bases are locked first, wallets after them, in one order by everybody,
so that nobody waits in a circle. Many usages ask for each only once.
"""

from collections import Counter as Sums
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import attrs

from askpro.application.notices.alert import alert
from askpro.domain.billing.chain import Chain
from askpro.domain.billing.charge import Charge, metered_for, post, prepaid_due
from askpro.domain.billing.commission import period_of
from askpro.domain.billing.rating import Counter, Earned, Rating
from askpro.domain.billing.usage import Usage
from askpro.domain.billing.used import Used
from askpro.domain.billing.wallet import Due, Paid
from askpro.domain.ids import AgreementId, ChargeId, TransactionId
from askpro.domain.money import Money
from askpro.ports.clock import NewId
from askpro.ports.storage import Posting, Work

BOOKS_ZONE = ZoneInfo("Europe/Berlin")
"""Whose calendar months the periods of commissions and of counted prices are."""


@attrs.frozen(slots=False)
class Charged:
    """A usage with the chain whose prices it is charged by."""

    usage: Usage
    chain: Chain

    @cached_property
    def period(self) -> str:
        """The month it counts in."""
        return period_of(self.usage.occurred_at, BOOKS_ZONE)


def charge_usages(
    work: Work, usages: Sequence[Charged], now: datetime, new_id: NewId
) -> Sequence[Charge]:
    """Post what each usage costs every tier, in the order given.

    Raises:
        NoPrice: A seller on the way has set no price; nothing has been written.
        AlreadyThere: A source key was charged before; the work must be forgotten.
    """
    if not usages:
        return []
    for charged in usages:
        for meter, _ in charged.usage.quantities:
            charged.chain.sales(meter)  # before anything is locked or written
    rated = _Periods.of(work, usages).rate(work, usages)
    paid = _collect(work, usages, rated, now)
    postings = [
        _posting(charged.usage, ratings, lines, now, new_id)
        for charged, ratings, lines in zip(usages, rated, paid, strict=True)
    ]
    work.ledger.post_all(postings)
    return [charge for posting in postings for charge in posting.charges]


@attrs.frozen
class _Periods:
    """What the months already had, kept from others until the work ends."""

    bases: dict[str, dict[AgreementId, int]]
    used: dict[str, dict[Counter, Used]]

    @classmethod
    def of(cls, work: Work, usages: Sequence[Charged]) -> "_Periods":
        agreements: dict[str, set[AgreementId]] = {}
        counters: dict[str, set[Counter]] = {}
        for charged in usages:
            period = charged.period
            links = charged.chain.links
            agreements.setdefault(period, set()).update(
                link.agreement.id for link in links if link.agreement
            )
            counters.setdefault(period, set()).update(
                sale.counter
                for meter, _ in charged.usage.quantities
                for sale in charged.chain.sales(meter)
                if sale.counter
            )
        return cls(
            {
                period: dict(work.charges.bases(sorted(ids), period)) if ids else {}
                for period, ids in sorted(agreements.items())
            },
            {
                period: dict(work.charges.used(sorted(those), period)) if those else {}
                for period, those in sorted(counters.items())
            },
        )

    def rate(self, work: Work, usages: Sequence[Charged]) -> Sequence[Sequence[Rating]]:
        """Rate each on top of what its month has by then, and write down what they add."""
        rated, earned = [], Sums[tuple[str, AgreementId]]()
        counted: dict[tuple[str, Counter], Used] = {}
        for charged in usages:
            period, ratings = charged.period, []
            bases, used = self.bases[period], self.used[period]
            for meter, quantity in charged.usage.quantities:
                at = charged.usage.priced_at
                rating = charged.chain.rate(meter, quantity, bases, at=at, used=used)
                ratings.append(rating)
                for commission in _commissions(rating):
                    id = commission.agreement_id
                    bases[id] = commission.before_cents + commission.base_cents
                    earned[period, id] += commission.base_cents
                for counter, more in rating.counted().items():
                    used[counter] = used.get(counter, Used()) + more
                    counted[period, counter] = counted.get((period, counter), Used()) + more
            rated.append(ratings)
        for (period, id), cents in earned.items():
            work.charges.raise_base(id, period, cents)
        for (period, counter), more in counted.items():
            work.charges.count(counter, period, more)
        return rated


def _commissions(rating: Rating) -> Iterator[Earned]:
    return (share.earned for share in rating.shares if share.earned)


def _collect(
    work: Work, usages: Sequence[Charged], rated: Sequence[Sequence[Rating]], now: datetime
) -> Sequence[Sequence[Paid]]:
    """Debit the wallets; what they do not have is owed, not lost."""
    dues = [
        [
            Due(charged.usage.source_key, tier, cents, metered_for(tier, ratings))
            for tier, cents in prepaid_due(ratings).items()
        ]
        for charged, ratings in zip(usages, rated, strict=True)
    ]
    paid = iter(work.wallets.settle([due for each in dues for due in each], now))
    lines = [[next(paid) for _ in each] for each in dues]
    for charged, each in zip(usages, lines, strict=True):
        _tell_of_debts(work, charged.usage.source_key, each)
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
