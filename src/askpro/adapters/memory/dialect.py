"""The words of the voice platform in memory: its JSON read strictly, and written."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from askpro.domain.ids import CallId
from askpro.domain.organisations.branch import caller_number
from askpro.domain.telephony.call import CallReport, CallStatus, Direction, Envelope
from askpro.ports.voice import NotUnderstood

T = TypeVar("T")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_MILLI = 253_402_300_799_999  # 9999-12-31, where datetime ends


def read_object(body: bytes) -> dict[str, object]:
    try:
        message = json.loads(body, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood("json") from error
    if not isinstance(message, dict):
        raise NotUnderstood("json")
    return message


def read_envelope(call: object) -> Envelope:
    if not isinstance(call, dict):
        raise NotUnderstood("call")
    id, ours = _field(call, "id", str), _field(call, "to", str)
    if not id or not ours:
        raise NotUnderstood("call.id" if not id else "call.to")
    outbound = _field(call, "direction", str) == Direction.OUTBOUND.value
    return Envelope(
        call_id=CallId(id),
        ours=ours,
        caller=caller_number(_field(call, "from", str)),
        direction=Direction.OUTBOUND if outbound else Direction.INBOUND,
        started_at=_instant(call, "started_ms"),
    )


def read_report(event: str, call: object) -> CallReport:
    envelope = read_envelope(call)
    assert isinstance(call, dict)
    return CallReport(
        envelope=envelope,
        event=event,
        status=_status(call),
        ended_at=_instant(call, "ended_ms"),
        length_ms=_field(call, "length_ms", int),
        reason=_field(call, "reason", str),
        cost_cents=_cost(call),
        transcript=_field(call, "transcript", str),
        summary=_field(call, "summary", str),
        successful=_field(call, "successful", bool),
    )


def write_envelope(envelope: Envelope) -> dict[str, object]:
    return _without_none(
        {
            "id": envelope.call_id,
            "to": envelope.ours,
            "from": envelope.caller or "anonymous",
            "direction": envelope.direction.value,
            "started_ms": _millis(envelope.started_at),
        }
    )


def write_report(report: CallReport) -> dict[str, object]:
    return write_envelope(report.envelope) | _without_none(
        {
            "status": report.status.value if report.status else None,
            "ended_ms": _millis(report.ended_at),
            "length_ms": report.length_ms,
            "reason": report.reason,
            "cost": str(report.cost_cents) if report.cost_cents is not None else None,
            "transcript": report.transcript,
            "summary": report.summary,
            "successful": report.successful,
        }
    )


def _field(call: dict[str, object], name: str, kind: type[T]) -> T | None:
    """The field if it is there; bool is no int."""
    value = call.get(name)
    if value is None:
        return None
    if type(value) is not kind:
        raise NotUnderstood(f"call.{name}")
    return value


def _instant(call: dict[str, object], name: str) -> datetime | None:
    millis = _field(call, name, int)
    if millis is None:
        return None
    if not 0 <= millis <= _LAST_MILLI:
        raise NotUnderstood(f"call.{name}")
    return _EPOCH + timedelta(milliseconds=millis)


def _status(call: dict[str, object]) -> CallStatus | None:
    """A status nobody knows tells nothing."""
    known = {status.value: status for status in CallStatus}
    return known.get(_field(call, "status", str) or "")


def _cost(call: dict[str, object]) -> Decimal | None:
    text = _field(call, "cost", str)
    try:
        return Decimal(text) if text is not None else None
    except InvalidOperation as error:
        raise NotUnderstood("call.cost") from error


def _millis(at: datetime | None) -> int | None:
    return None if at is None else (at - _EPOCH) // timedelta(milliseconds=1)


def _without_none(fields: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None}
