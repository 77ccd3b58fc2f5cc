"""Charge usages: rate, meet from wallets, post, in the caller's work; one or many at once.

Counts and commission bases are locked first, wallets after them, in one order by everybody,
so that nobody waits in a circle. Many usages ask for each only once.
"""

from collections import Counter as Sums
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import attrs

from askpro.application.billing.post_rated import post_rated
from askpro.domain.billing.chain import Chain
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.commission import period_of
from askpro.domain.billing.rating import Counter, Earned, Rating
from askpro.domain.billing.usage import Usage
from askpro.domain.billing.used import Used
from askpro.domain.ids import AgreementId
from askpro.ports.clock import NewId
from askpro.ports.storage import Work

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
    sources = [charged.usage for charged in usages]
    return post_rated(work, list(zip(sources, rated, strict=True)), now, new_id)


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
                for commission in commissions(rating):
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


def commissions(rating: Rating) -> Iterator[Earned]:
    """What agents earn on it, the uppermost first."""
    return (share.earned for share in rating.shares if share.earned)
