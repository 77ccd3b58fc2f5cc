"""Calls, desks and letters."""

from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from askpro.adapters.sql.stored_json import dumped
from askpro.domain.ids import AppointmentId, BranchId, CallId, OrganisationId
from askpro.domain.notices.notice import Told
from askpro.domain.telephony.call import Call, CallStatus, Direction
from askpro.domain.telephony.desk import Desk


def call_row(call: Call) -> dict[str, Any]:
    return {
        "id": call.id,
        "organisation_id": call.organisation_id,
        "branch_id": call.branch_id,
        "ours": call.ours,
        "caller": call.caller,
        "direction": call.direction.value,
        "status": call.status.value,
        "first_seen_at": call.first_seen_at,
        "started_at": call.started_at,
        "ended_at": call.ended_at,
        "length_seconds": call.length_seconds,
        "reason": call.reason,
        "cost_cents": None if call.cost_cents is None else str(call.cost_cents),
        "transcript": call.transcript,
        "summary": call.summary,
        "successful": call.successful,
        "billed_at": call.billed_at,
    }


def call_of(row: sa.Row[Any]) -> Call:
    return Call(
        id=CallId(row.id),
        organisation_id=None
        if row.organisation_id is None
        else OrganisationId(row.organisation_id),
        branch_id=None if row.branch_id is None else BranchId(row.branch_id),
        ours=row.ours,
        caller=row.caller,
        direction=Direction(row.direction),
        status=CallStatus(row.status),
        first_seen_at=row.first_seen_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        length_seconds=row.length_seconds,
        reason=row.reason,
        cost_cents=None if row.cost_cents is None else Decimal(row.cost_cents),
        transcript=row.transcript,
        summary=row.summary,
        successful=row.successful,
        billed_at=row.billed_at,
    )


def desk_row(desk: Desk) -> dict[str, Any]:
    return {
        "call_id": desk.call_id,
        "organisation_id": desk.organisation_id,
        "desk": dumped(desk, Desk),
    }


def letter_row(told: Told) -> dict[str, Any]:
    return {
        "key": told.key,
        "organisation_id": told.organisation_id,
        "recipient": told.recipient,
        "subject": told.subject,
        "sent_at": told.sent_at,
        "appointment_id": told.appointment_id,
    }


def letter_of(row: sa.Row[Any]) -> Told:
    return Told(
        key=row.key,
        organisation_id=OrganisationId(row.organisation_id),
        recipient=row.recipient,
        subject=row.subject,
        sent_at=row.sent_at,
        appointment_id=None if row.appointment_id is None else AppointmentId(row.appointment_id),
    )
