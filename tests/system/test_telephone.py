"""The telephone's doors: what is signed, what is heard, what is answered, what it costs."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from askpro.adapters.retell.signature import sign
from askpro.domain.errors import Unavailable
from askpro.domain.ids import CallId
from askpro.domain.organisations.scope import Scope
from askpro.domain.telephony.call import Call, NoSuchCall
from askpro.entrypoints.http.limits import EVENT_BYTES, LIVE_BYTES
from askpro.ports.storage import Storage
from tests.system.house import RETELL_KEY, House

DOORS = ("/webhooks/retell", "/retell/inbound", "/retell/functions")


def known_call(house: House, id: str = "call_1") -> Call:
    with house.storage.look(Scope.everything()) as work:
        return work.calls.get(CallId(id))


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "wrong",
    [
        {"signature": None},
        {"signature": "v=1,d=" + "0" * 64},
        {"body": b'{"event":"call_ended"} '},
        {"body": b"not even JSON"},
        {"body": b""},
    ],
)
def test_what_is_not_signed_is_refused_before_it_is_read(
    house: House, door: str, wrong: dict[str, Any]
) -> None:
    answer = house.signed(door, {"event": "call_ended", "call": house.ended()}, **wrong)

    assert answer.status_code == 401
    assert answer.json()["code"] == "not_authentic"
    with pytest.raises(NoSuchCall):
        known_call(house)


@pytest.mark.parametrize("door", DOORS)
def test_a_replay_after_five_minutes_and_a_millisecond_is_refused(house: House, door: str) -> None:
    body = json.dumps({"event": "call_ended", "call": house.ended()}).encode()
    signature = sign(RETELL_KEY, body, house.watch())
    house.watch.forward(minutes=5, milliseconds=1)

    assert house.signed(door, body, signature=signature).status_code == 401


def test_a_call_is_heard_from_its_start_to_its_analysis(house: House) -> None:
    for name, call in (
        ("call_started", house.call()),
        ("call_ended", house.ended(seconds=600)),
        ("call_analyzed", house.ended(call_analysis={"call_summary": "Kurz."})),
    ):
        answer = house.event(name, call)
        assert answer.status_code == 204
        assert answer.content == b""

    kept = known_call(house)
    assert kept.length_seconds == 600
    assert kept.summary == "Kurz."
    assert house.balance(house.world.salon.id) == 10_000 - 400
    assert house.balance(house.world.reseller.id) == 10_000 - 300


def test_an_end_told_three_times_is_charged_once(house: House) -> None:
    answers = [house.event("call_ended", house.ended(seconds=600)) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [204, 204, 204]
    assert house.balance(house.world.salon.id) == 9_600


def test_ends_told_at_once_are_charged_once(house: House) -> None:
    with ThreadPoolExecutor(4) as pool:
        telling = [
            pool.submit(house.event, "call_ended", house.ended(seconds=600)) for _ in range(4)
        ]

    assert {answer.result().status_code for answer in telling} == {204}
    assert house.balance(house.world.salon.id) == 9_600


def test_an_analysis_before_the_end_bills_the_call_and_the_end_adds_nothing(house: House) -> None:
    house.event("call_analyzed", house.ended(seconds=600))
    house.event("call_ended", house.ended(seconds=600, disconnection_reason="user_hangup"))
    house.event("call_started", house.call())

    call = known_call(house)
    assert call.reason == "user_hangup"
    assert call.status.value == "ended"
    assert house.balance(house.world.salon.id) == 9_600


def test_a_call_that_never_connected_is_kept_and_costs_nothing(house: House) -> None:
    silent = house.call(
        call_status="not_connected", disconnection_reason="dial_no_answer", start_timestamp=None
    )

    house.event("call_ended", silent)

    assert known_call(house).billable_seconds == 0
    assert house.balance(house.world.salon.id) == 10_000


def test_an_event_nobody_knows_is_kept_and_thanked_for(house: House) -> None:
    assert house.event("call_levitated", house.call(level="high")).status_code == 204
    assert known_call(house).id == "call_1"


def test_an_event_about_something_else_is_kept_and_thanked_for(house: House) -> None:
    chat = {"event": "chat_started", "chat": {"chat_id": "chat_1"}}

    assert house.signed("/webhooks/retell", chat).status_code == 204
    assert house.signed("/webhooks/retell", chat).status_code == 204


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"event":"call_ended","call":[]}'])
def test_a_signed_muddle_is_a_bad_request(house: House, body: bytes) -> None:
    for door in DOORS:
        answer = house.signed(door, body)

        assert answer.status_code == 400
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert answer.json()["code"] in {"not_understood", "names_no_call"}


def test_five_megabytes_are_too_much_and_a_long_transcript_is_not(house: House) -> None:
    too_long = house.event("call_ended", house.ended(transcript="ä" * 5 * 1024 * 1024))
    long = house.event("call_ended", house.ended(transcript="a" * 2 * 1024 * 1024))

    assert too_long.status_code == 413
    assert too_long.json()["code"] == "request_entity_too_large"
    assert long.status_code == 204


@pytest.mark.parametrize(
    ("door", "most"),
    [("/webhooks/retell", EVENT_BYTES), ("/retell/inbound", LIVE_BYTES),
     ("/retell/functions", LIVE_BYTES)],
)  # fmt: skip
def test_a_body_that_does_not_say_its_length_is_cut_off_all_the_same(
    house: House, door: str, most: int
) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(most // 65_536 + 1):
            yield b" " * 65_536

    assert house.client.post(door, content=pieces()).status_code == 413


def test_any_text_comes_through_whole(house: House) -> None:
    text = "Zoë Müßig-Łęcka 🦷 u\u0308 \u202eRTL"
    message = {"event": "call_ended", "call": house.ended(transcript=f"{text}\x00")}

    house.signed("/webhooks/retell", json.dumps(message, ensure_ascii=False).encode())

    assert known_call(house).transcript == text


class RecoveringStorage:
    """A database that is down until it is up."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.down = True

    def look(self, scope: Scope) -> Any:
        if self.down:
            raise Unavailable
        return self.storage.look(scope)

    def begin(self, scope: Scope) -> Any:
        if self.down:
            raise Unavailable
        return self.storage.begin(scope)


def test_events_are_told_again_after_a_failure_of_ours_and_count_once(house: House) -> None:
    database = RecoveringStorage(house.storage)
    house.override(storage=database)
    failed = house.event("call_ended", house.ended(seconds=600))

    database.down = False
    house.watch.forward(minutes=6)
    again = house.event("call_ended", house.ended(seconds=600))

    assert failed.status_code == 503
    assert failed.headers["retry-after"] == "5"
    assert again.status_code == 204
    assert house.balance(house.world.salon.id) == 9_600
