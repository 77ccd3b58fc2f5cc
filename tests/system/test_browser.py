"""The pages in a real browser: sign in by link, look at a call and what it cost, sign out.

Playwright is used as a library, with the Chromium that is installed here.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs
import pytest
import uvicorn

from askpro.domain.organisations.visit import Holder
from askpro.testing.contracts.jobs.bench import soon
from tests.system.house import House

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine"),
]
WIDE, PHONE = (1360, 900), (390, 844)
PATHS = ("/overview", "/calls", "/calls/call_1", "/appointments", "/billing", "/letters", "/api")
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    # Chromium refuses its sandbox to root, as whom continuous integration runs.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield chromium
        chromium.close()


@attrs.frozen
class Visitor:
    """A browser window at the house; ``errors`` are what its console complains of."""

    page: "Page"
    url: str
    house: House
    errors: list[str] = attrs.field(factory=list)

    def sign_in(self) -> None:
        """As the salon, by a link."""
        salon = self.house.world.salon.company
        token = self.house.container.sign_in().invite(Holder(salon.id, salon.name))
        self.page.goto(f"{self.url}/enter/{token}")
        self.page.get_by_role("button", name="Als Salon anmelden").click()
        self.page.wait_for_url("**/overview")


@pytest.fixture
def url(house: House) -> Iterator[str]:
    """The house behind a real port, after a call of ten minutes."""
    house.event("call_ended", house.ended("call_1", seconds=600, transcript="User: Guten Tag."))
    server = uvicorn.Server(uvicorn.Config(house.app, port=0, lifespan="off", log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    assert soon(lambda: server.started)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(params=[WIDE], ids=["wide"])
def visitor(
    request: pytest.FixtureRequest, browser: "Browser", house: House, url: str
) -> Iterator[Visitor]:
    width, height = request.param
    context = browser.new_context(locale="de-DE", viewport={"width": width, "height": height})
    visitor = Visitor(context.new_page(), url, house)
    visitor.page.on(
        "console", lambda said: visitor.errors.append(said.text) if said.type == "error" else None
    )
    visitor.page.on("pageerror", lambda error: visitor.errors.append(str(error)))
    yield visitor
    context.close()


def test_a_link_signs_in_and_leads_to_the_call_and_its_cost(visitor: Visitor) -> None:
    visitor.sign_in()

    visitor.page.get_by_role("navigation").get_by_role("link", name="Anrufe").first.click()
    visitor.page.locator("a[href='/calls/call_1']").first.click()

    told = visitor.page.inner_text("main")
    assert "Guten Tag." in told
    assert "4,00" in told
    assert visitor.errors == []


def test_a_link_that_was_used_lets_nobody_in_again(visitor: Visitor) -> None:
    salon = visitor.house.world.salon.company
    token = visitor.house.container.sign_in().invite(Holder(salon.id, salon.name))
    visitor.house.container.sign_in().by_link(token)

    answer = visitor.page.goto(f"{visitor.url}/enter/{token}")

    assert answer
    assert answer.status == 410
    assert visitor.page.get_by_role("button", name="Als Salon anmelden").count() == 0


def test_who_has_signed_out_is_asked_to_sign_in(visitor: Visitor) -> None:
    visitor.sign_in()

    visitor.page.get_by_role("button", name="Abmelden").click()
    visitor.page.wait_for_url(f"{visitor.url}/")
    visitor.page.goto(f"{visitor.url}/calls")

    assert visitor.page.url == f"{visitor.url}/enter?next=/calls"
    assert visitor.errors == []


@pytest.mark.parametrize("visitor", [WIDE, PHONE], ids=["wide", "phone"], indirect=True)
def test_no_page_scrolls_sideways_or_complains(visitor: Visitor) -> None:
    visitor.sign_in()

    too_wide = {}
    for path in PATHS:
        visitor.page.goto(f"{visitor.url}{path}")
        too_wide[path] = visitor.page.evaluate(SIDEWAYS)

    assert set(too_wide.values()) == {0}, too_wide
    assert visitor.errors == []
