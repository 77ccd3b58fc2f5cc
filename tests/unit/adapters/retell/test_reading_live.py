"""A call that rings, and an agent that asks: who is on the line, and what is wanted."""

import json

import httpx
import pytest

from askpro.adapters.retell import RetellVoice
from askpro.ports.voice import NamesNoCall
from tests.unit.adapters.retell.test_reading import CALL

VOICE = RetellVoice("key", httpx.Client())


def test_a_ringing_call_tells_who_calls_whom() -> None:
    ring = {"call_id": "call_1", "from_number": "anonymous", "to_number": "+493012345678"}

    envelope = VOICE.read_ring(json.dumps({"event": "call_inbound", "call_inbound": ring}).encode())

    assert envelope.ours == "+493012345678"
    assert envelope.caller is None


def test_a_function_call_is_known_by_its_envelope_and_not_by_its_arguments() -> None:
    wish = {"name": "book_appointment_v17", "args": {"call_id": "call_001"}, "call": CALL}

    heard = VOICE.read_function_call(json.dumps(wish).encode())

    assert heard.envelope.call_id == "call_1"
    assert heard.name == "book_appointment_v17"
    assert heard.arguments == {"call_id": "call_001"}


def test_a_function_call_in_the_old_words_is_read_as_well() -> None:
    wish = {"function_name": "list_services", "arguments": {"a": 1}, "call": CALL}

    heard = VOICE.read_function_call(json.dumps(wish).encode())

    assert (heard.name, dict(heard.arguments)) == ("list_services", {"a": 1})


def test_a_function_call_without_arguments_has_none() -> None:
    wish = {"name": "list_services", "call": CALL}

    assert VOICE.read_function_call(json.dumps(wish).encode()).arguments == {}


def test_a_wish_without_its_call_cannot_be_answered() -> None:
    with pytest.raises(NamesNoCall):
        VOICE.read_function_call(b'{"date":"2026-11-24","service":"Zahnreinigung"}')


def test_a_ring_of_the_old_kind_names_no_call() -> None:
    ring = {"from_number": "anonymous", "to_number": "+493012345678"}

    with pytest.raises(NamesNoCall):
        VOICE.read_ring(json.dumps({"event": "call_inbound", "call_inbound": ring}).encode())
