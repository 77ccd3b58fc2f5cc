"""Messages as the vendor sends them: old and new, whole and broken, with surprises."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.adapters.retell import RetellVoice
from askpro.domain.errors import WorldError
from askpro.domain.telephony.call import CallStatus, Direction
from askpro.ports.voice import NamesNoCall, NotUnderstood
from tests.shared import shared_json

VOICE = RetellVoice("key", httpx.Client())

CALL: dict[str, Any] = {
    "call_type": "phone_call",
    "call_id": "call_1",
    "call_status": "ended",
    "direction": "inbound",
    "from_number": "+4915112345678",
    "to_number": "+493012345678",
    "start_timestamp": 1795222700000,
    "end_timestamp": 1795222790500,
    "duration_ms": 90500,
    "disconnection_reason": "user_hangup",
    "transcript": "Agent: Guten Tag.\n",
}


def event(name: str = "call_ended", **changes: Any) -> bytes:
    return json.dumps({"event": name, "call": {**CALL, **changes}}).encode()


def test_every_payload_of_the_vendor_is_read_as_what_it_is() -> None:
    payloads = shared_json("vendor/retell/payloads.json")
    expected: dict[str, object] = {
        "call_started": CallStatus.ONGOING,
        "call_ended": CallStatus.ENDED,
        "call_ended_not_connected": CallStatus.ENDED,
        "call_analyzed": CallStatus.ENDED,
        "transfer_started": CallStatus.ONGOING,
        "transfer_bridged": CallStatus.ONGOING,
        "transfer_cancelled": CallStatus.ONGOING,
        "transfer_ended": CallStatus.ENDED,
        "call_inbound_request": "read_ring",
        "call_inbound_request_old_anonymous": NamesNoCall,
        "call_inbound_response": NotUnderstood,
        "call_inbound_reject_response": NotUnderstood,
        "custom_function_request": "read_function_call",
        "custom_function_request_args_at_root": NamesNoCall,
    }

    assert {name: _read(name, body) for name, body in payloads.items()} == expected


def _read(name: str, payload: Any) -> object:
    body = json.dumps(payload, ensure_ascii=False).encode()
    try:
        if name.startswith("call_inbound_request"):
            return VOICE.read_ring(body) and "read_ring"
        if name.startswith("custom_function"):
            return VOICE.read_function_call(body) and "read_function_call"
        return VOICE.read_report(body).status
    except WorldError as error:
        return type(error)


def test_an_ended_call_tells_its_length_reason_and_transcript() -> None:
    report = VOICE.read_report(event())

    assert report.envelope.ours == "+493012345678"
    assert report.envelope.caller == "+4915112345678"
    assert report.envelope.started_at == datetime(2026, 11, 21, 0, 58, 20, tzinfo=UTC)
    assert report.length_ms == 90500
    assert report.reason == "user_hangup"
    assert report.transcript == "Agent: Guten Tag.\n"
    assert report.cost_cents is None


def test_a_cost_keeps_its_fractions_of_a_cent_and_never_was_a_float() -> None:
    body = event().replace(
        b'"duration_ms"', b'"call_cost":{"combined_cost":0.333333},"duration_ms"'
    )

    assert VOICE.read_report(body).cost_cents == Decimal("0.333333")


def test_a_call_that_never_connected_has_ended_without_a_length() -> None:
    body = event(
        call_status="not_connected",
        disconnection_reason="dial_no_answer",
        start_timestamp=None,
        end_timestamp=None,
        duration_ms=None,
    )

    report = VOICE.read_report(body)

    assert report.ends
    assert report.length_ms is None


def test_the_end_counts_whatever_status_the_vendor_writes_beside_it() -> None:
    assert VOICE.read_report(event(call_status="registered")).ends
    assert VOICE.read_report(event(call_status=None)).ends


def test_an_analysis_without_a_length_does_not_end_the_call_at_nothing() -> None:
    silent = event("call_analyzed", duration_ms=None, end_timestamp=None)

    assert not VOICE.read_report(silent).ends
    assert VOICE.read_report(event("call_analyzed")).ends


def test_before_2025_the_length_is_the_time_between_start_and_end() -> None:
    assert VOICE.read_report(event(duration_ms=None)).length_ms == 90500


def test_a_transcript_that_still_grows_is_not_taken_for_the_whole() -> None:
    growing = event("transcript_updated", call_status="ongoing", duration_ms=None)

    assert VOICE.read_report(growing).transcript is None


def test_the_envelope_of_2024_is_read_as_well() -> None:
    body = json.dumps({"event": "call_ended", "data": CALL}).encode()

    assert VOICE.read_report(body).envelope.call_id == "call_1"


def test_the_rating_of_2024_says_whether_the_call_succeeded() -> None:
    old = {"call_summary": "Kurz.", "agent_task_completion_rating": "Complete"}

    report = VOICE.read_report(event("call_analyzed", call_analysis=old))

    assert report.successful is True
    assert report.summary == "Kurz."


@pytest.mark.parametrize("withheld", ["anonymous", "Anonymous", "unknown", "", None, "sip:x@y"])
def test_a_caller_who_shows_no_number_is_nobody(withheld: str | None) -> None:
    assert VOICE.read_report(event(from_number=withheld)).envelope.caller is None


def test_outbound_the_number_that_calls_is_ours() -> None:
    envelope = VOICE.read_report(event(direction="outbound")).envelope

    assert envelope.direction is Direction.OUTBOUND
    assert envelope.ours == "+4915112345678"
    assert envelope.caller == "+493012345678"


def test_a_test_call_from_a_browser_rings_at_nobodys_number() -> None:
    body = event(call_type="web_call", from_number=None, to_number=None)

    assert VOICE.read_report(body).envelope.ours == "web"


@pytest.mark.parametrize(
    "surprise",
    [
        {"disconnection_reason": "abducted_by_aliens"},
        {"call_status": "levitating"},
        {"call_type": "thought_call"},
        {"a_field": {"of": ["tomorrow"]}},
    ],
)
def test_what_the_vendor_invents_tomorrow_is_no_mistake(surprise: dict[str, Any]) -> None:
    assert VOICE.read_report(event(**surprise)).ends


def test_an_unknown_reason_is_other_and_an_unknown_event_keeps_its_name() -> None:
    report = VOICE.read_report(event("call_levitated", disconnection_reason="abducted"))

    assert report.reason == "other"
    assert report.event == "call_levitated"


def test_an_event_of_something_else_names_no_call() -> None:
    with pytest.raises(NamesNoCall):
        VOICE.read_report(b'{"event":"chat_started","chat":{"chat_id":"chat_1"}}')


def test_text_comes_through_without_what_no_database_keeps() -> None:
    text = "Zoë Müßig-Łęcka 🦷 u\u0308 \u202eRTL"
    body = event(transcript=f"{text}\x00").replace(b"u0000", b"u0000\\ud800")

    assert VOICE.read_report(body).transcript == text


@pytest.mark.parametrize(
    "wrong",
    [
        {"call_id": 7},
        {"call_id": ""},
        {"call_id": "x" * 129},
        {"call_id": "a\x00b"},
        {"call_id": ["call_1"]},
        {"to_number": None},
        {"to_number": 493012345678},
        {"to_number": "+" + "4" * 64},
        {"from_number": {"number": "+49"}},
        {"duration_ms": True},
        {"duration_ms": "90500"},
        {"duration_ms": -1},
        {"duration_ms": 10**30},
        {"start_timestamp": 10**18},
        {"end_timestamp": 1, "duration_ms": None},
        {"transcript": ["Agent"]},
        {"call_cost": [25]},
        {"call_cost": {"combined_cost": "25"}},
        {"call_cost": {"combined_cost": -1}},
        {"call_cost": {"combined_cost": 10**12}},
        {"call_analysis": "good"},
        {"call_analysis": {"call_successful": "yes"}},
    ],
)
def test_a_field_of_the_wrong_kind_is_not_understood(wrong: dict[str, Any]) -> None:
    with pytest.raises(NotUnderstood):
        VOICE.read_report(event(**wrong))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"event":7,"call":{}}',
        b'{"call":{"call_id":"call_1"}}',
        b'{"event":"call_ended","call":[]}',
        b'{"event":"call_inbound","call":{"call_id":"call_1"}}',
        b'{"event":"call_ended","call":{"call_id":"c","to_number":"+49301","duration_ms":NaN}}',
        b'{"event":"call_ended","call":{"duration_ms":1e999999999999999999999}}',
        b'{"event":"call_ended","call":{"duration_ms":' + b"9" * 5000 + b"}}",
        b"[" * 200_000,
    ],
)
def test_broken_bytes_are_not_understood(body: bytes) -> None:
    for read in (VOICE.read_report, VOICE.read_ring, VOICE.read_function_call):
        with pytest.raises(NotUnderstood):
            read(body)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*CALL, "call_cost", "call_analysis"]), inner)
    ),
    max_leaves=12,
)


@given(event_name=JSON, call=st.dictionaries(st.sampled_from([*CALL, "call_analysis"]), JSON))
def test_whatever_is_signed_is_read_or_not_understood(event_name: Any, call: Any) -> None:
    body = json.dumps({"event": event_name, "call": {**CALL, **call}, "call_inbound": call})

    for read in (VOICE.read_report, VOICE.read_ring, VOICE.read_function_call):
        try:
            read(body.encode())
        except NotUnderstood:
            continue
