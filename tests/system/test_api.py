"""The API: what its owner sees, page by page, and what may be done with it."""

import json
from typing import Any

import pytest

from askpro.domain.ids import AppointmentId
from askpro.domain.organisations.scope import Scope
from tests.system.belongings import dead_letter, items, kept
from tests.system.house import SYSTEM, House
from tests.system.test_api_prices import a_book


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Basic YTpi"},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer ask_live_aaaaaaaa_" + "x" * 43},
        {"Authorization": "Bearer ask_live_aaaaaaaa_" + "x" * 42},
        {"Authorization": "Bearer " + "x" * 5000},
    ],
)
def test_without_a_valid_key_nothing_is_told(house: House, headers: dict[str, str]) -> None:
    answer = house.client.get("/api/v1/calls", headers=headers)

    assert answer.status_code == 401
    assert answer.json()["code"] == "key_refused"
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_key_is_refused_before_the_body_is_looked_at(house: House) -> None:
    answer = house.client.post(f"/api/v1/wallets/{house.world.salon.id}/top-ups", content=b"{")

    assert answer.status_code == 401


def test_a_revoked_key_opens_nothing(house: House) -> None:
    headers = house.key_of(house.world.salon.id)
    (key,) = house.keys.of(house.world.salon.id)

    house.container.give_key().revoke(organisation_id=house.world.salon.id, id=key.id, by=SYSTEM)

    assert house.client.get("/api/v1/calls", headers=headers).status_code == 401


def test_everybody_sees_the_calls_of_the_own_subtree(house: House) -> None:
    world = house.world
    house.event("call_started", house.call("salon"))
    house.event("call_started", house.call("garage", to_number=world.garage.number))
    house.event("call_started", house.call("stranger", to_number=world.stranger.number))
    house.event("call_started", house.call("nobody", to_number="+493099999999"))

    def seen(organisation: Any) -> set[str]:
        return {call["id"] for call in items(house, "/api/v1/calls", house.key_of(organisation))}

    assert seen(world.salon.id) == {"salon"}
    assert seen(world.reseller.id) == {"salon", "garage"}
    assert seen(world.platform.id) == {"salon", "garage", "stranger", "nobody"}


def test_a_call_is_shown_with_what_was_said_and_without_what_it_cost_the_platform(
    house: House,
) -> None:
    house.event("call_ended", house.ended(call_cost={"combined_cost": 25.64}))
    headers = house.key_of(house.world.salon.id)

    call = house.client.get("/api/v1/calls/call_1", headers=headers).json()

    assert call["transcript"] == "Hallo."
    assert call["lengthSeconds"] == 60
    assert call["firstSeenAt"] == "2026-11-23T12:00:00Z"
    assert "25.64" not in json.dumps(call)


def test_a_list_is_read_page_by_page(house: House) -> None:
    for number in range(5):
        house.watch.forward(minutes=1)
        house.event("call_started", house.call(f"call_{number}"))
    headers = house.key_of(house.world.salon.id)

    found, after = [], None
    while True:
        params = {"limit": "2", **({"after": after} if after else {})}
        page = house.client.get("/api/v1/calls", params=params, headers=headers).json()
        found += [call["id"] for call in page["items"]]
        after = page["next"]
        if after is None:
            break

    assert found == ["call_4", "call_3", "call_2", "call_1", "call_0"]


@pytest.mark.parametrize(
    "params",
    [
        {"after": "nonsense"},
        {"after": ""},
        {"after": "calls:\x00"},
        {"limit": "0"},
        {"limit": "101"},
        {"limit": "ten"},
    ],
)
def test_a_page_that_cannot_be_is_a_bad_request(house: House, params: dict[str, str]) -> None:
    headers = house.key_of(house.world.salon.id)

    answer = house.client.get("/api/v1/calls", params=params, headers=headers)

    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_of_a_charge_everybody_sees_the_own_links_only(house: House) -> None:
    kept(house)
    world = house.world

    def amounts(organisation: Any) -> list[int]:
        headers = house.key_of(organisation)
        (charge,) = items(house, "/api/v1/charges", headers)
        whole = house.client.get(f"/api/v1/charges/{charge['id']}", headers=headers).json()
        return [link["amount"]["cents"] for link in whole["links"]]

    assert amounts(world.salon.id) == [400]
    assert amounts(world.reseller.id) == [300, 400]
    assert amounts(world.platform.id) == [300, 400]


def test_a_company_never_sees_its_resellers_margin(house: House) -> None:
    kept(house)
    headers = house.key_of(house.world.salon.id)

    for path in ("calls", "charges", "transactions", "wallets", "appointments", "letters"):
        shown = json.dumps(items(house, f"/api/v1/{path}", headers))
        assert str(house.world.platform.id) not in shown
        assert '"cents": 300' not in shown
        assert '"cents": -300' not in shown
        assert '"purpose": "revenue"' not in shown


