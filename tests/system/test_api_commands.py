"""The API: what may be done with a key, and that doing it wrong does nothing."""

from typing import Any

import pytest

from tests.system.belongings import kept
from tests.system.house import House


def top_up(house: House, owner: Any, by: Any, **changes: Any) -> Any:
    body = {"amount": {"cents": 5000, "currency": "EUR"}, "reference": "R-1", **changes}
    path = f"/api/v1/wallets/{owner}/top-ups"
    return house.client.post(path, json=body, headers=house.key_of(by))


def test_a_top_up_by_the_reseller_is_booked_once_however_often_it_is_sent(house: House) -> None:
    salon, reseller = house.world.salon.id, house.world.reseller.id

    first, second = top_up(house, salon, reseller), top_up(house, salon, reseller)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert house.balance(salon) == 15_000
    assert {entry["purpose"] for entry in first.json()["entries"]} == {"wallet", "clearing"}


def test_a_reference_stands_for_one_amount(house: House) -> None:
    salon, reseller = house.world.salon.id, house.world.reseller.id
    top_up(house, salon, reseller)

    answer = top_up(house, salon, reseller, amount={"cents": 1, "currency": "EUR"})

    assert answer.status_code == 409
    assert answer.json()["code"] == "reference_used"
    assert answer.json()["reference"] == "R-1"


@pytest.mark.parametrize("owner", ["salon", "reseller"])
def test_nobody_tops_up_the_own_wallet(house: House, owner: str) -> None:
    id = getattr(house.world, owner).id

    answer = top_up(house, id, id)

    assert answer.status_code == 403
    assert answer.json()["code"] == "not_by_oneself"
    assert house.balance(id) == 10_000


def test_nobody_tops_up_the_platform_and_no_one_outside_the_own_subtree(house: House) -> None:
    world = house.world

    assert top_up(house, world.stranger.id, world.reseller.id).status_code == 404
    assert top_up(house, world.reseller.id, world.salon.id).status_code == 404
    assert top_up(house, world.platform.id, world.reseller.id).status_code == 404
    assert house.balance(world.stranger.id) == 10_000


def test_all_mistakes_of_a_request_are_told_at_once(house: House) -> None:
    body = {"amount": {"cents": "12", "coin": 1}, "reference": "", "extra": None}
    path = f"/api/v1/wallets/{house.world.salon.id}/top-ups"

    answer = house.client.post(path, json=body, headers=house.key_of(house.world.reseller.id))

    assert answer.status_code == 422
    assert {mistake["where"] for mistake in answer.json()["errors"]} == {
        "amount.cents", "amount.coin", "amount.currency", "reference", "extra",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 422),
        (b'{"amount":{"cents":12.5,"currency":"EUR"},"reference":"R"}', 422),
        (b'{"amount":{"cents":true,"currency":"EUR"},"reference":"R"}', 422),
        (b'{"amount":{"cents":0,"currency":"EUR"},"reference":"R"}', 422),
        (b'{"amount":{"cents":1,"currency":"XXX"},"reference":"R"}', 422),
        (b'{"amount":{"cents":1,"currency":"EUR"},"reference":"\\u0000"}', 422),
        (b'{"amount":{"cents":1,"currency":"CHF"},"reference":"R"}', 409),
        (b" " * 70_000, 413),
    ],
)
def test_a_wrong_body_books_nothing(house: House, body: bytes, status: int) -> None:
    path = f"/api/v1/wallets/{house.world.salon.id}/top-ups"

    headers = house.key_of(house.world.reseller.id)
    answer = house.client.post(path, content=body, headers=headers)

    assert answer.status_code == status
    assert house.balance(house.world.salon.id) == 10_000


def test_an_appointment_is_cancelled_once_and_the_calendar_hears_of_it(house: House) -> None:
    its = kept(house)
    headers = house.key_of(house.world.salon.id)
    path = f"/api/v1/appointments/{its.appointment.id}"

    first = house.client.post(f"{path}/cancel", json={"why": "krank"}, headers=headers)
    second = house.client.post(f"{path}/cancel", json={}, headers=headers)

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json()["status"] == "cancelled"
    assert second.json()["version"] == first.json()["version"] == 2
    assert first.json()["changes"][-1]["by"] == "key"
    assert first.json()["changes"][-1]["why"] == "krank"
    assert house.queue.depth()["waiting"] >= 1


def test_a_body_that_is_missing_is_told_in_a_sentence(house: House) -> None:
    answer = house.client.post(
        f"/api/v1/appointments/{kept(house).appointment.id}/cancel",
        headers=house.key_of(house.world.salon.id),
    )

    assert answer.status_code == 400
    assert answer.json()["detail"] == "The body is missing or is not JSON."


def test_what_has_taken_place_cannot_be_cancelled(house: House) -> None:
    its = kept(house)
    house.watch.forward(days=1)

    answer = house.client.post(
        f"/api/v1/appointments/{its.appointment.id}/cancel",
        json={},
        headers=house.key_of(house.world.salon.id),
    )

    assert answer.status_code == 409
    assert answer.json()["code"] == "already_over"
