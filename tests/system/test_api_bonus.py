"""The API: bonus credit, thresholds and automatic top-ups."""

from typing import Any

import pytest

from tests.system.house import House


def ask(house: House, method: str, owner: Any, what: str, by: Any, body: Any = None) -> Any:
    path = f"/api/v1/wallets/{owner}/{what}"
    return house.client.request(method, path, json=body, headers=house.key_of(by))


def grant(house: House, owner: Any, by: Any, **changes: Any) -> Any:
    body = {"amount": {"cents": 2000, "currency": "EUR"}, "reference": "W", **changes}
    return ask(house, "POST", owner, "lots", by, body)


def wallet(house: House, owner: Any) -> Any:
    answer = house.client.get("/api/v1/wallets", headers=house.key_of(owner))
    return next(item for item in answer.json()["items"] if item["organisationId"] == str(owner))


def test_bonus_is_given_once_and_seen_beside_the_balance(house: House) -> None:
    salon, reseller = house.world.salon.id, house.world.reseller.id
    limited = {"expiresAt": "2099-01-01T00:00:00Z", "meters": ["call_second", "call"]}

    first, again = grant(house, salon, reseller), grant(house, salon, reseller)
    bound = grant(house, salon, reseller, reference="B", **limited)

    assert (first.status_code, again.json(), bound.status_code) == (201, first.json(), 201)
    assert bound.json()["meters"] == ["call", "call_second"]
    shown = wallet(house, salon)
    assert (shown["bonus"]["cents"], shown["boundBonus"]["cents"]) == (2000, 2000)
    assert shown["available"]["cents"] == 12_000
    items = ask(house, "GET", salon, "lots", salon).json()["items"]
    assert [item["id"] for item in items] == [bound.json()["id"], first.json()["id"]]
    assert items[0]["givenBy"] == str(reseller)


def test_the_reference_stands_for_one_amount(house: House) -> None:
    salon, reseller = house.world.salon.id, house.world.reseller.id
    grant(house, salon, reseller)

    other = grant(house, salon, reseller, amount={"cents": 1, "currency": "EUR"})

    assert (other.status_code, other.json()["code"]) == (409, "reference_used")


def test_who_gives_nothing(house: House) -> None:
    world = house.world

    assert grant(house, world.salon.id, world.salon.id).status_code == 403
    assert grant(house, world.stranger.id, world.reseller.id).status_code == 404
    assert grant(house, world.salon.id, world.stranger.id).status_code == 404
    assert grant(house, world.salon.id, world.platform.id).status_code == 201


@pytest.mark.parametrize(
    "wrong",
    [
        {"expiresAt": "2020-01-01T00:00:00Z"},
        {"expiresAt": "2099-01-01T00:00:00"},
        {"meters": []},
        {"meters": ["Call Second"]},
        {"kind": "gift"},
        {"amount": {"cents": 0, "currency": "EUR"}},
    ],
)
def test_what_is_no_bonus(house: House, wrong: Any) -> None:
    salon = house.world.salon.id

    assert grant(house, salon, house.world.reseller.id, **wrong).status_code == 422
    assert wallet(house, salon)["bonus"]["cents"] == 0


@pytest.mark.parametrize("what", ["lots", "auto-top-up", "thresholds"])
def test_others_wallets_are_not_there(house: House, what: str) -> None:
    world = house.world

    assert ask(house, "GET", world.salon.id, what, world.salon.id).status_code == 200
    assert ask(house, "GET", world.salon.id, what, world.reseller.id).status_code == 200
    for by in (world.stranger.id, world.garage.id):
        assert ask(house, "GET", world.salon.id, what, by).status_code == 404
    assert ask(house, "GET", world.reseller.id, what, world.salon.id).status_code == 404


def test_thresholds_are_the_usual_ones_until_others_are_set(house: House) -> None:
    salon = house.world.salon.id
    usual = ask(house, "GET", salon, "thresholds", salon).json()

    put = ask(house, "PUT", salon, "thresholds", salon, {"thresholdsCents": [900, 100, 900]})

    assert usual == {"thresholdsCents": [500, 2000]}
    assert put.json() == {"thresholdsCents": [100, 900]}
    assert ask(house, "GET", salon, "thresholds", salon).json() == put.json()
    for wrong in ({"thresholdsCents": [-1]}, {"thresholdsCents": list(range(11))}, {}):
        assert ask(house, "PUT", salon, "thresholds", salon, wrong).status_code == 422
    stranger = house.world.stranger.id
    assert (
        ask(house, "PUT", salon, "thresholds", stranger, {"thresholdsCents": []}).status_code == 404
    )


def test_an_automatic_top_up_is_agreed_to_and_switched_off(house: House) -> None:
    salon = house.world.salon.id
    before = ask(house, "GET", salon, "auto-top-up", salon).json()
    rule = {"on": True, "thresholdCents": 1000, "amountCents": 5000, "dailyCapCents": 15_000}

    put = ask(house, "PUT", salon, "auto-top-up", salon, rule)
    off = ask(house, "PUT", salon, "auto-top-up", salon, {**rule, "on": False})

    assert (before["switch"], before["amountCents"]) == ("off", 0)
    assert put.json() == {
        "switch": "on", "thresholdCents": 1000, "amountCents": 5000, "coolDownSeconds": 3600,
        "dailyCapCents": 15_000, "balanceCapCents": None, "attempts": [],
    }  # fmt: skip
    assert off.json()["switch"] == "off"
    for wrong in ({**rule, "amountCents": 0}, {**rule, "coolDownSeconds": 1}, {**rule, "card": 1}):
        assert ask(house, "PUT", salon, "auto-top-up", salon, wrong).status_code == 422
    by = house.world.stranger.id
    assert ask(house, "PUT", salon, "auto-top-up", by, rule).status_code == 404
