"""Asking the vendor about a call, against a stand-in that stumbles."""

from typing import Any

import pytest

from askpro.adapters.retell import RetellVoice
from askpro.domain.errors import NotConfigured, Unavailable
from askpro.domain.ids import CallId
from askpro.domain.telephony.call import NoSuchCall
from tests.contract.stand_ins.retell import KEY, RetellStandIn

CALL: dict[str, Any] = {
    "call_type": "phone_call",
    "call_id": "call_1",
    "call_status": "ended",
    "direction": "inbound",
    "from_number": "anonymous",
    "to_number": "+493012345678",
    "duration_ms": 61_000,
    "disconnection_reason": "a_reason_of_tomorrow",
    "transfer_destination": "+493087654321",
    "call_cost": {"combined_cost": 25.6416},
}
PAUSES: list[float] = []


def voice(vendor: RetellStandIn, key: str | None = KEY) -> RetellVoice:
    return RetellVoice(key, vendor.client(), pause=PAUSES.append)


def test_a_known_call_is_told_as_the_vendor_knows_it_now() -> None:
    vendor = RetellStandIn()
    vendor.know(CALL)

    report = voice(vendor).fetch(CallId("call_1"))

    assert report.ends
    assert report.length_ms == 61_000
    assert report.reason == "other"
    assert str(report.cost_cents) == "25.6416"


def test_a_running_call_has_not_ended() -> None:
    vendor = RetellStandIn()
    vendor.know({**CALL, "call_status": "ongoing"})

    assert not voice(vendor).fetch(CallId("call_1")).ends


def test_two_stumbles_are_forgiven() -> None:
    vendor = RetellStandIn()
    vendor.know(CALL)
    vendor.stumble(503, "silence")

    assert voice(vendor).fetch(CallId("call_1")).ends
    assert len(vendor.asked) == 3


@pytest.mark.parametrize("step", [400, 402, 408, 409, 422, 429, 500, 502, "silence"])
def test_three_stumbles_are_no_answer(step: int | str) -> None:
    vendor = RetellStandIn()
    vendor.know(CALL)
    vendor.stumble(step, step, step, step)

    with pytest.raises(Unavailable):
        voice(vendor).fetch(CallId("call_1"))
    assert len(vendor.asked) == 3


def test_an_unknown_call_is_missing_and_asked_for_once() -> None:
    vendor = RetellStandIn()

    with pytest.raises(NoSuchCall):
        voice(vendor).fetch(CallId("call_2"))
    assert len(vendor.asked) == 1


def test_an_id_cannot_leave_its_place_in_the_address() -> None:
    vendor = RetellStandIn()

    with pytest.raises(NoSuchCall):
        voice(vendor).fetch(CallId("../../list-calls?x=1"))
    assert vendor.asked == ["/v2/get-call/..%2F..%2Flist-calls%3Fx%3D1"]


def test_a_missing_or_refused_key_is_a_matter_of_settings() -> None:
    vendor = RetellStandIn()

    with pytest.raises(NotConfigured):
        voice(vendor, None).fetch(CallId("call_1"))
    with pytest.raises(NotConfigured):
        voice(vendor, "key_of_another").fetch(CallId("call_1"))


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"call_id":"call_9","to_number":"+49301234"}'])
def test_an_answer_that_makes_no_sense_is_no_answer(body: bytes) -> None:
    vendor = RetellStandIn()
    vendor.say("call_1", body)

    with pytest.raises(Unavailable):
        voice(vendor).fetch(CallId("call_1"))


def test_an_endless_answer_is_cut_off() -> None:
    vendor = RetellStandIn()
    vendor.say("call_1", b" " * (17 * 1024 * 1024))

    with pytest.raises(Unavailable):
        voice(vendor).fetch(CallId("call_1"))
