"""Charge what is due because a month ended: base fees, standing charges, least spends.

Each organisation's month is one work with one source key, so that running this again, or
on two machines at once, charges nothing twice, and one that fails keeps nobody else waiting.

    now 2026-11-03      September and October, August too; July only when asked for
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

import attrs

from askpro.application.billing.charge_usages import BOOKS_ZONE, commissions
from askpro.application.billing.post_rated import post_rated
from askpro.application.notices.alert import alert
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.closing import PeriodStillRuns
from askpro.domain.billing.month_end import A_MOMENT, MonthEnd, month_end
from askpro.domain.billing.proration import Period
from askpro.domain.billing.usage import Usage
from askpro.domain.errors import Missing, Refused
from askpro.domain.ids import OrganisationId
from askpro.domain.moment import local
from askpro.domain.organisations.organisation import Organisation
from askpro.domain.organisations.scope import Scope
from askpro.ports.clock import Clock, NewId
from askpro.ports.storage import AlreadyThere, Storage, Work

MOST_MONTHS = 3
"""How many ended months are looked after; an earlier one has to be named."""
SETTLED_AFTER = timedelta(hours=6)
"""By then calls of the month whose end nobody told have been given up."""
PAGE = 100


@attrs.frozen
class MonthCharged:
    """What came of one organisation's month: its charges, or why there are none."""

    organisation: Organisation
    period: str
    charges: Sequence[Charge] = ()
    refusal: Refused | Missing | None = None


class _Forgotten(Exception):
    """No error: it ends a work that was only tried, and carries what it charged."""

    def __init__(self, charges: Sequence[Charge]) -> None:
        super().__init__()
        self.charges = charges


def _nobody(_: MonthCharged) -> None:
    """Nobody listens."""


@attrs.frozen
class ChargeMonths:
    """For every active organisation that has a parent, page by page."""

    storage: Storage
    clock: Clock
    new_id: NewId

    def __call__(
        self,
        *,
        month: Period | None = None,
        keep: bool = True,
        tell: Callable[[MonthCharged], None] = _nobody,
    ) -> int:
        """How many organisations' months came to something, or were refused.

        Args:
            month: This one; None: the last ones that ended.
            keep: Otherwise all of it is done and forgotten again.
            tell: Hears of each as soon as it is done.

        Raises:
            PeriodStillRuns: The month named has not ended.
        """
        now = self.clock()
        months = _ended(now - SETTLED_AFTER) if month is None else (_over(month, now),)
        told = 0
        for organisation, each in self._undone(months):
            done = self._charge(organisation, each, now, keep=keep)
            if done is not None:
                tell(done)
                told += 1
        return told

    def _undone(self, months: Sequence[Period]) -> Iterator[tuple[Organisation, Period]]:
        """Who may owe for which month and was not charged for it, each read once."""
        last: OrganisationId | None = None
        while True:
            with self.storage.look(Scope.everything()) as work:
                page = work.organisations.after(last, PAGE)
                due = list(_due(work, page, months))
            yield from due
            if len(page) < PAGE:
                return
            last = page[-1].id

    def _charge(
        self, organisation: Organisation, month: Period, now: datetime, *, keep: bool
    ) -> MonthCharged | None:
        done = MonthCharged(organisation, month.name)
        try:
            charges = self._post(organisation, month, now, keep=keep)
        except _Forgotten as tried:
            charges = tried.charges
        except AlreadyThere:  # another machine was faster
            return None
        except (Refused, Missing) as refusal:
            if keep:
                self._tell(source_key(organisation.id, month), refusal)
            return attrs.evolve(done, refusal=refusal)
        return attrs.evolve(done, charges=charges) if charges else None

    def _post(
        self, organisation: Organisation, month: Period, now: datetime, *, keep: bool
    ) -> Sequence[Charge]:
        with self.storage.begin(Scope.everything()) as work:
            charges = _post(work, organisation, month, now, self.new_id)
            if keep:
                return charges
            raise _Forgotten(charges)

    def _tell(self, key: str, refusal: Refused | Missing) -> None:
        with self.storage.begin(Scope.everything()) as work:
            alert(work, f"not-charged:{key}", f"{key} was not charged: {refusal}")


def source_key(id: OrganisationId, month: Period) -> str:
    """Under which an organisation's month is charged."""
    return f"period:{id}:{month.name}"


def _over(month: Period, now: datetime) -> Period:
    if month.interval(BOOKS_ZONE).end > now:
        raise PeriodStillRuns(month.name)
    return month


def _ended(now: datetime) -> Sequence[Period]:
    """The last months that ended, the earliest first."""
    months = [Period.month_of(local(now, BOOKS_ZONE).date()).previous]
    while len(months) < MOST_MONTHS:
        months.append(months[-1].previous)
    return months[::-1]


def _due(
    work: Work, page: Sequence[Organisation], months: Sequence[Period]
) -> Iterator[tuple[Organisation, Period]]:
    buyers = [one for one in page if one.parent_id is not None and one.active]
    keys = [source_key(one.id, month) for one in buyers for month in months]
    known = work.charges.of_sources(keys)
    for one in buyers:
        for month in months:
            if source_key(one.id, month) not in known and _end_of(work, one, month).parts:
                yield one, month


def _end_of(work: Work, organisation: Organisation, month: Period) -> MonthEnd:
    during, path = month.interval(BOOKS_ZONE), organisation.path
    rules, terms = work.prices.along(path, during.start, during.end - A_MOMENT)
    return month_end(path, rules, terms, during, organisation.opened_at)


def _post(
    work: Work, organisation: Organisation, month: Period, now: datetime, new_id: NewId
) -> Sequence[Charge]:
    """Rate the month on top of what it had, write down what that adds, and post it."""
    key, period = source_key(organisation.id, month), month.name
    if work.charges.under(key):
        return ()
    ended = _end_of(work, organisation, month)
    # Locked as those do it who charge usages: bases, counts, then wallets.
    bases = work.charges.bases(sorted(ended.agreements), period) if ended.agreements else {}
    used = work.charges.used(sorted(ended.counters), period) if ended.counters else {}
    ratings = ended.rate(bases, used)
    for rating in ratings:
        for earned in commissions(rating):
            work.charges.raise_base(earned.agreement_id, period, earned.base_cents)
        for counter, more in rating.counted().items():
            work.charges.count(counter, period, more)
    usage = Usage(
        source_key=key,
        organisation_id=organisation.id,
        occurred_at=ended.occurred_at,
        quantities=tuple((rating.meter, rating.quantity) for rating in ratings),
        text=f"Month {period}",
        began_at=ended.month.start,
    )
    return post_rated(work, [(usage, ratings)], now, new_id) if ratings else ()
