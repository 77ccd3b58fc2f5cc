"""A wish to be called back, with a priority and a deadline."""

from datetime import datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.ids import BranchId, CallbackId, CallId, OrganisationId
from askpro.domain.moment import Interval


class Priority(Enum):
    """How soon somebody should call."""

    NORMAL = "normal"
    URGENT = "urgent"


# What waits for the door to open is answered soon after, not the moment it opens.
AFTER_OPENING = timedelta(hours=2)
ANSWER_WITHIN = {Priority.NORMAL: timedelta(hours=24), Priority.URGENT: timedelta(hours=2)}
LONGEST_MESSAGE = 1000


def _bounded(text: str) -> str:
    return text[:LONGEST_MESSAGE]


def due(
    priority: Priority, requested_at: datetime, opening: WeeklyHours, zone: ZoneInfo
) -> datetime:
    """When a wish is answered at the latest: a moment at which somebody works.

    The promised hours if they end while the branch is open, otherwise two hours into its
    next opening, or its end if that is sooner. A branch that never opens keeps the hours.
    """
    promised = requested_at + ANSWER_WITHIN[priority]
    week = Interval(promised, promised + timedelta(days=8))
    following = next(iter(opening.within(week, zone)), None)
    if following is None or following.start <= promised:
        return promised
    return min(following.start + AFTER_OPENING, following.end)


@attrs.frozen
class Callback:
    """What the caller wants; ``phone`` is None where none was shown or told.

    ``due_at`` is decided when the wish is noted: hours changed later do not move it.
    """

    id: CallbackId
    organisation_id: OrganisationId
    branch_id: BranchId
    call_id: CallId
    requested_at: datetime
    message: str = attrs.field(converter=_bounded)
    name: str = ""
    phone: str | None = None
    priority: Priority = Priority.NORMAL
    due_at: datetime = attrs.field()

    @due_at.default
    def _as_promised(self) -> datetime:
        return self.requested_at + ANSWER_WITHIN[self.priority]
