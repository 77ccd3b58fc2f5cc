"""From the ring to the charge on the databases of real houses."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.belongings import items, kept
from tests.system.databases import migrated, on_database
from tests.system.house import House, open_house


@pytest.fixture(params=["sqlite", "postgres"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/askpro.db"
    else:
        url = request.getfixturevalue("postgres_url")
    with migrated(url) as engines, open_house(on_database(*engines)) as house:
        yield house


def test_a_call_is_welcomed_served_charged_once_and_shown_to_its_owner(house: House) -> None:
    ring = {"call_id": "call_1", "from_number": "anonymous", "to_number": house.world.salon.number}

    welcomed = house.signed("/retell/inbound", {"event": "call_inbound", "call_inbound": ring})
    answered = house.ask("list_services", {}, house.call(from_number="anonymous"))
    told = [house.event("call_ended", house.ended(seconds=600)) for _ in range(2)]

    assert welcomed.json()["call_inbound"]["dynamic_variables"]["mode"] == "serve"
    assert answered.json()["ok"] is True
    assert [answer.status_code for answer in told] == [204, 204]
    assert house.balance(house.world.salon.id) == 9_600
    (call,) = items(house, "/api/v1/calls", house.key_of(house.world.salon.id))
    assert (call["id"], call["caller"], call["paid"]["cents"]) == ("call_1", None, 400)


def test_every_list_and_every_thing_is_its_owners_alone(house: House) -> None:
    its = kept(house)
    owner = house.key_of(house.world.salon.id)
    stranger = house.key_of(house.world.stranger.id)
    charge = items(house, "/api/v1/charges", owner)[0]["id"]

    for path in (f"calls/{its.call.id}", f"appointments/{its.appointment.id}", f"charges/{charge}"):
        assert house.client.get(f"/api/v1/{path}", headers=owner).status_code == 200
        assert house.client.get(f"/api/v1/{path}", headers=stranger).status_code == 404
    for path in ("calls", "appointments", "charges", "transactions", "letters"):
        assert items(house, f"/api/v1/{path}", owner)
        assert not items(house, f"/api/v1/{path}", stranger)
