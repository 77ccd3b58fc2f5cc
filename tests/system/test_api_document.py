"""The API keeps to its document, whatever is sent: no 500, no answer it does not mention."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.system.belongings import dead_letter, kept
from tests.system.house import House, open_house

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# The tool's own warnings are not about us.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture(scope="module")
def open_doors() -> Iterator[House]:
    with open_house() as house:
        yield house


@pytest.fixture(scope="module")
def ids(open_doors: House) -> dict[str, str]:
    """What really exists, for every place in a path."""
    its = kept(open_doors)
    owner = open_doors.key_of(open_doors.world.salon.id)
    charges = open_doors.client.get("/api/v1/charges", headers=owner).json()["items"]
    return {
        "call_id": its.call.id,
        "appointment_id": str(its.appointment.id),
        "charge_id": charges[0]["id"],
        "period": "2026-11",
        "organisation_id": str(open_doors.world.salon.id),
        "book_id": str(its.draft.id),
        "letter_id": dead_letter(open_doors),
    }


@pytest.fixture(scope="module")
def document(open_doors: House) -> Any:
    return schemathesis.openapi.from_dict(open_doors.client.get("/api/openapi.json").json())


def send(house: House, case: Any, headers: dict[str, str]) -> httpx.Response:
    """The case as it would travel, through our own client."""
    parts = case.as_transport_kwargs(base_url="http://testserver.local", headers=headers)
    body = {"json": parts["json"]} if "json" in parts else {"content": parts.get("data")}
    return house.client.request(
        parts["method"], parts["url"], params=parts["params"], headers=dict(parts["headers"]),
        **body,
    )  # fmt: skip


@pytest.fixture(scope="module")
def keys(open_doors: House) -> dict[str, dict[str, str]]:
    world = open_doors.world
    owners = {"platform": world.platform.id, "reseller": world.reseller.id, "salon": world.salon.id}
    return {name: open_doors.key_of(id) for name, id in owners.items()}


@pytest.mark.parametrize("asker", ["platform", "reseller", "salon"])
@pytest.mark.parametrize("real", [True, False], ids=["of what exists", "of anything"])
def test_every_answer_is_one_of_the_documented(
    open_doors: House,
    document: Any,
    asker: str,
    real: bool,
    ids: dict[str, str],
    keys: dict[str, dict[str, str]],
) -> None:
    asked = []
    for operation in (found.ok() for found in document.get_all_operations()):

        @settings(max_examples=15, deadline=None, derandomize=True, database=None)
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            if real and case.path_parameters:
                case.path_parameters = {name: ids[name] for name in case.path_parameters}
            answer = send(open_doors, case, keys[asker])
            case.validate_response(answer, checks=CHECKS)

        ask()
        asked.append(operation.label)

    assert len(asked) == 34


def test_every_shape_and_route_is_described(open_doors: House) -> None:
    document = open_doors.client.get("/api/openapi.json").json()

    assert document["openapi"].startswith("3.1")
    assert document["security"] == [{"key": []}]
    for name, shape in document["components"]["schemas"].items():
        assert "." not in name
        if shape.get("type") == "object":
            assert "additionalProperties" in shape, name
    for path, route in document["paths"].items():
        for operation in route.values():
            assert operation["description"], path
            assert {"400", "401", "500", "503"} <= set(operation["responses"])


def test_the_document_is_read_without_a_key_and_names_nobody_afar(open_doors: House) -> None:
    answer = open_doors.client.get("/api/openapi.json")

    assert answer.status_code == 200
    assert "http://" not in answer.text
    assert "https://" not in answer.text
