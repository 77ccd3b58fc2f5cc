"""Every price says what it is and how a usage came to its amount, in both languages."""

from datetime import UTC, datetime, time

import pytest
from hypothesis import given

from askpro.domain.billing.explain_price import PriceTeller
from askpro.domain.billing.explain_words import WORDS
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import (
    Allowance,
    AnyModel,
    Bounded,
    Graduated,
    GraduatedPercentage,
    Package,
    Percentage,
    PerSecond,
    PerUnit,
    RateTier,
    Stage,
    StagedPerSecond,
    Tier,
    TimeBand,
    TimedPerSecond,
    Volume,
)
from askpro.domain.billing.speech import Speech
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.money import Currency, Money, Price
from askpro.domain.organisations.organisation import Language
from askpro.testing.billing_strategies.prices import (
    BERLIN,
    any_models,
    instants,
    one_of_each,
    quantities,
)

GERMAN = PriceTeller(Speech(WORDS[Language.GERMAN], CALL_SECOND))
ENGLISH = PriceTeller(Speech(WORDS[Language.ENGLISH], CALL_SECOND))
LATE = datetime(2026, 11, 21, 20, 50, tzinfo=UTC)  # Saturday, 21:50 in Berlin
BY_NAME = {f"{number}-{type(model).__name__}": model for number, model in enumerate(one_of_each())}

PRICE_LIST = [
    ("1,00 EUR je Sekunde", "1.00 EUR per second"),
    ("1,00 EUR je 1000 Sekunden", "1.00 EUR per 1000 seconds"),
    ("pauschal 2,00 EUR", "2.00 EUR flat"),
    (
        (
            "1,00 EUR je Minute, mindestens 30 Sekunden, danach je angefangene 6 Sekunden, "
            "dazu 0,50 EUR je Verbindung"
        ),
        (
            "1.00 EUR per minute, at least 30 seconds, then per begun 6 seconds, "
            "and 0.50 EUR a connection"
        ),
    ),
    (
        "ab Sekunde 0 2,00 EUR je Minute; ab Sekunde 60 1,00 EUR je Minute, sekundengenau",
        "from second 0 2.00 EUR per minute; from second 60 1.00 EUR per minute, to the second",
    ),
    (
        "1,00 EUR je Minute; 22:00-06:00: 0,50 EUR; So 00:00-00:00: 2,00 EUR, sekundengenau",
        "1.00 EUR per minute; 22:00-06:00: 0.50 EUR; Sun 00:00-00:00: 2.00 EUR, to the second",
    ),
    (
        "1,00 EUR je Sekunde; So 00:00-00:00: 2,00 EUR",
        "1.00 EUR per second; Sun 00:00-00:00: 2.00 EUR",
    ),
    (
        "gestaffelt: bis 10 Sekunden 2,00 EUR je Sekunde + 1,00 EUR; darüber 1,00 EUR je Sekunde",
        "graduated: up to 10 seconds 2.00 EUR per second + 1.00 EUR; beyond 1.00 EUR per second",
    ),
    (
        (
            "gestaffelt: bis 100 Sekunden 1,00 EUR je angefangenes Paket von 10 Sekunden; "
            "darüber 1,00 EUR je angefangenes Paket von 100 Sekunden"
        ),
        (
            "graduated: up to 100 seconds 1.00 EUR per begun package of 10 seconds; "
            "beyond 1.00 EUR per begun package of 100 seconds"
        ),
    ),
    (
        (
            "die ganze Menge zum Preis der erreichten Stufe: bis 10 Sekunden 2,00 EUR je Sekunde "
            "+ 1,00 EUR; darüber 1,00 EUR je Sekunde"
        ),
        (
            "the whole quantity at the price of the tier it reaches: up to 10 seconds 2.00 EUR per "
            "second + 1.00 EUR; beyond 1.00 EUR per second"
        ),
    ),
    (
        "2,00 EUR je angefangenes Paket von 10 Sekunden, 5 Sekunden vorab frei",
        "2.00 EUR per begun package of 10 seconds, 5 seconds free before that",
    ),
    ("1,4 % des Betrags + 0,50 EUR", "1.4 % of the amount + 0.50 EUR"),
    (
        "gestaffelt: bis 10,00 EUR 2 % des Betrags + 1,00 EUR; darüber 1 % des Betrags",
        "graduated: up to 10.00 EUR 2 % of the amount + 1.00 EUR; beyond 1 % of the amount",
    ),
    (
        "30 Sekunden je Zeitraum frei, danach 1,00 EUR je Minute, sekundengenau",
        "30 seconds free a period, then 1.00 EUR per minute, to the second",
    ),
    (
        "1,00 EUR je Sekunde, je Zeitraum mindestens 5,00 EUR, je Zeitraum höchstens 10,00 EUR",
        "1.00 EUR per second, at least 5.00 EUR a period, at most 10.00 EUR a period",
    ),
    (
        (
            "10 Sekunden je Zeitraum frei, danach gestaffelt: bis 10 Sekunden 2,00 EUR je Sekunde "
            "+ 1,00 EUR; darüber 1,00 EUR je Sekunde, je Zeitraum höchstens 10,00 EUR"
        ),
        (
            "10 seconds free a period, then graduated: up to 10 seconds 2.00 EUR per second "
            "+ 1.00 EUR; beyond 1.00 EUR per second, at most 10.00 EUR a period"
        ),
    ),
]


