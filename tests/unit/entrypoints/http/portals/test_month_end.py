"""The page of a month's end tells each price, its stretch and what was missing."""

from datetime import UTC, datetime

import pytest

from askpro.application.billing.charge_months import ChargeMonths
from askpro.domain.billing.meter import BASE_FEE, CALL_SECOND, Meter
from askpro.domain.billing.price import AnyModel, Bounded, Flat, PerSecond
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.ids import PriceRuleId
from askpro.domain.money import Money, Price
from askpro.domain.organisations.organisation import Organisation
from tests.unit.entrypoints.http.portals.house import EVERYTHING, House, new_id

NOVEMBER = datetime(2026, 10, 31, 23, tzinfo=UTC)
LEAST = Bounded(PerSecond(Price.parse("0.42")), Money(1000))


@pytest.fixture
def house(house: House) -> House:
    """The salon and its reseller owe for November."""
    prices: list[tuple[Organisation, Meter, AnyModel]] = [
        (house.salon.company, BASE_FEE, Flat(Price.parse("99"))),
        (house.salon.company, CALL_SECOND, LEAST),
        (house.reseller, BASE_FEE, Flat(Price.parse("20"))),
    ]
    with house.storage.begin(EVERYTHING) as work:
        for buyer, meter, model in prices:
            work.prices.add_rule(
                PriceRule(PriceRuleId(new_id()), meter, buyer.path[-2], buyer.id, NOVEMBER, model)
            )
    house.clock.now = datetime(2026, 12, 1, 12, tzinfo=UTC)
    ChargeMonths(house.storage, house.clock, new_id)()
    return house


def pages(house: House, buyer: Organisation, reader: Organisation) -> str:
    with house.storage.look(EVERYTHING) as work:
        charges = work.charges.under(f"period:{buyer.id}:2026-11")
    reads = house.signed_in(reader)
    answers = [reads.get(f"/billing/charges/{charge.id}") for charge in charges]
    assert {answer.status_code for answer in answers} == {200}
    return " ".join(" ".join(answer.text.replace("\u00a0", " ") for answer in answers).split())


def test_a_company_reads_what_it_owes_for_its_month(house: House) -> None:
    text = pages(house, house.salon.company, house.salon.company)

    assert "Monatsende 2026-11" in text
    assert "Grundgebühr 99,00 € im Monat · 01.11.26, 00:00 bis 01.12.26, 00:00: 99,00 €" in text
    assert "mindestens 10,00 € im Monat" in text
    assert "im Monat gezählt: 0:00 Min. · 0,00 €; es fehlten zum Mindesten: 10,00 €" in text


def test_a_reseller_reads_what_it_owes_itself_and_what_it_is_owed(house: House) -> None:
    own = pages(house, house.reseller, house.reseller)
    owed = pages(house, house.salon.company, house.reseller)

    assert "Grundgebühr 20,00 € im Monat" in own
    assert "Grundgebühr 99,00 € im Monat" in owed
    assert "Salon Haarmonie → Nordlicht Telefon" in owed


def test_others_do_not_find_it(house: House) -> None:
    with house.storage.look(EVERYTHING) as work:
        (charge,) = work.charges.under(f"period:{house.reseller.id}:2026-11")

    for stranger in (house.salon.company, house.garage.company, house.partner):
        answer = house.signed_in(stranger).get(f"/billing/charges/{charge.id}")
        assert answer.status_code == 404


def test_lists_and_movements_name_the_month(house: House) -> None:
    reads = house.signed_in(house.salon.company)

    for path in ("/billing", "/billing/charges", "/billing/transactions"):
        assert "Monatsende 2026-11" in reads.get(path).text
