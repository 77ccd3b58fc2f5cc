"""A call that is ringing or running: what its agent is told, and always in time."""

import logging
import threading
from typing import Any

import pytest

from askpro.domain.billing.wallet import Due
from askpro.domain.errors import Unavailable
from askpro.domain.ids import CallId
from askpro.domain.organisations.branch import PhoneNumber
from askpro.domain.organisations.scope import Scope
from askpro.domain.telephony.call import Call, NoSuchCall
from askpro.entrypoints.http.hooks import retell
from tests.system.house import House


def known_call(house: House, id: str = "call_1") -> Call:
    with house.storage.look(Scope.everything()) as work:
        return work.calls.get(CallId(id))


def ring(house: House, **changes: Any) -> Any:
    call = {
        "call_id": "call_1",
        "from_number": "+4915112345678",
        "to_number": house.world.salon.number,
        **changes,
    }
    return house.signed("/retell/inbound", {"event": "call_inbound", "call_inbound": call})


def test_a_ringing_call_is_welcomed_and_what_it_may_cost_is_reserved(house: House) -> None:
    answer = ring(house).json()["call_inbound"]

    assert answer["dynamic_variables"]["company"] == "Salon"
    assert answer["dynamic_variables"]["mode"] == "serve"
    assert answer["metadata"]["organisation_id"] == str(house.world.salon.id)
    with house.storage.look(Scope.everything()) as work:
        assert work.wallets.get(house.world.salon.id).reserved_cents == 200


def test_a_number_nobody_has_is_not_picked_up(house: House) -> None:
    answer = ring(house, to_number="+493099999999")

    assert answer.status_code == 200
    assert answer.json() == {"call_inbound": {"reject": True}}


def test_an_inactive_number_is_not_picked_up(house: House) -> None:
    salon = house.world.salon
    with house.storage.begin(Scope.everything()) as work:
        number = PhoneNumber(salon.number, salon.branch.id, salon.id, active=False)
        work.branches.connect(number)

    assert ring(house).json() == {"call_inbound": {"reject": True}}
    assert known_call(house).organisation_id is None


def test_an_empty_wallet_takes_a_message_only(house: House) -> None:
    with house.storage.begin(Scope.everything()) as work:
        work.wallets.settle([Due("all", house.world.reseller.id, 10_000)])

    answer = ring(house).json()["call_inbound"]

    assert answer["dynamic_variables"]["mode"] == "take_message"


def test_a_ring_of_the_old_kind_is_left_to_the_numbers_own_agent(house: House) -> None:
    assert ring(house, call_id=None).json() == {"call_inbound": {}}


class SilentStorage:
    """A database that is down."""

    def look(self, scope: Scope) -> Any:
        raise Unavailable

    begin = look


class StuckStorage:
    """A database that is slow."""

    def __init__(self) -> None:
        self.let_go = threading.Event()

    def look(self, scope: Scope) -> Any:
        self.let_go.wait(5)
        raise Unavailable

    begin = look


def test_a_call_that_rings_while_the_database_is_down_is_not_left_ringing(house: House) -> None:
    house.override(storage=SilentStorage())

    answer = ring(house)

    assert answer.status_code == 200
    assert answer.json() == {"call_inbound": {}}


def test_a_call_that_rings_while_the_database_is_slow_is_not_left_ringing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck = StuckStorage()
    house.override(storage=stuck)
    monkeypatch.setattr(retell, "RING_SECONDS", 0.05)

    answer = ring(house)
    stuck.let_go.set()

    assert answer.status_code == 200
    assert answer.json() == {"call_inbound": {}}


def test_a_function_is_answered_before_anybody_told_of_the_call(house: House) -> None:
    answer = house.ask("list_services_v17", {}, house.call())

    assert answer.status_code == 200
    assert answer.json()["ok"] is True
    assert "Haarschnitt" in answer.json()["say"]
    assert known_call(house).organisation_id == house.world.salon.id


def test_whose_call_it_is_says_the_envelope_and_never_an_argument(house: House) -> None:
    foreign = {"call_id": "call_001", "to_number": house.world.stranger.number}

    house.ask("list_services", foreign, house.call())

    assert known_call(house).organisation_id == house.world.salon.id
    with pytest.raises(NoSuchCall):
        known_call(house, "call_001")


@pytest.mark.parametrize(
    ("name", "args", "reason"),
    [
        ("sing_a_song", {}, "unknown_function"),
        ("book_appointment", {"when": ["morgen"], "name": {"first": "Zoë"}}, "bad_arguments"),
        ("cancel_appointment", None, "no_such_appointment"),
    ],
)
def test_a_refusal_on_the_line_is_a_sentence(
    house: House, name: str, args: object, reason: str
) -> None:
    answer = house.ask(name, args, house.call())

    assert answer.status_code == 200
    told = answer.json()
    assert told["ok"] is False
    assert told["say"].endswith((".", "?"))
    assert told["data"].get("reason", reason) == reason


def test_a_call_for_a_number_nobody_has_is_told_so(house: House) -> None:
    answer = house.ask("list_services", {}, house.call(to_number="+493099999999"))

    assert answer.status_code == 200
    assert answer.json()["ok"] is False
    assert answer.json()["data"] == {"reason": "unknown_number"}


def test_who_shows_no_number_may_not_cancel(house: House) -> None:
    answer = house.ask("cancel_appointment", {}, house.call(from_number="anonymous"))

    assert answer.json()["ok"] is False
    assert known_call(house).caller is None


def test_a_function_call_without_its_call_is_a_bad_request(house: House) -> None:
    answer = house.signed("/retell/functions", {"date": "2026-11-24", "service": "Haarschnitt"})

    assert answer.status_code == 400
    assert answer.json()["code"] == "names_no_call"


def test_while_the_database_is_down_the_caller_hears_a_sentence(house: House) -> None:
    house.override(storage=SilentStorage())

    answer = house.ask("list_services", {}, house.call())

    assert answer.status_code == 200
    assert answer.json()["ok"] is False
    assert answer.json()["say"]


def test_our_own_mistake_is_logged_and_the_caller_hears_a_sentence(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.override(storage=object())

    with caplog.at_level(logging.ERROR):
        answer = house.ask("list_services", {}, house.call())

    assert answer.status_code == 500
    assert answer.json()["ok"] is False
    assert answer.json()["say"]
    assert any(record.exc_info for record in caplog.records)
    assert "AttributeError" not in answer.text
