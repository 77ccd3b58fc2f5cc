"""Usage over HTTP: who may report what, once, and that a mistake charges nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from askpro.domain.billing.meter import SMS
from askpro.domain.billing.price import PerUnit
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.ids import PriceRuleId
from askpro.domain.money import Price
from askpro.domain.organisations.scope import Scope
from tests.system.house import House

ID_OF_NOBODY = str(UUID(int=5))


@pytest.fixture(autouse=True)
def prices(house: House) -> None:
    since = house.watch.now - timedelta(days=30)
    with house.container.storage().begin(Scope.everything()) as work:
        for number, (seller, price) in enumerate(
            ((house.world.platform, "0.07"), (house.world.reseller, "0.10"))
        ):
            model = PerUnit(Price.parse(price))
            id = PriceRuleId(UUID(int=9_000 + number))
            work.prices.add_rule(PriceRule(id, SMS, seller.id, None, since, model))


def usage(house: House, id: str = "sms-1", **changes: Any) -> dict[str, Any]:
    return {
        "id": id,
        "organisationId": str(house.world.salon.id),
        "meter": "sms",
        "quantity": 3,
        "occurredAt": (house.watch.now - timedelta(hours=1)).isoformat(),
        **changes,
    }


def send(house: House, body: Any, by: Any, path: str = "usage") -> Any:
    return house.client.post(f"/api/v1/{path}", json=body, headers=house.key_of(by))


def test_a_usage_is_charged_once_however_often_it_is_sent(house: House) -> None:
    salon, reseller, body = house.world.salon.id, house.world.reseller.id, usage(house)

    first, second = send(house, body, reseller), send(house, body, reseller)

    assert (first.status_code, second.status_code) == (201, 201)
    assert (first.json()["new"], second.json()["new"]) == (True, False)
    assert first.json()["paid"] == {"cents": 30, "currency": "EUR"}
    assert first.json()["chargeId"] == second.json()["chargeId"]
    assert (house.balance(salon), house.balance(reseller)) == (10_000 - 30, 10_000 - 21)


def test_a_thousand_at_once_by_two_who_send_the_same(house: House) -> None:
    body = {"items": [usage(house, f"sms-{number}") for number in range(1000)]}

    with ThreadPoolExecutor(2) as threads:
        answers = list(
            threads.map(
                lambda _: send(house, body, house.world.platform.id, "usage/batch"), range(2)
            )
        )

    assert [answer.status_code for answer in answers] == [201, 201]
    made = [item["new"] for answer in answers for item in answer.json()["items"]]
    assert (made.count(True), made.count(False)) == (1000, 1000)
    assert [item["id"] for item in answers[0].json()["items"]] == [
        f"sms-{number}" for number in range(1000)
    ]
    with house.container.storage().look(Scope.everything()) as work:
        wallet = work.wallets.get(house.world.salon.id)
        balances = work.ledger.balances()
    assert wallet.balance.cents - wallet.owed_cents == 10_000 - 30_000
    assert (len(balances) > 0, sum(balances.values())) == (True, 0)


def test_the_same_id_with_another_content_is_a_conflict(house: House) -> None:
    body = usage(house)
    send(house, body, house.world.reseller.id)

    answer = send(house, {**body, "quantity": 4}, house.world.reseller.id)

    assert (answer.status_code, answer.json()["code"]) == (409, "another_usage")
    assert house.balance(house.world.salon.id) == 10_000 - 30


def test_nobody_reports_for_who_stands_elsewhere(house: House) -> None:
    body, stranger = usage(house), house.world.stranger.id

    assert send(house, body, stranger).status_code == 404
    assert send(house, {**body, "organisationId": ID_OF_NOBODY}, stranger).status_code == 404
    assert send(house, {"items": [body]}, stranger, "usage/batch").status_code == 404
    assert house.balance(house.world.salon.id) == 10_000


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"quantity": -1}, "quantity"),
        ({"quantity": 1.5}, "quantity"),
        ({"quantity": True}, "quantity"),
        ({"meter": "SMS"}, "meter"),
        ({"id": ""}, "id"),
        ({"id": "x" * 201}, "id"),
        ({"id": "a\x00b"}, "id"),
        ({"occurredAt": "2026-11-21T10:00:00"}, "occurredAt"),
        ({"organisationId": "salon"}, "organisationId"),
        ({"note": "?"}, "note"),
    ],
)
def test_every_mistake_is_named_and_charges_nothing(
    house: House, change: dict[str, Any], where: str
) -> None:
    answer = send(house, usage(house, **change), house.world.reseller.id)

    assert answer.status_code == 422
    assert [mistake["where"] for mistake in answer.json()["errors"]] == [where]
    many = {"items": [usage(house, "ok"), usage(house, **change)]}
    of_many = send(house, many, house.world.reseller.id, "usage/batch")
    assert of_many.status_code == 422
    assert [mistake["where"] for mistake in of_many.json()["errors"]] == [f"items[1].{where}"]
    assert house.balance(house.world.salon.id) == 10_000


@pytest.mark.parametrize("items", [[], ["?"] * 1001])
def test_a_batch_is_of_one_to_a_thousand(house: House, items: list[Any]) -> None:
    answer = send(house, {"items": items}, house.world.reseller.id, "usage/batch")
    assert answer.status_code == 422


def test_what_lies_ahead_or_has_no_price_is_refused(house: House) -> None:
    ahead = (house.watch.now + timedelta(days=1)).isoformat()
    reseller = house.world.reseller.id

    early = send(house, usage(house, occurredAt=ahead), reseller)
    unpriced = send(house, usage(house, meter="fax"), reseller)

    assert (early.status_code, early.json()["code"]) == (422, "not_usage")
    assert (unpriced.status_code, unpriced.json()["code"]) == (409, "no_price")
    assert house.balance(house.world.salon.id) == 10_000
