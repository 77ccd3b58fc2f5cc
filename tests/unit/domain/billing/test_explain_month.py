"""What was due because a month ended, told in words."""

from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from askpro.domain.billing.charge import Charge
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.explain import Evidence, explain
from askpro.domain.billing.meter import BASE_FEE, SMS, Meter
from askpro.domain.billing.month_end import month_end
from askpro.domain.billing.price import AnyModel, Bounded, Flat, Graduated, PerUnit, Tier
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.proration import Period
from askpro.domain.billing.terms import Terms
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.ids import AgreementId, ChargeId, PriceRuleId
from askpro.domain.money import Money, Price
from askpro.domain.organisations.organisation import Language
from tests.unit.domain.billing.test_explain import COMPANY, NAMES, PLATFORM, RESELLER

BERLIN = ZoneInfo("Europe/Berlin")
OCTOBER = Period.month_of(date(2026, 10, 1)).interval(BERLIN)
EVER = datetime(2026, 1, 1, tzinfo=UTC)
SIXTEENTH = datetime(2026, 10, 15, 22, tzinfo=UTC)
AGREEMENT = Agreement.flat("25", AgreementId(UUID(int=9)))
LEAST = Bounded(PerUnit(Price.parse("1")), Money(10_000))


def rule(number: int, model: AnyModel, meter: Meter = SMS, since: datetime = EVER) -> PriceRule:
    return PriceRule(
        PriceRuleId(UUID(int=number)), meter, RESELLER, COMPANY, since, model, None, number
    )


def told(
    *rules: PriceRule,
    had: Used = NOTHING,
    terms: tuple[Terms, ...] = (),
    language: Language = Language.GERMAN,
    known: bool = True,
) -> str:
    end = month_end((PLATFORM, RESELLER, COMPANY), rules, terms, OCTOBER)
    (rating,) = end.rate({}, dict.fromkeys(end.counters, had))
    charge = Charge(
        ChargeId(UUID(int=5)),
        "period:x:2026-10",
        COMPANY,
        end.occurred_at,
        rating,
        None,
        OCTOBER.start,
    )
    by_id = {each.id: each for each in rules} if known else {}
    evidence = Evidence(NAMES, by_id, {AGREEMENT.id: AGREEMENT}, None, BERLIN)
    return "\n".join(explain(charge, evidence, language))


def test_a_fee_that_changed_is_told_stretch_by_stretch() -> None:
    fees = [
        rule(1, Flat(Price.parse("99")), BASE_FEE),
        rule(2, Flat(Price.parse("119")), BASE_FEE, SIXTEENTH),
    ]

    lines = told(*fees).splitlines()

    assert lines[0] == (
        "Monatsende (base_fee) für Haarmonie, vom 01.10.2026, 00:00 Uhr "
        "bis 01.11.2026, 00:00 Uhr, Vorgang period:x:2026-10."
    )
    assert lines[1].startswith("Haarmonie zahlt an Nordlicht 109,34 EUR. Grundgebühr 99,00 EUR")
    assert "Fassung 1, in Kraft vom 01.10.2026, 00:00 Uhr bis 16.10.2026, 00:00 Uhr" in lines[1]
    assert "1296000 von 2682000 Sekunden des Monats: 47,84 EUR." in lines[1]
    assert "Der Preis: pauschal 119,00 EUR." in lines[1]
    assert "1386000 von 2682000 Sekunden des Monats: 61,50 EUR." in lines[1]
    assert "Nordlicht behält 109,34 EUR." in lines


def test_what_was_missing_to_the_least_is_told() -> None:
    text = told(rule(1, LEAST), had=Used(85, 8500))

    assert "Mindestens 100,00 EUR im Monat nach Preisregel" in text
    assert "Der Monat zählte 85 Einheiten, wofür 85,00 EUR berechnet wurden." in text
    assert "Mindestens 100,00 EUR − 85,00 EUR = 15,00 EUR fehlten und werden berechnet." in text
    assert "Haarmonie zahlt an Nordlicht 15,00 EUR." in text


def test_a_least_that_was_met_is_told_in_english() -> None:
    text = told(rule(1, LEAST), had=Used(120, 12_000), language=Language.ENGLISH)

    assert "The least of 100.00 EUR is met by 120.00 EUR, nothing is missing." in text
    assert "Haarmonie pays Nordlicht 0.00 EUR." in text
    assert "Nothing was due, so nothing is posted." in text


def test_a_standing_charge_counts_towards_the_least() -> None:
    steps = Graduated((Tier(None, Price.parse("1"), Price.parse("10")),), flat_at_zero=True)

    text = told(rule(1, Bounded(steps, Money(5000))), had=Used(15, 1500))

    assert "Sockelbetrag 10,00 EUR im Monat, auch ohne Nutzung nach Preisregel" in text
    assert "Mindestens 50,00 EUR − 25,00 EUR = 25,00 EUR fehlten" in text
    assert "Haarmonie zahlt an Nordlicht 35,00 EUR." in text


def test_an_agents_commission_on_a_fee_is_told() -> None:
    fee = rule(1, Flat(Price.parse("99")), BASE_FEE)
    agreed = (Terms(RESELLER, EVER, agreement=AGREEMENT),)

    text = told(fee, terms=agreed, language=Language.ENGLISH)

    assert "Base fee of 99.00 EUR a month by price rule" in text
    assert "2682000 of 2682000 seconds of the month: 99.00 EUR." in text
    assert "keeps a commission of 24.75 EUR and passes on 74.25 EUR" in text


def test_a_price_nobody_has_any_more_leaves_its_part_to_be_told() -> None:
    text = told(rule(1, Flat(Price.parse("99")), BASE_FEE), known=False)

    assert "Grundgebühr 99,00 EUR im Monat nach Preisregel" in text
    assert "Der Preis" not in text
