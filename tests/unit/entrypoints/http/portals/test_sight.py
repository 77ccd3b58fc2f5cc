"""A company never sees its reseller's margin, a reseller only its own links.

The call of ten minutes costs the salon 4.20, its reseller 3.00; the practice 5.30, the
partner 3.50, the reseller 3.00.
"""

import re

from askpro.domain.organisations.organisation import Organisation
from tests.unit.entrypoints.http.portals.house import EVERYTHING, House

LISTS = (
    "/overview", "/calls", "/appointments", "/billing", "/billing/charges",
    "/billing/transactions", "/billing/wallets", "/letters",
)  # fmt: skip


def all_pages(house: House, who: Organisation) -> str:
    """Everything that can be reached by following links, as one text."""
    browser = house.signed_in(who)
    seen: dict[str, str] = {}
    ahead = [*LISTS]
    while ahead:
        path = ahead.pop()
        if path in seen:
            continue
        answer = browser.get(path)
        seen[path] = answer.text if answer.status_code == 200 else ""
        ahead += re.findall(r'href="(/(?:calls|appointments|billing)[^"?]*)"', seen[path])
    assert any(path.startswith("/billing/charges/") for path in seen), "a charge was looked at"
    assert any(path.startswith("/billing/transactions/") for path in seen)
    return "\n".join(seen.values())


def test_a_company_sees_what_it_pays_and_nothing_above(house: House) -> None:
    told = all_pages(house, house.salon.company)

    assert "4,20" in told
    assert "0,42" in told
    for secret in ("3,00", "1,20", "0,30", "Nordlicht", "askpro Betrieb"):
        assert secret not in told, secret


def test_a_reseller_sees_its_own_links_and_not_its_partners_prices(house: House) -> None:
    told = all_pages(house, house.reseller)

    for own in ("4,20", "3,00", "3,50", "1,20", "0,42", "0,35", "0,30"):
        assert own in told, own
    # What the practice pays, its price, what is left in its wallet, what the partner keeps.
    for secret in ("5,30", "0,53", "44,70", "1,80"):
        assert not re.search(rf"(?<!\d){secret}", told), secret
    assert "askpro Betrieb" not in told


def test_a_partner_sees_nothing_of_the_link_above_its_seller(house: House) -> None:
    told = all_pages(house, house.partner)

    for own in ("5,30", "3,50", "1,80"):
        assert own in told, own
    for secret in ("3,00", "0,30", "4,20", "Salon", "Nordlicht"):
        assert secret not in told, secret


def test_the_operator_sees_every_tier(house: House) -> None:
    told = all_pages(house, house.platform)

    for amount in ("3,00", "3,50", "4,20", "4,40", "5,30", "1,20", "1,80"):
        assert amount in told, amount


def ids_of(house: House) -> list[str]:
    """Addresses of the garage's things."""
    made = house.book(house.garage, "Fremder Kunde", 5)
    with house.storage.look(EVERYTHING) as work:
        charge = work.charges.under("call:call_garage")[0]
    return [
        "/calls/call_garage",
        f"/appointments/{made.id}",
        f"/appointments/{made.id}/cancel",
        f"/billing/charges/{charge.id}",
        f"/billing/transactions/{charge.transaction_id}",
    ]


def test_things_of_others_are_not_there(house: House) -> None:
    for path in ids_of(house):
        for stranger in (house.salon.company, house.reseller):
            answer = house.signed_in(stranger).get(path)
            assert answer.status_code == 404, path
            assert "Hier ist nichts" in answer.text
            assert "Fremder Kunde" not in answer.text
        assert house.signed_in(house.garage.company).get(path).status_code == 200


def test_lists_end_where_the_subtree_ends(house: House) -> None:
    calls = house.signed_in(house.reseller).get("/calls").text

    assert "call_salon" in calls
    assert "call_practice" in calls
    assert "call_garage" not in calls


def test_only_the_operator_sees_stuck_work(house: House) -> None:
    assert house.signed_in(house.platform).get("/dead-letters").status_code == 200
    assert house.signed_in(house.reseller).get("/dead-letters").status_code == 403
    assert house.signed_in(house.salon.company).get("/dead-letters").status_code == 403