def test_a_transaction_shows_the_entries_of_the_askers_own_subtree(house: House) -> None:
    kept(house)
    world = house.world

    def entries(organisation: Any) -> list[tuple[str, int]]:
        (booked,) = items(house, "/api/v1/transactions", house.key_of(organisation))
        return sorted((line["purpose"], line["amount"]["cents"]) for line in booked["entries"])

    assert entries(world.salon.id) == [("wallet", -400)]
    assert entries(world.reseller.id) == [("revenue", 400), ("wallet", -400), ("wallet", -300)]
    assert sum(cents for _, cents in entries(world.platform.id)) == 0


def test_wallets_are_those_of_the_own_subtree(house: House) -> None:
    world = house.world

    def names(organisation: Any) -> list[str]:
        found = items(house, "/api/v1/wallets", house.key_of(organisation))
        return [wallet["name"] for wallet in found]

    assert names(world.salon.id) == ["Salon"]
    assert names(world.reseller.id) == ["Garage", "Nordlicht", "Salon"]
    assert len(names(world.platform.id)) == 4


def test_the_platform_sees_dead_letters_and_replays_them(house: House) -> None:
    id = dead_letter(house)
    headers = house.key_of(house.world.platform.id)

    (letter,) = items(house, "/api/v1/dead-letters", headers)
    replayed = house.client.post(f"/api/v1/dead-letters/{id}/replay", headers=headers)
    again = house.client.post(f"/api/v1/dead-letters/{id}/replay", headers=headers)

    assert letter["id"] == id
    assert letter["kind"] == "notify"
    assert replayed.status_code == 204
    assert again.status_code == 404
    assert house.queue.depth()["waiting"] == 1


def test_for_everybody_else_there_are_no_dead_letters(house: House) -> None:
    id = dead_letter(house)

    for organisation in (house.world.reseller.id, house.world.salon.id):
        headers = house.key_of(organisation)
        listed = house.client.get("/api/v1/dead-letters", headers=headers)
        replayed = house.client.post(f"/api/v1/dead-letters/{id}/replay", headers=headers)
        assert (listed.status_code, replayed.status_code) == (404, 404)
    assert house.queue.depth()["dead"] == 1


def test_what_is_anothers_does_not_exist_on_any_route_of_the_document(house: House) -> None:
    its = kept(house)
    owner = house.key_of(house.world.salon.id)
    charge = items(house, "/api/v1/charges", owner)[0]["id"]
    ids = {
        "call_id": its.call.id,
        "appointment_id": str(its.appointment.id),
        "charge_id": charge,
        "organisation_id": str(house.world.salon.id),
        "book_id": str(its.draft.id),
        "letter_id": dead_letter(house),
        "period": "2026-11",
    }
    money = {"amount": {"cents": 1, "currency": "EUR"}, "reference": "R"}
    bodies = {
        "top-ups": money,
        "refunds": {**money, "reason": "x"},
        "lots": money,
        "thresholds": {"thresholdsCents": []},
        "auto-top-up": {"on": True, "thresholdCents": 1, "amountCents": 1},
        "{book_id}": a_book(),
    }
    paths = house.client.get("/api/openapi.json").json()["paths"]
    named = {path: route for path, route in paths.items() if "{" in path}

    asked = 0
    for stranger in (house.world.stranger.id, house.world.garage.id):
        headers = house.key_of(stranger)
        for path, route in named.items():
            for method in route:
                sent = bodies.get(path.rpartition("/")[2], {})
                answer = house.client.request(
                    method, path.format(**ids), headers=headers,
                    json=sent if method in ("post", "put") else None,
                )  # fmt: skip
                asked += 1
                assert answer.status_code == 404, (method, path, answer.text)
                assert "Zoë" not in answer.text

    assert asked == 2 * sum(map(len, named.values())) >= 24
    assert house.balance(house.world.salon.id) == 9_600
    with house.storage.look(Scope.everything()) as work:
        assert work.appointments.get(AppointmentId(its.appointment.id)).live


def test_no_list_shows_what_is_anothers(house: House) -> None:
    its = kept(house)
    headers = house.key_of(house.world.stranger.id)
    paths = house.client.get("/api/openapi.json").json()["paths"]

    for path in (path for path, route in paths.items() if "{" not in path and "get" in route):
        answer = house.client.get(path, headers=headers)
        assert str(its.shop.id) not in answer.text
        assert str(its.appointment.id) not in answer.text


def test_a_call_id_with_a_control_character_is_a_bad_request(house: House) -> None:
    headers = house.key_of(house.world.salon.id)

    assert house.client.get("/api/v1/calls/call%00", headers=headers).status_code == 400
