"""The figures of the domain's § 5, told in words."""

from datetime import UTC, datetime
from string import Formatter
from uuid import UUID
from zoneinfo import ZoneInfo

import attrs
import pytest

from askpro.domain.billing.chain import Chain
from askpro.domain.billing.charge import Charge, post, prepaid_due
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.explain import Evidence, explain
from askpro.domain.billing.explain_words import ENGLISH, GERMAN
from askpro.domain.billing.ledger import Purpose
from askpro.domain.billing.link import Link
from askpro.domain.billing.meter import CALL, CALL_SECOND, Meter
from askpro.domain.billing.price import Allowance, AnyModel, Flat, PerSecond, PerUnit
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.terms import Edge
from askpro.domain.billing.wallet import Paid
from askpro.domain.ids import (
    AgreementId,
    ChargeId,
    OrganisationId,
    PriceBookId,
    PriceRuleId,
    TransactionId,
)
from askpro.domain.money import Price
from askpro.domain.organisations.organisation import Language

PLATFORM, RESELLER, COMPANY = (OrganisationId(UUID(int=number)) for number in (1, 2, 3))
NAMES = {PLATFORM: "askpro", RESELLER: "Nordlicht", COMPANY: "Haarmonie"}
SINCE = datetime(2026, 11, 1, tzinfo=UTC)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
AGREEMENT = Agreement.flat("25", AgreementId(UUID(int=9)))


def minute(price: str, increment_seconds: int = 1, minimum_seconds: int = 0) -> PerSecond:
    return PerSecond(Price.parse(price), increment_seconds, minimum_seconds)


def sells(
    seller: OrganisationId, buyer: OrganisationId, model: AnyModel, meter: Meter = CALL_SECOND
) -> Link:
    id = PriceRuleId(UUID(int=100 + seller.int))
    return Link(seller, buyer, (PriceRule(id, meter, seller, buyer, SINCE, model),))


def charged(
    chain: Chain,
    quantity: int,
    language: Language = Language.GERMAN,
    meter: Meter = CALL_SECOND,
    names: dict[OrganisationId, str] = NAMES,
    before: int = 0,
    *,
    forgotten: bool = False,
) -> str:
    rating = chain.rate(meter, quantity, {AGREEMENT.id: before})
    paid = [Paid(tier, cents) for tier, cents in prepaid_due([rating]).items()]
    transaction = post(
        [rating],
        paid,
        id=TransactionId(UUID(int=77)),
        source_key="call:c1",
        occurred_at=NOON,
        now=NOON,
        text="Call c1",
    )
    charge = Charge(
        ChargeId(UUID(int=5)),
        "call:c1",
        COMPANY,
        NOON,
        rating,
        transaction.id if transaction else None,
    )
    rules = {rule.id: rule for link in chain.links for rule in link.rules}
    agreements = {AGREEMENT.id: AGREEMENT}
    if forgotten:
        rules, agreements = {}, {}
    evidence = Evidence(names, rules, agreements, transaction, ZoneInfo("Europe/Berlin"))
    return "\n".join(explain(charge, evidence, language))


MARGIN = Chain(
    (sells(PLATFORM, RESELLER, minute("0.30")), sells(RESELLER, COMPANY, minute("0.40")))
)
DIRECT = Chain((sells(PLATFORM, COMPANY, minute("0.42")),))


def test_ten_minutes_by_margin_are_told_to_the_cent() -> None:
    told = charged(MARGIN, 600)

    assert told.splitlines()[0] == (
        "600 Sekunden (call_second) am 21.11.2026, 13:00 Uhr für Haarmonie, Vorgang call:c1."
    )
    assert "Haarmonie zahlt an Nordlicht 4,00 EUR." in told
    assert "0,40 EUR je Minute, sekundengenau." in told
    assert "Fassung 1, gültig seit 01.11.2026, 01:00 Uhr" in told
    assert "Gemessen: 600 Sekunden, berechnet: 600 Sekunden." in told
    assert "600 × 0,40 EUR ÷ 60 = 4,00 EUR, nichts zu runden." in told
    assert "Nordlicht zahlt an askpro 3,00 EUR." in told
    assert "Nordlicht behält 4,00 EUR − 3,00 EUR = 1,00 EUR." in told
    assert "askpro behält 3,00 EUR." in told
    assert "Haarmonie zahlt 4,00 EUR = 3,00 EUR + 1,00 EUR." in told
    assert "  Haarmonie, Guthaben: -4,00 EUR" in told
    assert "  Nordlicht, Erlöse: +4,00 EUR" in told
    assert "  Nordlicht, Guthaben: -3,00 EUR" in told
    assert "  askpro, Erlöse: +3,00 EUR" in told


def test_ten_minutes_direct_are_told_in_english() -> None:
    told = charged(DIRECT, 600, Language.ENGLISH)

    assert "Haarmonie pays askpro 4.20 EUR." in told
    assert "600 × 0.42 EUR ÷ 60 = 4.20 EUR, nothing to round." in told
    assert "Haarmonie pays 4.20 EUR = 4.20 EUR." in told


@pytest.mark.parametrize(
    ("seconds", "price", "sentence"),
    [
        (112, "0.42", "112 × 0,42 EUR ÷ 60 = 0,784 EUR, einmal kaufmännisch gerundet: 0,78 EUR."),
        (157, "0.12", "157 × 0,12 EUR ÷ 60 = 0,314 EUR, einmal kaufmännisch gerundet: 0,31 EUR."),
        (61, "0.12", "61 × 0,12 EUR ÷ 60 = 0,122 EUR, einmal kaufmännisch gerundet: 0,12 EUR."),
        (
            3723,
            "0.15",
            "3723 × 0,15 EUR ÷ 60 = 9,3075 EUR, einmal kaufmännisch gerundet: 9,31 EUR.",
        ),
        (
            61,
            "0.40",
            "61 × 0,40 EUR ÷ 60 ≈ 0,406667 EUR, einmal kaufmännisch gerundet: 0,41 EUR.",
        ),
    ],
)
def test_rounding_is_shown_with_the_exact_figure(seconds: int, price: str, sentence: str) -> None:
    chain = Chain((sells(PLATFORM, COMPANY, minute(price)),))

    assert sentence in charged(chain, seconds)


