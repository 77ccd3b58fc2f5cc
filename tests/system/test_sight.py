"""A reseller above another reseller does not learn what that one's companies pay.

platform → reseller (0.30) → partner (0.40) → practice (0.53): ten minutes cost it 5.30.
"""

import json
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import attrs
import pytest

from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import PerSecond
from askpro.domain.ids import OrganisationId, PriceBookId
from askpro.domain.money import Money, Price
from askpro.domain.organisations.organisation import Kind
from tests.system.belongings import items
from tests.system.house import SYSTEM, House

NUMBER = "+4940331170"


@attrs.frozen
class Below:
    """Who stands below the house's reseller."""

    partner: OrganisationId
    practice: OrganisationId


@pytest.fixture
def below(house: House) -> Below:
    """A partner with a practice that was called for ten minutes."""
    container, world = house.container, house.world
    grow = container.open_organisation()
    partner = grow.below(world.reseller.id, Kind.RESELLER, "Küstenpartner", by=SYSTEM)
    practice = grow.below(partner.id, Kind.COMPANY, "Praxis", by=SYSTEM)
    branch = container.open_branch()(
        practice.id, "Kiel", ZoneInfo("Europe/Berlin"), numbers=(NUMBER,), by=SYSTEM
    )
    container.put_catalogue()(branch.id, world.salon.catalogue, by=SYSTEM)
    container.set_price()(
        partner.id, CALL_SECOND, PerSecond(Price.parse("0.53")),
        buyer_id=practice.id, valid_from=house.watch(), id=PriceBookId(uuid4()), by=SYSTEM,
    )  # fmt: skip
    for payer in (partner, practice):
        container.top_up_by_hand()(
            organisation_id=payer.id, amount=Money(50_00), reference="start", by=SYSTEM
        )
    house.event("call_ended", house.ended("call_practice", seconds=600, to_number=NUMBER))
    return Below(partner.id, practice.id)


def paid(house: House, path: str, asker: OrganisationId) -> Any:
    (line,) = items(house, path, house.key_of(asker))
    return line["paid"]


@pytest.mark.parametrize("path", ["/api/v1/calls", "/api/v1/charges"])
def test_lists_show_the_price_to_those_who_agreed_on_it(
    house: House, below: Below, path: str
) -> None:
    for party in (below.practice, below.partner, house.world.platform.id):
        assert paid(house, path, party) == {"cents": 530, "currency": "EUR"}
    assert paid(house, path, house.world.reseller.id) is None


def test_no_list_of_the_api_tells_the_partners_price(house: House, below: Below) -> None:
    headers = house.key_of(house.world.reseller.id)

    told = {
        path: json.dumps(items(house, f"/api/v1/{path}", headers), ensure_ascii=False)
        for path in ("calls", "charges", "transactions", "wallets", "appointments", "letters")
    }

    # The price, what is left of the practice's fifty euros, what the partner keeps.
    for path, text in told.items():
        for secret in ("530", "4470", "130"):
            assert f'"cents": {secret}' not in text, path
            assert f'"cents": -{secret}' not in text, path
    assert '"cents": -400' in told["transactions"]  # what the partner itself pays
    assert "Küstenpartner" in told["wallets"]
    assert "Praxis" not in told["wallets"]


def test_the_pages_keep_the_same_rule(house: House, below: Below) -> None:
    paths = ("/calls", "/billing", "/billing/charges", "/billing/wallets", "/overview")

    def shown(asker: OrganisationId) -> str:
        key = house.key_of(asker)["Authorization"].removeprefix("Bearer ")
        house.client.cookies.clear()
        house.client.post("/enter", data={"key": key}, headers={"sec-fetch-site": "same-origin"})
        return "".join(house.client.get(path).text for path in paths)

    assert "5,30" in shown(below.partner)
    told = shown(house.world.reseller.id)
    assert "Praxis" in told
    assert "5,30" not in told
    assert "44,70" not in told
