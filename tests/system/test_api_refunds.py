"""Refunds over the API: booked at the top of the chain, seen by each tier as its own."""

from typing import Any

import pytest

from tests.system.house import House

EUR = "EUR"


def charged(house: House, call: str = "refunded") -> str:
    """The id of a charge of 4.00 at the salon, of which the reseller passes on 3.00."""
    house.event("call_ended", house.ended(call, seconds=600))
    headers = house.key_of(house.world.salon.id)
    listed = house.client.get("/api/v1/charges", headers=headers).json()["items"]
    found: str = next(one["id"] for one in listed if one["sourceKey"] == f"call:{call}")
    return found


def refund(house: House, charge: str, cents: int | None, by: Any = None, **changes: Any) -> Any:
    body: dict[str, Any] = {"reference": "R-1", "reason": "Leitung gestört", **changes}
    if cents is not None:
        body["amount"] = {"cents": cents, "currency": EUR}
    headers = house.key_of(by or house.world.platform.id)
    return house.client.post(f"/api/v1/charges/{charge}/refunds", json=body, headers=headers)


def listed(house: House, charge: str, by: Any) -> Any:
    return house.client.get(f"/api/v1/charges/{charge}/refunds", headers=house.key_of(by))


def test_a_refund_is_booked_once_however_often_it_is_sent(house: House) -> None:
    charge = charged(house)

    first, second = refund(house, charge, 100), refund(house, charge, 100)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert first.json()["amount"] == {"cents": 100, "currency": EUR}
    assert house.balance(house.world.salon.id) == 10_000 - 400 + 100
    assert house.balance(house.world.reseller.id) == 10_000 - 300 + 75


def test_07_a_reference_stands_for_one_amount(house: House) -> None:
    charge = charged(house)
    refund(house, charge, 100)

    answer = refund(house, charge, 101)

    assert answer.status_code == 409
    assert answer.json()["code"] == "refund_reference_used"
    assert house.balance(house.world.salon.id) == 9_700


def test_all_of_it_once(house: House) -> None:
    charge = charged(house)

    whole = refund(house, charge, None)
    again = refund(house, charge, None, reference="R-2")

    assert whole.json()["amount"]["cents"] == 400
    assert (again.status_code, again.json()["code"]) == (409, "fully_refunded")
    assert house.balance(house.world.salon.id) == 10_000


def test_more_than_was_paid_is_refused(house: House) -> None:
    answer = refund(house, charged(house), 401)

    assert (answer.status_code, answer.json()["code"]) == (409, "refunds_too_much")


def test_only_the_top_of_the_chain_refunds(house: House) -> None:
    charge, world = charged(house), house.world

    below = [
        refund(house, charge, 1, by=one.id).status_code for one in (world.reseller, world.salon)
    ]
    beside = refund(house, charge, 1, by=world.stranger.id)

    assert below == [403, 403]
    assert beside.status_code == 404


@pytest.mark.parametrize(
    ("who", "amounts", "told"),
    [("platform", [-75, -100], 100), ("reseller", [-75, -100], 100), ("salon", [-100], 100)],
)
def test_each_tier_sees_what_came_back_on_its_own_links(
    house: House, who: str, amounts: list[int], told: int
) -> None:
    charge = charged(house)
    refund(house, charge, 100)

    (item,) = listed(house, charge, getattr(house.world, who).id).json()["items"]

    assert [link["amount"]["cents"] for link in item["links"]] == amounts
    assert item["amount"] == {"cents": told, "currency": EUR}
    assert (item["reference"], item["reason"]) == ("R-1", "Leitung gestört")


def test_refunds_of_others_are_missing(house: House) -> None:
    charge = charged(house)
    refund(house, charge, 100)

    assert listed(house, charge, house.world.stranger.id).status_code == 404


def test_all_mistakes_of_a_refund_are_told_at_once(house: House) -> None:
    answer = refund(house, charged(house), 0, reference="", extra=1)

    assert answer.status_code == 422
    assert {mistake["where"] for mistake in answer.json()["errors"]} == {
        "reference",
        "amount",
        "extra",
    }
