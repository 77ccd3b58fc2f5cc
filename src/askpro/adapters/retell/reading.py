"""What the vendor's messages say, in our words. Old forms count as well as new ones.

    call over        event ``call_ended``, whatever ``call_status`` says beside it
    call over        any other message with an ended status, once the length is known
    length           ``duration_ms``, before 2025-05 the time between start and end
    cost             ``call_cost.combined_cost``: US cents with fractions, or not yet known

Only what the vendor documents as ended is told as ended: an ended call is billed.
"""

from collections.abc import Mapping
from datetime import timedelta

from askpro.adapters.retell.fields import (
    Fields,
    cost_in,
    decode,
    flag_in,
    instant_in,
    millis_in,
    object_in,
    text_in,
)
from askpro.adapters.retell.reasons import known_reason
from askpro.domain.ids import CallId
from askpro.domain.organisations.branch import caller_number
from askpro.domain.telephony.call import CallReport, CallStatus, Direction, Envelope
from askpro.ports.voice import FunctionCall, NamesNoCall, NotUnderstood

LONGEST_ID = 128
LONGEST_NUMBER = 64
LONGEST_EVENT = 64
LONGEST_CALL_MS = 24 * 60 * 60 * 1000
WEB = "web"
"""Stands for our number where there is none: a test call from a browser."""

_OVER = {"ended", "error", "not_connected"}
_NEVER_SPOKEN = {"error", "not_connected"}


def read_report(body: bytes) -> CallReport:
    """An event about a call, of whatever name."""
    message = decode(body)
    event = text_in(message, "event")
    if not event or event == "call_inbound":
        raise NotUnderstood("event")
    call = object_in(message, "call") or object_in(message, "data")
    if call is None:
        raise NamesNoCall("call")
    return report_of(event[:LONGEST_EVENT], call)


def read_ring(body: bytes) -> Envelope:
    """The question of a ringing call; before 2025 it did not name the call."""
    message = decode(body)
    call = object_in(message, "call_inbound")
    if call is None:
        raise NotUnderstood("call_inbound")
    return _envelope(call)


def read_function_call(body: bytes) -> FunctionCall:
    """A wish with its call; sent as "args only" it names none and cannot be answered."""
    message = decode(body)
    call = object_in(message, "call")
    if call is None:
        raise NamesNoCall("call")
    name = text_in(message, "name") or text_in(message, "function_name")
    if not name:
        raise NotUnderstood("name")
    return FunctionCall(_envelope(call), name, _arguments(message))


def report_of(event: str, call: Fields) -> CallReport:
    """What a call object tells; transcript and cost only once they are final."""
    length_ms = _length_ms(call)
    status = _status(event, text_in(call, "call_status"), length_ms)
    ended = status is CallStatus.ENDED
    analysis = object_in(call, "call_analysis") or {}
    reason = text_in(call, "disconnection_reason")
    return CallReport(
        envelope=_envelope(call),
        event=event,
        status=status,
        ended_at=instant_in(call, "end_timestamp"),
        length_ms=length_ms if ended else None,
        reason=known_reason(reason) if reason else None,
        cost_cents=cost_in(object_in(call, "call_cost") or {}, "combined_cost") if ended else None,
        transcript=text_in(call, "transcript") if ended else None,
        summary=text_in(analysis, "call_summary"),
        successful=_successful(analysis),
    )


def _envelope(call: Fields) -> Envelope:
    """Outbound we are the one who calls."""
    direction = _direction(call)
    their_side, our_side = "from_number", "to_number"
    if direction is Direction.OUTBOUND:
        their_side, our_side = our_side, their_side
    return Envelope(
        call_id=_call_id(call),
        ours=_ours(call, our_side),
        caller=caller_number(text_in(call, their_side)),
        direction=direction,
        started_at=instant_in(call, "start_timestamp"),
    )


def _call_id(call: Fields) -> CallId:
    given = call.get("call_id")
    if given is None:
        raise NamesNoCall("call_id")
    if not isinstance(given, str) or not given.isprintable() or not 0 < len(given) <= LONGEST_ID:
        raise NotUnderstood("call_id")
    return CallId(given)


def _ours(call: Fields, side: str) -> str:
    number = (text_in(call, side) or "").strip()
    if not number and text_in(call, "call_type") == "web_call":
        return WEB
    if not number or not number.isprintable() or len(number) > LONGEST_NUMBER:
        raise NotUnderstood(side)
    return number


def _direction(call: Fields) -> Direction:
    outbound = text_in(call, "direction") == "outbound"
    return Direction.OUTBOUND if outbound else Direction.INBOUND


def _status(event: str, told: str | None, length_ms: int | None) -> CallStatus | None:
    over = told in _OVER or event == "call_analyzed"
    if event == "call_ended" or (over and (length_ms is not None or told in _NEVER_SPOKEN)):
        return CallStatus.ENDED
    if event == "call_started" or told == "ongoing":
        return CallStatus.ONGOING
    return CallStatus.RINGING if told == "registered" else None


def _length_ms(call: Fields) -> int | None:
    told = millis_in(call, "duration_ms", LONGEST_CALL_MS)
    start, end = instant_in(call, "start_timestamp"), instant_in(call, "end_timestamp")
    if told is not None or start is None or end is None:
        return told
    measured = (end - start) // timedelta(milliseconds=1)
    if not 0 <= measured <= LONGEST_CALL_MS:
        raise NotUnderstood("end_timestamp")
    return measured


def _successful(analysis: Fields) -> bool | None:
    """Until 2024-11 there was a rating in its place."""
    told = flag_in(analysis, "call_successful")
    rating = text_in(analysis, "agent_task_completion_rating")
    return rating == "Complete" if told is None and rating is not None else told


def _arguments(message: Fields) -> Mapping[str, object]:
    found = object_in(message, "args")
    return (object_in(message, "arguments") or {}) if found is None else found
