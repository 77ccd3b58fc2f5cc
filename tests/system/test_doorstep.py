"""Health, versions, headers, logs and problems: what every answer has."""

import logging
from typing import Any

import pytest

from askpro import __version__
from askpro.domain.errors import Unavailable
from tests.system.house import House


def test_a_living_process_says_so(house: House) -> None:
    answer = house.client.get("/health/live")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/health+json")
    assert answer.json() == {"status": "pass"}


def test_the_service_is_ready_when_nothing_is_in_the_way(house: House) -> None:
    assert house.client.get("/health/ready").json() == {"status": "pass"}


def test_it_is_not_ready_while_something_is_and_says_what(house: House) -> None:
    house.override(readiness=lambda: ("The database is two migrations behind.",))

    answer = house.client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json() == {"status": "fail", "output": "The database is two migrations behind."}


def test_it_is_not_ready_while_the_database_does_not_answer(house: House) -> None:
    def no_answer() -> tuple[str, ...]:
        raise Unavailable

    house.override(readiness=no_answer)

    assert house.client.get("/health/ready").status_code == 503
    assert house.client.get("/health/live").status_code == 200


def test_the_version_is_told(house: House) -> None:
    assert house.client.get("/version").json() == {"version": __version__}


@pytest.mark.parametrize("path", ["/health/live", "/nowhere", "/api/v1/calls", "/api/nowhere"])
def test_every_answer_is_dressed(house: House, path: str) -> None:
    headers = house.client.get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["strict-transport-security"]
    assert len(headers["x-request-id"]) == 16
    assert "server" not in headers


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("GET", "/api/nowhere", 404),
     ("DELETE", "/api/v1/calls", 405), ("GET", "/webhooks/retell", 405)],
)  # fmt: skip
def test_what_no_route_answers_is_a_problem(
    house: House, method: str, path: str, status: int
) -> None:
    answer = house.client.request(method, path)

    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["status"] == status
    assert answer.json()["type"].startswith("urn:askpro:problem:")


def test_a_request_keeps_the_plain_id_it_came_with(house: House) -> None:
    kept = house.client.get("/health/live", headers={"X-Request-ID": "trace-12345"})
    replaced = house.client.get("/health/live", headers={"X-Request-ID": "a b\tc" * 30})

    assert kept.headers["x-request-id"] == "trace-12345"
    assert len(replaced.headers["x-request-id"]) == 16


def test_the_log_names_the_route_and_nobody(house: House, caplog: pytest.LogCaptureFixture) -> None:
    headers = house.key_of(house.world.salon.id)

    with caplog.at_level(logging.INFO, "askpro.access"):
        house.client.get("/api/v1/calls/call_secret?who=Zoe", headers=headers)
        house.client.get("/no/such/place")

    first, second = [record for record in caplog.records if record.name == "askpro.access"]
    facts: dict[str, Any] = first.__dict__["facts"]
    assert facts["route"] == "/api/v1/calls/{call_id}"
    assert (facts["method"], facts["status"]) == ("GET", 404)
    assert "secret" not in first.getMessage()
    assert "Zoe" not in first.getMessage()
    assert "ask_live" not in first.getMessage()
    assert "such" not in second.getMessage()


def test_our_own_mistake_is_logged_and_tells_nothing(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    headers = house.key_of(house.world.salon.id)
    house.override(views=object())

    with caplog.at_level(logging.ERROR):
        answer = house.client.get("/api/v1/calls", headers=headers)

    assert answer.status_code == 500
    assert answer.json()["code"] == "internal"
    assert "object" not in answer.text
    assert [record.exc_info is not None for record in caplog.records] == [True]
