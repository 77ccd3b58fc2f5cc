"""The commission pages: a reseller's months, each call behind one, in two languages."""

from datetime import timedelta

import pytest

from askpro.application.billing.pay_out_commissions import PayOutCommissions
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.commission_account import Conditions, Transfer
from askpro.domain.billing.terms import Terms
from askpro.domain.ids import AgreementId
from askpro.domain.organisations.organisation import Organisation
from tests.unit.entrypoints.http.portals.house import EVERYTHING, NOW, House, new_id
from tests.unit.entrypoints.http.portals.test_pages import WellFormed

PATH = "/billing/commission"


@pytest.fixture
def agents() -> House:
    """The reseller earns a quarter of the salon's 4.20, thirty times; a month is paid."""
    house = House()
    agreement = Agreement.flat("25", AgreementId(new_id()))
    terms = Terms(house.reseller.id, NOW - timedelta(days=80), agreement=agreement)
    with house.storage.begin(EVERYTHING) as work:
        work.prices.add_terms(terms)
        work.commissions.agree(house.reseller.id, Conditions(agreement.id, threshold_cents=100))
    house.top_up(house.salon.company, 500)
    house.ring(house.salon, "call_october", seconds=600, ago=40 * 24 * 60)
    list(PayOutCommissions(house.storage, house.clock, new_id, Transfer.NOT_CONFIGURED)())
    for number in range(30):
        house.ring(house.salon, f"call_{number}", seconds=600)
    return house


def page(house: House, who: Organisation, path: str = PATH, language: str = "de") -> str:
    answer = house.signed_in(who).get(path, headers={"accept-language": language})
    assert answer.status_code == 200, answer.text
    assert WellFormed(answer.text).mistakes == []
    return answer.text.replace("\u00a0", " ")


def test_a_reseller_sees_months_payouts_and_that_nothing_was_transferred(agents: House) -> None:
    told = page(agents, agents.reseller)

    for shown in ("November 2026", "Oktober 2026", "31,50 €", "1,05 €", "32,55 €"):
        assert shown in told, shown
    assert "gebucht, nicht überwiesen" in told
    assert "noch nichts fällig" in told
    assert "booked, not transferred" in page(agents, agents.reseller, language="en")


def test_a_month_lists_every_call_page_by_page(agents: House) -> None:
    first = page(agents, agents.reseller, f"{PATH}/2026-11")
    after = first.split('rel="next" href="')[1].split('"')[0]
    second = page(agents, agents.reseller, after)

    assert first.count("/calls/call_") == 25
    assert second.count("/calls/call_") == 5
    assert "+31,50 €" in first
    assert "Salon Haarmonie" in first
    assert "Every charge behind it" in page(agents, agents.reseller, f"{PATH}/2026-11", "en")


def test_the_operator_chooses_whose(agents: House) -> None:
    listed = page(agents, agents.platform)
    chosen = page(agents, agents.platform, f"{PATH}?of={agents.reseller.id}")
    month = page(agents, agents.platform, f"{PATH}/2026-11?of={agents.reseller.id}")

    assert f"{PATH}?of={agents.reseller.id}" in listed
    assert f"{PATH}/2026-11?of={agents.reseller.id}" in chosen
    assert f"of={agents.reseller.id}&amp;after=" in month.replace("&after", "&amp;after")


def test_others_find_nothing_there(agents: House) -> None:
    for who in (agents.salon.company, agents.partner, agents.garage.company):
        browser = agents.signed_in(who)
        for path in (f"{PATH}?of={agents.reseller.id}", f"{PATH}/2026-11?of={agents.reseller.id}"):
            answer = browser.get(path)
            assert answer.status_code == 404
            assert "31,50" not in answer.text
    assert agents.signed_in(agents.salon.company).get(PATH).status_code == 404
    assert "Noch keine Provision" in page(agents, agents.partner)


def test_a_reseller_without_commission_is_told_what_comes(house: House) -> None:
    assert "Noch keine Provision" in page(house, house.reseller)
    assert "Noch keine Provision" in page(house, house.platform)
