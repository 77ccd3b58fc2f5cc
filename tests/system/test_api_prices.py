"""Prices over the API: drafted, published, agreed, explained, and only to whom they concern."""

from typing import Any

import pytest

from tests.system.belongings import items
from tests.system.house import House

MINUTE = {"model": "per_second", "pricePerMinute": "0.45"}


def a_book(**changes: Any) -> dict[str, Any]:
    entries = [{"meter": "call_second", "price": MINUTE}]
    return {"name": "Sommer", "validFrom": "2027-01-01T00:00:00Z", "entries": entries, **changes}


def ask(house: House, path: str, by: Any, body: Any = None, method: str = "POST") -> Any:
    return house.client.request(method, f"/api/v1/{path}", json=body, headers=house.key_of(by))


def draft(house: House, by: Any, **changes: Any) -> Any:
    answer = ask(house, "price-books", by, a_book(**changes))
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_book_is_drafted_changed_published_and_then_stays(house: House) -> None:
    reseller = house.world.reseller.id
    book = draft(house, reseller)
    path = f"price-books/{book['id']}"

    changed = ask(house, path, reseller, a_book(name="Winter"), "PUT").json()
    published = ask(house, f"{path}/publish", reseller)
    late = ask(house, path, reseller, a_book(), "PUT")

    assert (book["status"], book["version"], book["sellerId"]) == ("draft", 1, str(reseller))
    assert book["entries"][0]["price"] == MINUTE
    assert changed["name"] == "Winter"
    assert published.status_code == 200
    assert published.json()["status"] == "published"
    assert (late.status_code, late.json()["code"]) == (409, "published_book")
    assert ask(house, path, reseller, method="GET").json() == published.json()


def test_a_company_sees_what_it_pays_and_why_and_nothing_above(house: House) -> None:
    world = house.world
    book = draft(house, world.reseller.id)
    ask(house, f"price-books/{book['id']}/publish", world.reseller.id)

    path = "prices?meter=call_second&at=2027-01-01T00:00:00Z"
    paid = ask(house, path, world.salon.id, method="GET").json()

    (price,) = paid["prices"]
    assert paid["sellerId"] == str(world.reseller.id)
    assert (price["price"], price["bookId"], price["version"]) == (MINUTE, book["id"], 1)
    assert "0.30" not in str(paid)
    assert ask(house, f"price-books/{book['id']}", world.salon.id, method="GET").status_code == 404


def test_books_of_others_are_not_there(house: House) -> None:
    world = house.world
    book = draft(house, world.reseller.id)
    path = f"price-books/{book['id']}"

    for stranger in (world.salon.id, world.stranger.id):
        assert ask(house, path, stranger, method="GET").status_code == 404
        assert ask(house, path, stranger, a_book(), "PUT").status_code == 404
        assert ask(house, f"{path}/publish", stranger).status_code == 404
        assert ask(house, "price-books", stranger, a_book()).json()["code"] == "sells_to_nobody"
        assert items(house, "/api/v1/price-books", house.key_of(stranger)) == []
    buyer = str(world.stranger.id)
    assert ask(house, "price-books", world.reseller.id, a_book(buyerId=buyer)).status_code == 404


def test_lists_are_read_page_by_page(house: House) -> None:
    reseller = house.world.reseller.id
    made = [draft(house, reseller)["id"] for _ in range(3)]

    first = ask(house, "price-books?limit=2", reseller, method="GET").json()
    rest = ask(house, f"price-books?limit=2&after={first['next']}", reseller, method="GET").json()

    assert [one["id"] for one in (*first["items"], *rest["items"])] == sorted(made, reverse=True)
    assert rest["next"] is None
    assert ask(house, "price-books?after=x", reseller, method="GET").status_code == 400


def test_publishing_names_every_mistake(house: House) -> None:
    reseller = house.world.reseller.id
    entries = [
        {"meter": "call_second", "price": {"model": "per_second", "pricePerMinute": "0.01"}},
        {"meter": "Call!", "price": MINUTE},
    ]
    book = draft(house, reseller, entries=entries, validUntil="2026-12-31T00:00:00Z")

    answer = ask(house, f"price-books/{book['id']}/publish", reseller)

    assert answer.status_code == 409
    assert {one["where"] for one in answer.json()["errors"]} == {
        "ends_before_it_begins", "not_a_meter", "priced_below_cost",
    }  # fmt: skip


