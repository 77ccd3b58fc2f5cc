"""The simulated platform tells what the real one tells, and survives what it survives."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from askpro.domain.organisations.organisation import Language
from askpro.entrypoints.cli.simulator import NotAccepted, Turn, play
from tests.unit.entrypoints.cli.simulator.stand_in import StandIn, ringing_at

BOOKING = (
    Turn(None, ("Salon Haarmonie", "digitalen")),
    Turn("Ich hätte gern morgen um halb drei einen Haarschnitt Herren", ("14 Uhr 30",)),
    Turn("Ja, bitte", ("Auf welchen Namen",)),
    Turn("Erika Müßig", ("ist gebucht",)),
)
SHARED = Path(__file__).parents[5].parent / "shared" / "vendor" / "retell" / "payloads.json"


def test_a_booking_by_phone_ends_in_an_appointment() -> None:
    stand_in = StandIn()

    with ringing_at(stand_in) as call:
        outcome = play(call, BOOKING)

    (booked,) = outcome.booked
    (appointment,) = stand_in.house.look().appointments.of_call(outcome.call_id)  # type: ignore[arg-type]
    assert booked.id == str(appointment.id)
    assert booked.start == appointment.during.start.isoformat()
    assert outcome.as_expected
    assert outcome.successful


def test_events_come_in_the_order_of_the_platform() -> None:
    stand_in = StandIn()

    with ringing_at(stand_in) as call:
        play(call, BOOKING)

    assert stand_in.heard[0][0] == "/retell/inbound"
    assert stand_in.events() == ["call_started", "call_ended", "call_analyzed"]


def test_the_last_event_tells_all_of_the_call() -> None:
    stand_in = StandIn()

    with ringing_at(stand_in, seconds=600) as call:
        outcome = play(call, BOOKING)

    told = stand_in.told("call_analyzed")
    assert told["duration_ms"] == 600_000
    assert told["end_timestamp"] - told["start_timestamp"] == 600_000
    assert told["call_cost"]["combined_cost"] == pytest.approx(170.0, abs=0.01)
    assert told["transcript"] == outcome.transcript
    assert "User: Ja, bitte\n" in outcome.transcript
    assert told["call_analysis"]["call_successful"] is True
    assert told["metadata"] == {"branch_id": "b1"}
    assert told["disconnection_reason"] == "user_hangup"


def test_the_summary_is_in_the_language_that_is_spoken() -> None:
    stand_in = StandIn()

    with ringing_at(stand_in, language=Language.ENGLISH) as call:
        play(call, BOOKING)

    assert stand_in.told("call_analyzed")["call_analysis"]["call_summary"] == "Gebucht: 1."


def test_without_a_pretended_length_the_clock_decides() -> None:
    stand_in = StandIn()

    with ringing_at(stand_in) as call:
        call.ring()
        stand_in.house.watch.go_on(seconds=90.5)
        outcome = call.hang_up()

    assert outcome.length_ms == 90_500


def test_a_withheld_number_is_told_as_anonymous() -> None:
    stand_in = StandIn()

    with ringing_at(stand_in, caller=None) as call:
        play(call, (Turn(None), Turn("Ich möchte meinen Termin absagen", ("Rufnummer",))))

    assert stand_in.told("call_started")["from_number"] == "anonymous"


def test_a_rejected_call_leaves_no_events() -> None:
    stand_in = StandIn(rejects=True)

    with ringing_at(stand_in) as call:
        outcome = play(call, BOOKING)

    assert outcome.rejected
    assert not outcome.as_expected
    assert stand_in.events() == []


def test_where_only_messages_are_taken_the_agent_says_so() -> None:
    stand_in = StandIn(mode="take_message")

    with ringing_at(stand_in) as call:
        assert "nehme aber gern eine Nachricht auf" in call.ring()
        assert "Rückrufwunsch notiert" in call.speak("Bitte rufen Sie mich an")
        assert len(call.hang_up().callbacks) == 1


def test_an_agent_that_hangs_up_says_so() -> None:
    stand_in = StandIn()

    with ringing_at(stand_in) as call:
        outcome = play(call, (Turn(None), Turn("Auf Wiederhören"), Turn("Hallo?", ("Guten Tag",))))

    assert stand_in.told("call_ended")["disconnection_reason"] == "agent_hangup"
    assert outcome.unmet == ("expected 'Guten Tag', heard ''",)


def test_a_short_absence_is_bridged_by_trying_again() -> None:
    stand_in = StandIn(away=[httpx.ConnectError, 503, 429])

    with ringing_at(stand_in, tries=4) as call:
        assert play(call, BOOKING).as_expected


def test_while_nobody_answers_the_agent_apologises_and_the_events_are_lost() -> None:
    stand_in = StandIn()

    with ringing_at(stand_in) as call:
        call.ring()
        stand_in.away = [500, httpx.ReadTimeout, 502]
        sentence = call.speak("Haarschnitt Herren morgen um zehn")
        outcome = call.hang_up()

    assert "Ich erreiche gerade den Kalender nicht" in sentence
    assert outcome.undelivered == ("call_ended", "call_analyzed")
    assert not outcome.as_expected


def test_a_ring_nobody_answers_is_picked_up_all_the_same() -> None:
    stand_in = StandIn(away=[500])

    with ringing_at(stand_in) as call:
        assert "Guten Tag" in call.ring()
        assert call.hang_up().undelivered == ("call_inbound",)


def test_a_wrong_key_is_told_at_once() -> None:
    with ringing_at(StandIn(), key="another") as call, pytest.raises(NotAccepted) as refused:
        call.ring()

    assert refused.value.status == 401


def test_every_try_is_signed_anew() -> None:
    stand_in = StandIn()
    seen: list[str] = []

    def once_away(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["x-retell-signature"])
        stand_in.house.watch.go_on(minutes=6)
        return httpx.Response(503) if len(seen) == 1 else stand_in(request)

    with httpx.Client(base_url="http://t", transport=httpx.MockTransport(once_away)) as client:
        from askpro.entrypoints.cli.simulator import Line

        Line(client, "key_simulated", stand_in.house.watch, tries=2).send(
            "/webhooks/retell", {"event": "x"}
        )

    assert seen[0] != seen[1]


@pytest.mark.parametrize("event", ["call_started", "call_ended", "call_analyzed"])
def test_messages_have_the_fields_of_the_vendors_samples(event: str) -> None:
    if not SHARED.exists():
        pytest.skip("the vendor's samples are not beside this repository")
    sample: dict[str, Any] = json.loads(SHARED.read_text(encoding="utf-8"))[event]["call"]
    stand_in = StandIn()
    with ringing_at(stand_in) as call:
        play(call, BOOKING)

    told = stand_in.told(event)

    links = {"recording_url", "recording_multi_channel_url", "public_log_url"}
    measured = {"latency", "llm_token_usage"}
    assert set(sample) - set(told) <= links | measured
    for name in set(sample) & set(told):
        assert isinstance(told[name], type(sample[name])), name
