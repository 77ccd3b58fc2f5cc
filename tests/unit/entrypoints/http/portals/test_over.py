"""The pages stand in the whole service, beside the API, with its keys."""

import hashlib

import pytest
from dependency_injector import providers
from litestar import Litestar
from litestar.testing import TestClient

from askpro.adapters.memory import MemoryEntryLinks, MemoryKeys, MemoryViews, MemoryVisits
from askpro.domain.organisations.key import ApiKey, KeyId, write_token
from askpro.entrypoints.container import Container
from askpro.entrypoints.http.app import create_app
from askpro.entrypoints.settings import read_settings
from tests.unit.entrypoints.http.portals.house import NOW, OURS, PUBLIC_URL, House

TOKEN = write_token("k7m2q9xd", "s" * 43)
BROWSER = {"accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def keys(house: House) -> MemoryKeys:
    keys = MemoryKeys()
    token_hash = hashlib.sha256(TOKEN.encode()).digest()
    keys.add(ApiKey(KeyId("k7m2q9xd"), house.salon.company.id, "Kasse", token_hash, NOW))
    return keys


@pytest.fixture
def service(house: House, keys: MemoryKeys) -> TestClient[Litestar]:
    container = Container(
        clock=providers.Object(house.clock),
        storage=providers.Object(house.storage),
        views=providers.Object(MemoryViews(house.storage)),
        queue=providers.Object(house.queue),
        voice=providers.Object(None),
        keys=providers.Object(keys),
        readiness=providers.Object(()),
        settings=providers.Object(read_settings({}, public_url=PUBLIC_URL)),
        visits=providers.Object(MemoryVisits()),
        entry_links=providers.Object(MemoryEntryLinks()),
    )
    return TestClient(create_app(container), base_url=PUBLIC_URL)


def test_the_key_of_the_api_opens_the_pages(service: TestClient[Litestar]) -> None:
    entered = service.post("/enter", data={"key": TOKEN}, headers=OURS)

    assert entered.status_code == 200
    assert "Salon Haarmonie" in entered.text


@pytest.mark.parametrize("key", ["", "x", write_token("k7m2q9xd", "t" * 43)])
def test_another_key_opens_nothing(service: TestClient[Litestar], key: str) -> None:
    assert service.post("/enter", data={"key": key}, headers=OURS).status_code == 401


def test_a_revoked_key_opens_nothing(service: TestClient[Litestar], keys: MemoryKeys) -> None:
    keys.revoke(KeyId("k7m2q9xd"), NOW)

    assert service.post("/enter", data={"key": TOKEN}, headers=OURS).status_code == 401


def test_revoking_a_key_ends_what_it_opened(
    service: TestClient[Litestar], keys: MemoryKeys
) -> None:
    service.post("/enter", data={"key": TOKEN}, headers=OURS)
    assert "Salon Haarmonie" in service.get("/calls").text

    keys.revoke(KeyId("k7m2q9xd"), NOW)

    assert service.get("/calls", follow_redirects=False).headers["location"].startswith("/enter")


def test_the_page_of_the_api_lists_what_the_document_holds(
    service: TestClient[Litestar],
) -> None:
    page = service.get("/api").text

    assert "/api/v1/calls" in page
    assert "/overview" not in page
    assert service.get("/api/openapi.json").status_code == 200


def test_people_and_programs_are_each_told_in_their_way_that_nothing_is_here(
    service: TestClient[Litestar],
) -> None:
    assert "Hier ist nichts" in service.get("/nowhere", headers=BROWSER).text
    assert service.get("/nowhere").headers["content-type"] == "application/problem+json"
    program = service.get("/api/v1/nowhere", headers=BROWSER)
    assert program.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/", "/enter", "/api", "/nowhere"])
def test_a_page_keeps_its_own_policies(service: TestClient[Litestar], path: str) -> None:
    headers = service.get(path, headers=BROWSER).headers

    assert "style-src 'self'" in headers["content-security-policy"]
    # With no-referrer, browsers would send "Origin: null" with our own forms.
    assert headers["referrer-policy"] == "same-origin"


def test_a_way_elsewhere_keeps_the_policy_for_forms(service: TestClient[Litestar]) -> None:
    moved = service.post("/enter", data={"key": TOKEN}, headers=OURS, follow_redirects=False)

    assert (moved.status_code, moved.headers["referrer-policy"]) == (303, "same-origin")
