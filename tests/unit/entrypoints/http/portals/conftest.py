"""One house for each test."""

import pytest

from tests.unit.entrypoints.http.portals.house import House


@pytest.fixture
def house() -> House:
    """Everybody has 50 euros; the salon had a call with an appointment, the others a call."""
    house = House()
    for shop in house.shops:
        house.top_up(shop.company, 50)
    house.top_up(house.reseller, 50)
    house.top_up(house.partner, 50)
    house.ring(house.salon, "call_salon", seconds=600)
    house.ring(house.practice, "call_practice", seconds=600)
    house.ring(house.garage, "call_garage", seconds=600)
    return house
