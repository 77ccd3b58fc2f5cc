"""Who comes in, for how long, and that out is out."""

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from askpro.domain.organisations.visit import Holder
from tests.unit.entrypoints.http.portals.house import OURS, House

KEY = "ask_live_k7m2q9xd_secret"
Browser = TestClient[Litestar]


@pytest.fixture
def browser(house: House) -> Browser:
    house.keys[KEY] = Holder(house.salon.company.id, "k7m2q9xd")
    return house.visitor()


def enter(browser: Browser, key: str, next: str = "") -> int:
    answer = browser.post(
        "/enter", data={"key": key, "next": next}, headers=OURS, follow_redirects=False
    )
    return answer.status_code


def sees_overview(browser: Browser) -> bool:
    return browser.get("/overview", follow_redirects=False).status_code == 200


def test_a_key_opens_the_overview(browser: Browser) -> None:
    assert not sees_overview(browser)

    assert enter(browser, f" {KEY}\n") == 303

    assert "Salon Haarmonie" in browser.get("/overview").text


def test_who_is_not_signed_in_comes_back_to_the_page_asked_for(browser: Browser) -> None:
    turned = browser.get("/calls/call_salon", follow_redirects=False)

    assert turned.status_code == 303
    assert turned.headers["location"] == "/enter?next=/calls/call_salon"
    assert 'value="/calls/call_salon"' in browser.get(turned.headers["location"]).text


@pytest.mark.parametrize("next", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_signing_in_leads_nowhere_else(browser: Browser, next: str) -> None:
    answer = browser.post(
        "/enter", data={"key": KEY, "next": next}, headers=OURS, follow_redirects=False
    )

    assert answer.headers["location"] == "/overview"


def test_a_wrong_key_is_told_and_opens_nothing(browser: Browser) -> None:
    answer = browser.post("/enter", data={"key": "ask_live_wrong"}, headers=OURS)

    assert answer.status_code == 401
    assert "Diesen Schlüssel gibt es nicht" in answer.text
    assert not sees_overview(browser)


def test_guessing_is_stopped_even_with_the_right_key_and_forgotten_later(
    house: House, browser: Browser
) -> None:
    for number in range(5):
        assert enter(browser, f"guess {number}") == 401

    refused = browser.post("/enter", data={"key": KEY}, headers=OURS)
    house.clock.pass_by(seconds=int(refused.headers["retry-after"]))

    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 15 * 60 + 1
    assert enter(browser, KEY) == 303


def test_each_sign_in_makes_a_new_token_and_ends_the_old_one(
    house: House, browser: Browser
) -> None:
    enter(browser, KEY)
    first = browser.cookies["askpro"]

    enter(browser, KEY)

    assert browser.cookies["askpro"] != first
    assert house.portal.sign_in.visitor(first) is None


def test_a_token_brought_along_is_not_adopted(browser: Browser) -> None:
    browser.cookies.set("askpro", "chosen-by-somebody-else", domain="testserver.local")

    enter(browser, KEY)

    thief = TestClient(browser.app, cookies={"askpro": "chosen-by-somebody-else"})
    assert not sees_overview(thief)


def test_a_session_ends_after_eight_idle_hours(house: House, browser: Browser) -> None:
    enter(browser, KEY)

    house.clock.pass_by(hours=7, minutes=59)
    assert sees_overview(browser)
    house.clock.pass_by(hours=7, minutes=59)
    assert sees_overview(browser)
    house.clock.pass_by(hours=8)
    assert not sees_overview(browser)


def test_a_session_ends_after_thirty_days_however_often_it_is_used(
    house: House, browser: Browser
) -> None:
    enter(browser, KEY)

    for _ in range(30 * 4 - 1):
        house.clock.pass_by(hours=6)
        assert sees_overview(browser)

    house.clock.pass_by(hours=6)
    assert not sees_overview(browser)


def test_signing_out_holds_for_every_copy_of_the_token(house: House, browser: Browser) -> None:
    enter(browser, KEY)
    token = browser.cookies["askpro"]

    browser.post("/leave", headers=OURS)

    copy = TestClient(browser.app, cookies={"askpro": token})
    assert not sees_overview(copy)
    house.portal.sign_in.visits.seen(b"whatever was under way", house.clock())
    assert not sees_overview(copy)


def test_opening_a_link_spends_nothing_and_pressing_its_button_signs_in_once(
    house: House,
) -> None:
    link = house.portal.sign_in.invite(Holder(house.salon.company.id, "Mia Sommer"))
    browser = house.visitor()

    for _ in range(2):
        assert "Als Salon Haarmonie anmelden" in browser.get(f"/enter/{link}").text
    browser.post(f"/enter/{link}", headers=OURS)

    assert sees_overview(browser)
    late = house.visitor()
    assert late.post(f"/enter/{link}", headers=OURS).status_code == 410
    assert late.get(f"/enter/{link}").status_code == 410
    assert not sees_overview(late)


def test_a_link_is_too_old_after_fifteen_minutes(house: House) -> None:
    link = house.portal.sign_in.invite(Holder(house.salon.company.id, "Mia Sommer"))

    house.clock.pass_by(minutes=15)

    assert house.visitor().post(f"/enter/{link}", headers=OURS).status_code == 410


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver.local"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_from_elsewhere_changes_nothing(house: House, headers: dict[str, str]) -> None:
    browser = house.signed_in(house.salon.company)

    refused = browser.post("/leave", headers=headers)

    assert refused.status_code == 403
    assert "Das ist nicht für Sie bestimmt" in refused.text
    assert sees_overview(browser)


def test_a_form_from_our_own_page_passes(house: House) -> None:
    browser = house.signed_in(house.salon.company)

    assert browser.post("/leave", headers={"sec-fetch-site": "same-origin"}).status_code == 200
    assert not sees_overview(browser)


@pytest.mark.parametrize(
    ("public_url", "name", "secure"),
    [("https://askpro.example", "__Host-askpro", True), ("http://127.0.0.1:8000", "askpro", False)],
)
def test_the_cookie_is_as_strict_as_the_address_allows(
    public_url: str, name: str, secure: bool
) -> None:
    cookie = House(public_url).portal.signed_in("token")

    assert (cookie.key, cookie.secure, cookie.path, cookie.domain) == (name, secure, "/", None)
    assert cookie.httponly
    assert cookie.samesite == "lax"


def test_visitors_leave_no_trace(house: House) -> None:
    browser = house.visitor()

    for path in ("/", "/enter", "/api"):
        assert "set-cookie" not in browser.get(path).headers
