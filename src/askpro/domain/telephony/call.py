"""One phone call, put together from whatever the platform tells, in whatever order.

Events may be missing, repeated, late or early. Each only fills gaps: what is known is
never unlearned, an ended call never rings again, and a call is billed for its length
once it has one.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import TypeVar

import attrs

from askpro.domain.errors import Missing
from askpro.domain.ids import BranchId, CallId, OrganisationId

T = TypeVar("T")

LOST_AFTER = timedelta(hours=2)


class CallStatus(Enum):
    """How far a call has come; later values outrank earlier ones."""

    RINGING = "ringing"
    ONGOING = "ongoing"
    LOST = "lost"
    ENDED = "ended"


_RANK = {status: rank for rank, status in enumerate(CallStatus)}


class Direction(Enum):
    """Who called whom."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


@attrs.define
class NoSuchCall(Missing):
    """There is no such call here."""


@attrs.frozen
class Envelope:
    """Who calls whom, as the signed message says; the only source of identity.

    ``ours`` is the number that decides the branch, ``caller`` the person's number or
    None where it is withheld.
    """

    call_id: CallId
    ours: str
    caller: str | None
    direction: Direction = Direction.INBOUND
    started_at: datetime | None = None


@attrs.frozen
class CallReport:
    """What one event tells of a call; None where it is silent.

    ``cost_cents`` is the platform's own cost in US cents with fractions, unknown until
    it arrives. ``event`` is the platform's word, kept for the inbox.
    """

    envelope: Envelope
    event: str
    status: CallStatus | None = None
    ended_at: datetime | None = None
    length_ms: int | None = None
    reason: str | None = None
    cost_cents: Decimal | None = None
    transcript: str | None = None
    summary: str | None = None
    successful: bool | None = None

    @property
    def ends(self) -> bool:
        return self.status is CallStatus.ENDED


@attrs.frozen
class Call:
    """A call as far as it is known. Without an organisation nobody here was dialled."""

    id: CallId
    organisation_id: OrganisationId | None
    branch_id: BranchId | None
    ours: str
    caller: str | None
    direction: Direction
    status: CallStatus
    first_seen_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    length_seconds: int | None = None
    reason: str | None = None
    cost_cents: Decimal | None = None
    transcript: str | None = None
    summary: str | None = None
    successful: bool | None = None
    billed_at: datetime | None = None

    @property
    def billable_seconds(self) -> int:
        """Begun seconds of an ended call; 0 for one that never connected."""
        return self.length_seconds or 0

    @property
    def to_be_billed(self) -> bool:
        return (
            self.status is CallStatus.ENDED
            and self.organisation_id is not None
            and self.length_seconds is not None
            and self.billed_at is None
        )

    def told(self, report: CallReport) -> "Call":
        """The call with the report's news; news never overwrites what is known."""
        status = report.status or self.status
        if _RANK[status] < _RANK[self.status]:
            status = self.status
        return attrs.evolve(
            self,
            status=status,
            started_at=_known(self.started_at, report.envelope.started_at),
            ended_at=_known(self.ended_at, report.ended_at),
            length_seconds=_known(self.length_seconds, _begun_seconds(report)),
            reason=_known(self.reason, report.reason),
            cost_cents=_known(self.cost_cents, report.cost_cents),
            transcript=_known(self.transcript, report.transcript),
            summary=_known(self.summary, report.summary),
            successful=_known(self.successful, report.successful),
        )


def _known(own: T | None, told: T | None) -> T | None:
    return own if own is not None else told


def _begun_seconds(report: CallReport) -> int | None:
    """Milliseconds as begun seconds; an ended call without a length had none."""
    if report.length_ms is not None:
        return -(-max(report.length_ms, 0) // 1000)
    return 0 if report.ends else None


def first_seen(
    envelope: Envelope,
    now: datetime,
    organisation_id: OrganisationId | None = None,
    branch_id: BranchId | None = None,
) -> Call:
    """The call as its first message shows it."""
    return Call(
        id=envelope.call_id,
        organisation_id=organisation_id,
        branch_id=branch_id,
        ours=envelope.ours,
        caller=envelope.caller,
        direction=envelope.direction,
        status=CallStatus.RINGING,
        first_seen_at=now,
        started_at=envelope.started_at,
    )
