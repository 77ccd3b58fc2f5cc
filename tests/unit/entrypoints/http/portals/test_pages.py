"""Every page, for everybody: whole, in two languages, and without anything inline."""

import re
from html.parser import HTMLParser
from typing import cast

import attrs
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from askpro.domain.organisations.actor import ActorKind
from askpro.domain.organisations.organisation import Organisation
from askpro.domain.organisations.visit import Holder
from askpro.entrypoints.http.portals.router import pages_router
from askpro.ports.jobs import Job
from askpro.ports.views import Views
from tests.unit.entrypoints.http.portals.house import EVERYTHING, OURS, House

ROLES = ("salon", "reseller", "platform", "nobody")
VOID = {"meta", "link", "input", "br", "path"}


class WellFormed(HTMLParser):
    """Notes what is open; complains of what is not closed in turn, and of what is inline."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.mistakes: list[str] = []
        self.feed(text)
        self.close()
        self.mistakes += [f"never closed: {tag}" for tag in self.open]
        self.mistakes += [f"id twice: {id}" for id in set(self.ids) if self.ids.count(id) > 1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.mistakes.append(f"inline {name}")
            if name == "id":
                self.ids.append(value or "")
        if tag in {"script", "style"}:
            self.mistakes.append(f"inline {tag}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.mistakes.append(f"closed out of turn: {tag}")


def organisation(house: House, role: str) -> Organisation | None:
    return {
        "salon": house.salon.company, "reseller": house.reseller, "platform": house.platform,
    }.get(role)  # fmt: skip


def reachable(house: House, role: str, language: str) -> dict[str, str]:
    """The text of each page that links lead to, refusals included."""
    who = organisation(house, role)
    browser = house.signed_in(who) if who else house.visitor()
    seen: dict[str, str] = {}
    ahead = ["/overview" if who else "/", "/nowhere", "/calls/unknown"]
    while ahead:
        path = ahead.pop()
        if path in seen:
            continue
        answer = browser.get(path, headers={"accept-language": language})
        assert answer.status_code < 500, path
        seen[path] = answer.text
        links = re.findall(r'href="(/[^"?]*)"', answer.text)
        ahead += [link for link in links if not link.startswith(("/static", "/health", "/api/"))]
    return seen


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_well_formed_and_clean(house: House, role: str, language: str) -> None:
    made = house.book(house.salon, "Anna <b>Becker</b>", 5, "call_salon")
    house.tell(house.salon, made, "confirmed:1")
    kill_a_job(house)

    pages = reachable(house, role, language)

    assert len(pages) > (4 if role == "nobody" else 12)
    for path, text in pages.items():
        assert WellFormed(text).mistakes == [], path
        assert f'<html lang="{language}">' in text
        assert "<b>Becker" not in text
        assert not re.search(r">[^<]*\w!(?:\s|<)", text), f"{path} shouts"


def test_the_check_for_well_formedness_would_notice() -> None:
    assert WellFormed("<p><b></p>").mistakes
    assert WellFormed('<p style="x"></p>').mistakes
    assert WellFormed("<script></script>").mistakes
    assert WellFormed('<p id="a"></p><p id="a"></p>').mistakes
    assert WellFormed("<p><br>Gut</p>").mistakes == []


@pytest.mark.parametrize("role", ["salon", "reseller", "platform"])
def test_an_empty_house_says_the_next_step(role: str) -> None:
    house = House()

    pages = reachable(house, role, "de")

    assert "Noch kein Anruf" in pages["/calls"]
    assert "Noch kein Termin" in pages["/appointments"]
    assert "Noch keine Nachricht gesendet" in pages["/letters"]
    assert "Noch nichts berechnet" in pages["/billing"]
    for path, text in pages.items():
        assert WellFormed(text).mistakes == [], path


@pytest.mark.parametrize("path", ["/", "/overview", "/enter", "/nowhere", "/calls/call_garage"])
def test_every_page_carries_a_strict_policy(house: House, path: str) -> None:
    headers = house.signed_in(house.salon.company).get(path).headers

    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"


def test_the_style_sheet_never_goes_stale(house: House) -> None:
    browser = house.visitor()
    addresses = re.findall(r'href="(/static/[^"]+)"', browser.get("/").text)

    assert {address.rsplit(".", 1)[1] for address in addresses} == {"css", "svg"}
    for address in addresses:
        assert "immutable" in browser.get(address).headers["cache-control"]
    assert browser.get("/static/askpro.css").status_code == 404


def test_a_language_once_asked_for_is_kept(house: House) -> None:
    browser = house.visitor()

    assert "Anmelden" in browser.get("/enter").text
    assert "Sign in" in browser.get("/enter?lang=en").text
    assert "Sign in" in browser.get("/enter").text
    assert "Anmelden" in browser.get("/enter?lang=de").text
    assert "Anmelden" in browser.get("/enter?lang=xx").text


def test_the_overview_tells_how_long_the_money_talks(house: House) -> None:
    page = house.signed_in(house.salon.company).get("/overview").text

    assert "45,80" in page
    assert "reicht für etwa 109 Minuten Gespräch" in page


def test_a_call_shows_words_appointment_and_cost(house: House) -> None:
    made = house.book(house.salon, "Anna Becker", 5, "call_salon")

    page = house.signed_in(house.salon.company).get("/calls/call_salon").text

    assert "Freitag um zehn passt gut." in page
    assert f"/appointments/{made.id}" in page
    assert "4,20" in page
    assert "10:00" in page


def test_lists_are_read_page_by_page(house: House) -> None:
    for number in range(30):
        house.ring(house.salon, f"call_{number:02d}", 60, ago=number + 1)
    browser = house.signed_in(house.salon.company)

    first = browser.get("/calls").text
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older
    second = browser.get(older[1].replace("&amp;", "&")).text

    names = [re.findall(r'href="/calls/(call_\w+)"', text) for text in (first, second)]
    assert [len(page) for page in names] == [25, 6]
    assert len({*names[0], *names[1]}) == 31
    assert browser.get("/calls?after=invented").status_code == 400


def test_a_member_cancels_after_being_asked_once_more(house: House) -> None:
    made = house.book(house.salon, "Anna Becker", 5)
    browser = house.signed_in(house.salon.company)

    asked = browser.get(f"/appointments/{made.id}/cancel")
    assert "Diesen Termin absagen?" in asked.text
    done = browser.post(
        f"/appointments/{made.id}/cancel", data={"why": "  Kundin\nist krank "}, headers=OURS
    )

    assert "abgesagt" in done.text
    assert "Kundin ist krank" in done.text
    with house.storage.look(EVERYTHING) as work:
        last = work.appointments.get(made.id).changes[-1]
    assert (last.by.kind, last.by.name) == (ActorKind.MEMBER, "Mia Sommer")


@pytest.mark.parametrize(
    ("email", "phone", "told"),
    [
        ("anna@example.org", "+491713077052", "per E-Mail benachrichtigt"),
        (None, "+491713077052", 'href="tel:+491713077052"'),
        (None, None, "Nummer unterdrückt"),
    ],
)
def test_only_a_customer_with_an_address_is_said_to_be_told(
    house: House, email: str | None, phone: str | None, told: str
) -> None:
    made = house.book(house.salon, "Anna Becker", 5, email=email, phone=phone)

    asked = house.signed_in(house.salon.company).get(f"/appointments/{made.id}/cancel").text

    assert told in asked
    assert ("per E-Mail benachrichtigt" in asked) == (email is not None)
    assert ("Bitte rufen Sie an" in asked) == (email is None)


def test_what_is_over_cannot_be_cancelled(house: House) -> None:
    made = house.book(house.salon, "Anna Becker", 5)
    house.clock.pass_by(hours=7)
    browser = house.signed_in(house.salon.company)

    refused = browser.post(f"/appointments/{made.id}/cancel", data={"why": ""}, headers=OURS)

    assert refused.status_code == 409
    assert "Es wurde nichts geändert" in refused.text


def kill_a_job(house: House) -> None:
    """A job that failed as often as it may."""

    def fail(_: Job) -> None:
        raise RuntimeError("451 come back later")

    with house.storage.begin(EVERYTHING) as work:
        work.jobs.enqueue(Job("deliver_notice", "notice:1", {}))
    house.queue.run({"deliver_notice": fail}, until_idle=True)


def test_the_operator_replays_what_is_stuck(house: House) -> None:
    kill_a_job(house)
    browser = house.signed_in(house.platform)

    page = browser.get("/dead-letters").text
    assert "451 come back later" in page
    form = re.search(r'action="(/dead-letters/[^"]+/replay)"', page)
    assert form
    after = browser.post(form[1], headers=OURS)

    assert "Nichts ist liegengeblieben" in after.text
    assert house.queue.depth()["waiting"] == 1
    assert browser.post(form[1], headers=OURS).status_code == 200


def test_a_mistake_of_ours_is_a_page_that_tells_nothing(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    broken = attrs.evolve(house.portal, views=cast("Views", None))
    app = Litestar([pages_router(broken)], logging_config=None)
    token = broken.sign_in.by_link(broken.sign_in.invite(Holder(house.salon.company.id, "Mia")))
    browser = TestClient(app, cookies={"askpro": token}, raise_server_exceptions=False)

    answer = browser.get("/overview")

    assert answer.status_code == 500
    assert "Das war unser Fehler" in answer.text
    assert "NoneType" not in answer.text
    assert "NoneType" in caplog.text
