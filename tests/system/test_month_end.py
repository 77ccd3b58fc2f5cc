"""A month's end on the databases of real houses: charged once by many at once, and shown."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from askpro.domain.billing.meter import BASE_FEE, CALL_SECOND, Meter
from askpro.domain.billing.price import AnyModel, Bounded, Flat, PerSecond
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.ids import PriceRuleId
from askpro.domain.money import Money, Price
from askpro.domain.organisations.scope import Scope
from askpro.testing.world import some_id
from tests.system.belongings import items
from tests.system.databases import migrated, on_database
from tests.system.house import House, open_house

NOVEMBER = datetime(2026, 10, 31, 23, tzinfo=UTC)
LEAST = Bounded(PerSecond(Price.parse("0.40")), Money(1000))


@pytest.fixture(params=["sqlite", "postgres"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/askpro.db"
    else:
        url = request.getfixturevalue("postgres_url")
    with migrated(url) as engines, open_house(on_database(*engines)) as house:
        sell(house, BASE_FEE, Flat(Price.parse("20")))
        sell(house, CALL_SECOND, LEAST)
        house.watch.now = datetime(2026, 12, 1, 12, tzinfo=UTC)
        yield house


def sell(house: House, meter: Meter, model: AnyModel) -> None:
    seller, buyer = house.world.reseller.id, house.world.salon.id
    with house.storage.begin(Scope.everything()) as work:
        id = PriceRuleId(some_id())
        work.prices.add_rule(PriceRule(id, meter, seller, buyer, NOVEMBER, model))


def test_four_at_once_charge_a_month_once(house: House) -> None:
    before = house.balance(house.world.salon.id)
    charge_months = house.container.charge_months()

    with ThreadPoolExecutor(4) as many:
        counts = list(many.map(lambda _: charge_months(), range(4)))

    assert sum(counts) == 1
    assert house.balance(house.world.salon.id) == before - 2000 - 1000


def test_trying_a_month_leaves_it_to_be_charged(house: House) -> None:
    before = house.balance(house.world.salon.id)

    assert house.container.charge_months()(keep=False) == 1
    assert house.balance(house.world.salon.id) == before
    assert house.container.charge_months()() == 1


def test_the_parts_of_a_month_are_answered_to_those_they_concern(house: House) -> None:
    house.container.charge_months()()
    salon, stranger = (house.key_of(one.id) for one in (house.world.salon, house.world.stranger))

    of_salon = {each["meter"]: each for each in items(house, "/api/v1/charges", salon)}
    path = f"/api/v1/charges/{of_salon['call_second']['id']}"
    charge = house.client.get(path, headers=salon).json()

    assert charge["beganAt"] == "2026-10-31T23:00:00Z"
    assert charge["sourceKey"] == f"period:{house.world.salon.id}:2026-11"
    ((part,),) = [link["parts"] for link in charge["links"]]
    assert part["cause"] == "least"
    assert part["wholeMonth"]["cents"] == part["amount"]["cents"] == 1000
    assert (part["start"], part["end"]) == ("2026-10-31T23:00:00Z", "2026-11-30T23:00:00Z")
    assert house.client.get(path, headers=stranger).status_code == 404