@pytest.mark.parametrize(
    ("model", "told"), [*zip(BY_NAME.values(), PRICE_LIST, strict=True)], ids=[*BY_NAME]
)
def test_each_price_is_told_as_in_a_price_list(model: AnyModel, told: tuple[str, str]) -> None:
    assert (GERMAN.price(model), ENGLISH.price(model)) == told


def price(text: str) -> Price:
    return Price.parse(text)


def sums(model: AnyModel, quantity: int, before: Used = NOTHING) -> tuple[str, str]:
    german, english = (teller.sums(model, quantity, LATE, before) for teller in (GERMAN, ENGLISH))
    return german, english


def test_tiers_say_how_many_units_lie_in_each() -> None:
    model = Graduated((Tier(10, price("10"), price("2")), Tier(None, price("5"), price("3"))))

    german, english = sums(model, 11, Used(0))

    assert german == (
        "Zeitraum vorher: 0 Sekunden, Stufe 1: 0 × 10,00 EUR = 0,00 EUR, nichts zu runden. "
        "Zeitraum mit diesem Vorgang: 11 Sekunden, Stufe 1: 10 × 10,00 EUR + Stufe 1: 2,00 EUR "
        "+ Stufe 2: 1 × 5,00 EUR + Stufe 2: 3,00 EUR = 110,00 EUR, nichts zu runden. "
        "110,00 EUR − 0,00 EUR = 110,00 EUR."
    )
    assert "Period with this: 11 seconds, tier 1: 10 × 10.00 EUR" in english
    assert english.endswith("110.00 EUR − 0.00 EUR = 110.00 EUR.")


def test_a_volume_price_that_falls_says_from_what_to_what() -> None:
    model = Volume((Tier(100, price("2"), price("10")), Tier(None, price("1"))))

    german, _ = sums(model, 1, Used(100))

    assert "100 Sekunden, Stufe 1: 100 × 2,00 EUR + Stufe 1: 10,00 EUR = 210,00 EUR" in german
    assert "101 Sekunden, Stufe 2: 101 × 1,00 EUR = 101,00 EUR" in german
    assert german.endswith("101,00 EUR − 210,00 EUR = -109,00 EUR.")


def test_packages_are_counted() -> None:
    german, _ = sums(Package(10, price("15"), free=2), 4, Used(10))

    assert "10 Sekunden, 1 × 15,00 EUR = 15,00 EUR" in german
    assert "14 Sekunden, 2 × 15,00 EUR = 30,00 EUR" in german
    assert german.endswith("30,00 EUR − 15,00 EUR = 15,00 EUR.")


