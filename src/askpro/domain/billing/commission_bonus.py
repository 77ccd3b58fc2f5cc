"""Extra commission with a cap: for the first customer, and for those who stay.

As with commission, a bonus is the floor of rate × Σ base, here of the charges it is for,
and never more than its cap; each charge posts what that rose by, a refund what it falls
by. So it is the same in any order, and continuous where the cap is reached.

    first customer, 10 % for 3 months, at most 50.00
    base 300.00     30.00
    base 600.00     50.00
    less 200.00     40.00

    >>> bonus = Bonus(For.FIRST_CUSTOMER, 100_000, months=3, cap_cents=5000)
    >>> bonus.rise(0, 30_000), bonus.rise(30_000, 30_000), bonus.rise(60_000, -20_000)
    (3000, 2000, -1000)
"""

from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

import attrs
from attrs.validators import and_, ge, gt, le

from askpro.domain.billing.commission import MILLION
from askpro.domain.ids import OrganisationId
from askpro.domain.moment import local


class For(Enum):
    """What a bonus rewards; its cap is for all time, or for each of the reseller's periods."""

    FIRST_CUSTOMER = "first_customer"
    RETENTION = "retention"


@attrs.frozen
class Customership:
    """A company a reseller has won: since when it pays, and whether it was his first."""

    company_id: OrganisationId
    since: datetime
    is_first: bool


@attrs.frozen
class Bonus:
    """An extra rate, for how many months or after how many, and at most how much."""

    reward: For
    rate_millionths: int = attrs.field(validator=and_(ge(0), le(MILLION)))
    months: int = attrs.field(validator=gt(0))
    cap_cents: int = attrs.field(validator=ge(0))

    @property
    def cap_is_for_all_time(self) -> bool:
        """Otherwise it is for each period."""
        return self.reward is For.FIRST_CUSTOMER

    def counts(self, customer: Customership, at: datetime, zone: ZoneInfo) -> bool:
        """Whether a charge of this company at this instant is in the bonus's base.

        The first customer counts in its first ``months``, retention from then on.
        """
        stayed = months_between(customer.since, at, zone)
        if self.reward is For.FIRST_CUSTOMER:
            return customer.is_first and 0 <= stayed < self.months
        return stayed >= self.months

    def entitlement(self, base_cents: int) -> int:
        """All that is earned on so much of the bonus's base, in cents."""
        return min(max(base_cents, 0) * self.rate_millionths // MILLION, self.cap_cents)

    def rise(self, before_cents: int, more_cents: int) -> int:
        """What the entitlement rises by when so much base is added; falls for less base."""
        return self.entitlement(before_cents + more_cents) - self.entitlement(before_cents)


def months_between(since: datetime, at: datetime, zone: ZoneInfo) -> int:
    """Whole months on the local calendar; negative before.

    From 31 January the first month is over on 1 March, as there is no 31 February.
    """
    first, then = local(since, zone), local(at, zone)
    months = (then.year - first.year) * 12 + then.month - first.month
    unfinished = (then.day, then.time()) < (first.day, first.time())
    return months - unfinished
