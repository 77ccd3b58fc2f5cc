"""A wish to be called back, with a priority and a deadline."""

from datetime import datetime, timedelta
from enum import Enum

import attrs

from askpro.domain.ids import BranchId, CallbackId, CallId, OrganisationId


class Priority(Enum):
    """How soon somebody should call."""

    NORMAL = "normal"
    URGENT = "urgent"


ANSWER_WITHIN = {Priority.NORMAL: timedelta(hours=24), Priority.URGENT: timedelta(hours=2)}
LONGEST_MESSAGE = 1000


def _bounded(text: str) -> str:
    return text[:LONGEST_MESSAGE]


@attrs.frozen
class Callback:
    """What the caller wants; ``phone`` is None where none was shown or told."""

    id: CallbackId
    organisation_id: OrganisationId
    branch_id: BranchId
    call_id: CallId
    requested_at: datetime
    message: str = attrs.field(converter=_bounded)
    name: str = ""
    phone: str | None = None
    priority: Priority = Priority.NORMAL

    @property
    def due_at(self) -> datetime:
        return self.requested_at + ANSWER_WITHIN[self.priority]