def test_every_mistake_of_a_price_is_named_with_its_place(house: House) -> None:
    entries = [
        {"meter": "call_second", "price": {"model": "per_second", "pricePerMinute": 0.4}},
        {"meter": "call", "price": MINUTE, "colour": "red"},
        {"price": {"model": "per_moon"}},
    ]

    answer = ask(house, "price-books", house.world.reseller.id, a_book(entries=entries))

    assert answer.status_code == 422
    assert {one["where"] for one in answer.json()["errors"]} == {
        "entries[0].price", "entries[1].colour", "entries[2].meter", "entries[2].price",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"validFrom": "0001-01-01T00:00:00+23:00"}, "malformed"),
        ({"validFrom": "2027-01-01T00:00:00"}, "malformed"),
        ({"entries": [{"meter": "m", "price": {
            "model": "graduated", "tiers": [{"upTo": 1, "price": "1"}]}}]}, "not_a_price_model"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_not_drafted(
    house: House, changes: dict[str, Any], code: str
) -> None:
    answer = ask(house, "price-books", house.world.reseller.id, a_book(**changes))

    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_terms_are_agreed_from_above_and_read_by_both(house: House) -> None:
    world = house.world
    body = {
        "commission": {"bands": [{"fromCents": 0, "rate": "25"}, {"fromCents": 9, "rate": "27.5"}]},
        "edge": "agent",
        "markups": [{"meter": "call_second", "mostRate": "20", "leastPrice": "0.05", "per": 60}],
    }
    path = f"organisations/{world.reseller.id}/terms"

    agreed = ask(house, path, world.platform.id, body)
    both = [
        ask(house, path, who, method="GET").json() for who in (world.platform.id, world.reseller.id)
    ]

    assert agreed.status_code == 201, agreed.text
    assert agreed.json()["settlement"] == "commission"
    assert agreed.json()["agreement"]["bands"] == body["commission"]["bands"]  # type: ignore[index]
    assert agreed.json()["markups"][0]["mostRate"] == "20"
    assert both[0] == both[1]
    assert agreed.json() in both[0]["items"]
    assert ask(house, path, world.reseller.id, body).status_code == 404
    assert ask(house, path, world.salon.id, method="GET").status_code == 404
    falling = {"commission": {"bands": [{"fromCents": 5, "rate": "1"}]}}
    assert ask(house, path, world.platform.id, falling).status_code == 422


def test_what_a_month_would_have_come_to(house: House) -> None:
    world = house.world
    house.event("call_ended", house.ended("call_1", seconds=600))
    month = f"{house.watch():%Y-%m}"
    book = draft(house, world.reseller.id)

    mine = ask(house, "what-if", world.reseller.id, {"month": month, "bookId": book["id"]}).json()
    all_of_it = ask(
        house, "what-if", world.platform.id,
        {"month": month, "commissions": [{"resellerId": str(world.reseller.id), "rate": "27.5"}]},
    ).json()  # fmt: skip

    (company,) = mine["companies"]
    (gain,) = mine["gains"]
    assert (company["old"]["cents"], company["new"]["cents"]) == (400, 450)
    assert (gain["organisationId"], gain["difference"]["cents"]) == (str(world.reseller.id), 50)
    by_tier = {one["organisationId"]: one["new"]["cents"] for one in all_of_it["gains"]}
    assert by_tier[str(world.reseller.id)] == 110
    assert sum(by_tier.values()) == 0


def test_nobody_asks_what_if_about_others(house: House) -> None:
    world = house.world
    book = draft(house, world.reseller.id)
    facts = {"month": "2026-10", "bookId": book["id"]}

    assert ask(house, "what-if", world.salon.id, facts).status_code == 404
    assert ask(house, "what-if", world.stranger.id, facts).status_code == 404
    own = {
        "month": "2026-10",
        "commissions": [{"resellerId": str(world.reseller.id), "rate": "99"}],
    }
    assert ask(house, "what-if", world.reseller.id, own).status_code == 404
    assert ask(house, "what-if", world.reseller.id, {"month": "2026-10"}).status_code == 409
    assert ask(house, "what-if", world.reseller.id, {"month": "2026-13"}).status_code == 422
