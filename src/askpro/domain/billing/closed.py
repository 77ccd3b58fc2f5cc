"""A closed month, with the head of the seals it was closed behind.

The head is what makes a closed month provable: whoever cuts off sealed transactions, or
seals another history, no longer ends where the month was closed.

A month is closed an hour after its end at the earliest. A transaction's ``posted_at`` is
the instant its work looked at the clock, no work lasts an hour, so none that still runs
can post into a month that is being closed, and a posting need not ask.

    1 Nov 00:00:00.4   work begins, posted_at 31 Oct 23:59:59.9 on its clock
    1 Nov 00:20        close 2026-10 → refused: PeriodStillRuns
    1 Nov 01:00        close 2026-10 → closed
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

import attrs
from attrs.validators import ge

from askpro.domain.billing.closing import Closing
from askpro.domain.billing.seal import NOTHING_BEFORE, Seal
from askpro.domain.errors import Refused

LONGEST_WORK = timedelta(hours=1)
"""No unit of work lasts as long; databases end those that do after a minute."""

PERIOD = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


@attrs.define
class NotAPeriod(Refused):
    """A period is a year and a month, such as 2026-10."""

    text: str


@attrs.frozen
class ClosedPeriod:
    """Up to which seal the month was closed; 0 where nothing had been posted at all."""

    period: str
    closed_at: datetime
    sequence: int = attrs.field(validator=ge(0))
    digest: bytes = NOTHING_BEFORE

    @classmethod
    def behind(cls, head: Seal | None, period: str, closed_at: datetime) -> "ClosedPeriod":
        """The month closed behind the head of the seals."""
        if head is None:
            return cls(period, closed_at, 0)
        return cls(period, closed_at, head.sequence, head.digest)


def closing_of(closed: Iterable[ClosedPeriod]) -> Closing:
    """Up to where the books are closed."""
    return Closing(max((one.period for one in closed), default=None))


def refuse_to_close(closing: Closing, period: str, now: datetime) -> None:
    """Check that the month may be closed now; a closed one may be again.

    Raises:
        NotAPeriod: It is no month.
        PeriodStillRuns: It has not ended for an hour.
        ClosesOutOfOrder: A month before it is open.
    """
    if PERIOD.fullmatch(period) is None:
        raise NotAPeriod(period)
    closing.close(period, now - LONGEST_WORK)