def test_a_commission_is_told_with_its_entitlement() -> None:
    lower = sells(RESELLER, COMPANY, minute("0.40"))
    chain = Chain((Link(PLATFORM, RESELLER, (), AGREEMENT), lower))

    told = charged(chain, 600, before=1234)

    assert (
        "Nordlicht verkauft für askpro, behält 1,00 EUR Provision und reicht 3,00 EUR weiter."
        in told
    )
    assert "25 % ab 0,00 EUR." in told
    assert "steigt um 4,00 EUR von 12,34 EUR auf 16,34 EUR" in told
    assert "Anspruch von 3,08 EUR auf 4,08 EUR." in told
    assert "Nordlicht, Provision: +1,00 EUR" in told


def test_what_is_no_longer_known_is_named_and_the_amounts_stay() -> None:
    lower = sells(RESELLER, COMPANY, minute("0.40"))
    chain = Chain((Link(PLATFORM, RESELLER, (), AGREEMENT), lower))

    told = charged(chain, 600, forgotten=True)

    assert f"Die Preisregel {lower.rules[0].id} liegt hier nicht mehr vor" in told
    assert f"Die Vereinbarung {AGREEMENT.id} liegt hier nicht mehr vor" in told
    assert "reicht 3,00 EUR weiter" in told


def test_a_company_is_told_its_own_side_only() -> None:
    told = charged(MARGIN, 600, names={COMPANY: "Haarmonie"})

    assert "Haarmonie zahlt an den Anbieter 4,00 EUR." in told
    assert "0,30" not in told
    assert "3,00" not in told
    assert "behält" not in told


def test_a_reseller_is_told_his_margin_and_not_what_the_platform_posts() -> None:
    told = charged(MARGIN, 600, names={RESELLER: "Nordlicht", COMPANY: "Haarmonie"})

    assert "Nordlicht behält 4,00 EUR − 3,00 EUR = 1,00 EUR." in told
    assert "askpro" not in told


@pytest.mark.parametrize(
    ("model", "sentence"),
    [
        (minute("0.40", 60, 60), "mindestens 60 Sekunden, danach je angefangene 60 Sekunden"),
        (minute("0.40", 6), "je Minute, je angefangene 6 Sekunden"),
        (PerUnit(Price.parse("0.50")), "0,50 EUR je Anruf"),
        (Flat(Price.parse("99.00")), "pauschal 99,00 EUR"),
    ],
)
def test_each_way_of_pricing_has_its_words(model: AnyModel, sentence: str) -> None:
    meter = CALL_SECOND if isinstance(model, PerSecond) else CALL
    chain = Chain((sells(PLATFORM, COMPANY, model, meter),))

    assert sentence in charged(chain, 61, meter=meter)


def test_begun_minutes_are_counted_before_they_are_priced() -> None:
    told = charged(Chain((sells(PLATFORM, COMPANY, minute("0.42", 60, 60)),)), 61)

    assert "Gemessen: 61 Sekunden, berechnet: 120 Sekunden. 120 × 0,42 EUR ÷ 60 = 0,84 EUR" in told


def test_a_call_that_cost_nothing_says_so() -> None:
    assert "Es war nichts zu zahlen, also ist nichts gebucht." in charged(DIRECT, 0)


def test_both_languages_say_the_same_facts() -> None:
    def facts(sentence: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(sentence) if name}

    assert GERMAN.keys() == ENGLISH.keys()
    for word, sentence in GERMAN.items():
        assert facts(sentence) == facts(ENGLISH[word]), word
    assert {purpose.value for purpose in Purpose} <= GERMAN.keys()


@pytest.mark.parametrize(
    ("edge", "sentence"),
    [
        (Edge.AGENT, "Nordlicht handelt im Namen und für Rechnung von askpro."),
        (Edge.PRINCIPAL, "Nordlicht handelt im eigenen Namen."),
    ],
)
def test_a_named_edge_is_told(edge: Edge, sentence: str) -> None:
    upper, lower = MARGIN.links

    assert sentence in charged(Chain((attrs.evolve(upper, edge=edge), lower)), 600)
    assert "handelt" not in charged(MARGIN, 600)


def test_what_the_period_already_had_is_told() -> None:
    free = Allowance(0, PerUnit(Price.parse("0.01")))

    told = charged(Chain((sells(PLATFORM, COMPANY, free),)), 61)

    assert "Gezählt wird weiter ab 0 Sekunden, für die 0,00 EUR berechnet wurden." in told


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (Language.GERMAN, "Sie steht in der Preisliste {id}, Fassung 3."),
        (Language.ENGLISH, "It stands in price book {id}, version 3."),
    ],
)
def test_a_rule_of_a_price_book_is_told_with_book_and_version(
    language: Language, sentence: str
) -> None:
    id = PriceBookId(UUID(int=33))
    (link,) = DIRECT.links
    rules = tuple(attrs.evolve(rule, book_id=id, version=3) for rule in link.rules)

    told = charged(Chain((attrs.evolve(link, rules=rules),)), 600, language)

    assert sentence.format(id=id) in told
    assert "33" not in charged(DIRECT, 600, language)