def test_blocks_of_a_tier_are_counted() -> None:
    blocks = (
        Tier(1000, price("1"), per=100, begun=True),
        Tier(None, price("1"), per=1000, begun=True),
    )

    assert "Stufe 1: 10 × 1,00 EUR + Stufe 2: 5 × 1,00 EUR" in sums(Graduated(blocks), 5325)[0]


def test_a_call_into_the_night_names_its_bands() -> None:
    night = TimeBand(price("0.20"), time(22), time(6))
    model = TimedPerSecond(price("0.40"), BERLIN, (night,), connect_fee=price("0.15"))

    german, english = sums(model, 1200)

    assert german == (
        "600 × 0,40 EUR ÷ 60 + 22:00-06:00: 600 × 0,20 EUR ÷ 60 + 0,15 EUR = 6,15 EUR, "
        "nichts zu runden."
    )
    assert english.endswith("+ 0.15 EUR = 6.15 EUR, nothing to round.")


def test_stages_are_numbered_and_rounded_once() -> None:
    model = StagedPerSecond((Stage(0, price("0.40")), Stage(61, price("0.20"))))

    assert sums(model, 62)[0] == (
        "Stufe 1: 61 × 0,40 EUR ÷ 60 + Stufe 2: 1 × 0,20 EUR ÷ 60 = 0,41 EUR, nichts zu runden."
    )


def test_an_allowance_says_what_is_free_and_what_is_beyond() -> None:
    model = Allowance(1000, PerSecond(price("0.40")))

    crossing, english = sums(model, 400, Used(900))
    within, _ = sums(model, 50, Used(900))

    assert crossing == (
        "Von 1000 Sekunden frei im Zeitraum bleiben hierfür 100 Sekunden, "
        "darüber hinaus 300 Sekunden. 300 × 0,40 EUR ÷ 60 = 2,00 EUR, nichts zu runden."
    )
    assert "100 seconds go to this, 300 seconds are beyond." in english
    assert within.endswith("hierfür 50 Sekunden, darüber hinaus 0 Sekunden.")


def test_a_most_says_what_was_charged_already() -> None:
    model = Bounded(PerUnit(price("1")), maximum=Money(17_000))

    german, english = sums(model, 15, Used(160, 16_000))
    below, _ = sums(model, 5, Used(160, 16_000))

    assert german == (
        "15 × 1,00 EUR = 15,00 EUR, nichts zu runden. "
        "Im Zeitraum höchstens 170,00 EUR, davon schon 160,00 EUR berechnet: 10,00 EUR."
    )
    assert english.endswith(
        "At most 170.00 EUR in the period, 160.00 EUR of it already charged: 10.00 EUR."
    )
    assert "höchstens" not in below


def test_a_share_names_the_amount_it_is_of() -> None:
    german, _ = sums(Percentage(14_000, price("0.25")), 10_050)
    tiers = RateTier(1000, 10_000, price("200")), RateTier(None, 20_000)
    graduated, _ = sums(GraduatedPercentage(tiers), 1100)

    assert german.startswith("100,50 EUR × 1,4 % + 0,25 EUR = 1,657 EUR, einmal kaufmännisch")
    assert "11,00 EUR, Stufe 1: 10,00 EUR × 1 % + Stufe 1: 200,00 EUR" in graduated
    assert "Stufe 2: 1,00 EUR × 2 %" in graduated


def test_yen_have_no_places() -> None:
    yen = PerUnit(Price.parse("8500.5", Currency.JPY))

    assert sums(yen, 1)[0].endswith("= 8500,50 JPY, einmal kaufmännisch gerundet: 8501 JPY.")


@given(any_models(), quantities(5000), instants(), quantities(5000))
def test_every_explanation_ends_with_the_amount(
    model: AnyModel, quantity: int, at: datetime, had: int
) -> None:
    before = Used(had)
    for teller in (GERMAN, ENGLISH):
        told = teller.sums(model, quantity, at, before)

        amount = teller.speech.money(model.amount(quantity, at, before))
        free = isinstance(model, Allowance) or (
            isinstance(model, Bounded) and isinstance(model.inner, Allowance)
        )
        assert amount in told or (free and not model.amount(quantity, at, before))
