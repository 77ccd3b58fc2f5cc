"""Commission over HTTP: a reseller's account and statements, and who may see them."""

from typing import Any

import pytest

from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.terms import Terms
from askpro.domain.ids import AgreementId, OrganisationId
from askpro.domain.organisations.scope import Scope
from askpro.testing.world import NOON, some_id
from tests.system.house import House

PATH = "/api/v1/commission/statements"


@pytest.fixture
def agents(house: House) -> House:
    """The reseller earns a quarter; the salon was called five times at 0.42 and 4.00."""
    agreement = Agreement.flat("25", AgreementId(some_id()))
    with house.storage.begin(Scope.everything()) as work:
        work.prices.add_terms(Terms(house.world.reseller.id, NOON, agreement=agreement))
    for number, seconds in enumerate((63, 63, 63, 63, 600)):
        house.watch.forward(minutes=1)
        house.event("call_ended", house.ended(f"call_{number}", seconds=seconds))
    return house


def get(house: House, asker: OrganisationId, path: str = "", **asked: Any) -> Any:
    answer = house.client.get(PATH + path, headers=house.key_of(asker), params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def status(house: House, asker: OrganisationId, path: str = "", **asked: Any) -> int:
    answer = house.client.get(PATH + path, headers=house.key_of(asker), params=asked)
    return answer.status_code


def test_an_account_adds_up(agents: House) -> None:
    told = get(agents, agents.world.reseller.id)

    (month,) = told["periods"]
    assert month["base"] == {"cents": 568, "currency": "EUR"}
    assert month["entitlement"]["cents"] == told["earned"]["cents"] == 142
    assert told["paid"]["cents"] + told["carry"]["cents"] == told["earned"]["cents"]
    assert (told["matured"]["cents"], told["payouts"]) == (0, [])
    assert told["payable"] == [
        {"payerId": str(agents.world.platform.id), "amount": None, "kept": "nothing_matured"}
    ]


def test_the_pages_of_a_statement_sum_to_the_entitlement(agents: House) -> None:
    lines, after = [], None
    while True:
        asked = {"limit": 2} | ({"after": after} if after else {})
        page = get(agents, agents.world.reseller.id, "/2026-11", **asked)
        lines += page["items"]
        after = page["next"]
        if after is None:
            break

    assert [line["commission"]["cents"] for line in lines] == [10, 11, 10, 11, 100]
    assert [line["before"]["cents"] for line in lines] == [0, 42, 84, 126, 168]
    assert page["month"]["entitlement"]["cents"] == 142
    assert [one["entitlement"]["cents"] for one in page["agreements"]] == [142]
    assert lines[-1]["sourceKey"] == "call:call_4"
    assert lines[-1]["company"] == agents.world.salon.company.name


def test_the_platform_sees_anybodys_and_others_see_none(agents: House) -> None:
    world, its = agents.world, {"organisationId": str(agents.world.reseller.id)}

    assert get(agents, world.platform.id, "/2026-11", **its)["month"]["base"]["cents"] == 568
    for stranger in (world.salon.id, world.stranger.id):
        for path in ("", "/2026-11"):
            assert status(agents, stranger, path, **its) == 404
            assert status(agents, stranger, path) == 404
    assert status(agents, world.reseller.id, organisationId=str(world.salon.id)) == 404


@pytest.mark.parametrize("period", ["2026-10", "2026-13", "november", "2026-11-01"])
def test_a_month_without_commission_has_no_statement(agents: House, period: str) -> None:
    assert status(agents, agents.world.reseller.id, f"/{period}") == 404


def test_a_cursor_that_is_none_is_refused(agents: House) -> None:
    assert status(agents, agents.world.reseller.id, "/2026-11", after="x") == 400
