"""Closing a month of the books.

A transaction belongs to the local month of its ``posted_at``, the instant it was written,
not of ``occurred_at``, the instant it is about: what a closed month showed stays what it
showed. Usage that turns up late, and every correction, is posted now, into the open
month; its ``occurred_at`` still tells what it is about.

    closed up to 2026-10, now 2026-11-03
    call of 2026-10-31, reported today     posted 2026-11   commission period 2026-11
    call of 2026-11-02                     posted 2026-11   commission period 2026-11
    posted_at 2026-10-31                   refused: PeriodClosed

    >>> closing = Closing(closed_until="2026-10")
    >>> closing.next_period
    '2026-11'
"""

from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

import attrs
from attrs.validators import matches_re, optional

from askpro.domain.billing.commission import period_of
from askpro.domain.errors import Refused

DEFAULT_ZONE = "Europe/Berlin"


@attrs.define
class PeriodClosed(Refused):
    """The books of this month are closed; corrections go into the open one."""

    period: str


@attrs.define
class PeriodStillRuns(Refused):
    """A month is closed after it has ended."""

    period: str


@attrs.define
class ClosesOutOfOrder(Refused):
    """Months are closed one after the other."""

    period: str
    expected: str


@attrs.frozen
class Closing:
    """Up to which month, such as ``2026-10``, the books are closed; None: none is."""

    closed_until: str | None = attrs.field(
        default=None, validator=optional(matches_re(r"[0-9]{4}-(0[1-9]|1[0-2])"))
    )
    zone: ZoneInfo = attrs.field(factory=lambda: ZoneInfo(DEFAULT_ZONE))

    @property
    def next_period(self) -> str | None:
        """The month to be closed next, where one has been closed."""
        if self.closed_until is None:
            return None
        year, month = map(int, self.closed_until.split("-"))
        return f"{year + month // 12:04d}-{month % 12 + 1:02d}"

    def is_closed(self, at: datetime) -> bool:
        return self.closed_until is not None and period_of(at, self.zone) <= self.closed_until

    def refuse_if_closed(self, posted_at: datetime) -> None:
        """Raises ``PeriodClosed``."""
        if self.is_closed(posted_at):
            raise PeriodClosed(period_of(posted_at, self.zone))

    def counts_in(self, occurred_at: datetime, now: datetime) -> str:
        """The month a usage counts in: its own, or the running one where that is closed."""
        return period_of(now if self.is_closed(occurred_at) else occurred_at, self.zone)

    def close(self, period: str, now: datetime) -> Self:
        """The books with one more month closed; a closed one again changes nothing.

        Raises:
            PeriodStillRuns: The month has not ended where the books are kept.
            ClosesOutOfOrder: A month before it is open.
        """
        if self.closed_until is not None and period <= self.closed_until:
            return self
        if period >= period_of(now, self.zone):
            raise PeriodStillRuns(period)
        expected = self.next_period
        if expected not in (None, period):
            raise ClosesOutOfOrder(period, str(expected))
        return attrs.evolve(self, closed_until=period)
