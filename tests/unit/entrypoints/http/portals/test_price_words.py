"""The pages name every kind of price."""

from types import SimpleNamespace

import pytest

from askpro.domain.billing.meter import CALL
from askpro.domain.billing.price import AnyModel
from askpro.domain.organisations.organisation import Language
from askpro.entrypoints.http.pages import Pages
from askpro.testing.billing_strategies.prices import one_of_each
from tests.unit.entrypoints.http.portals.house import NOW

NAMED = [
    "je 1,00 €",
    "1,00 € für 1.000",
    "je 2,00 €",
    "1,00 € je Minute, in Schritten von 6 Sekunden, mindestens 30 Sekunden, 0,50 € je Verbindung",
    "Preis nach Länge des Anrufs",
    "1,00 € je Minute, zu manchen Tageszeiten andere Preise",
    "je 1,00 €, zu manchen Tageszeiten andere Preise",
    "Preis nach Menge",
    "Preis nach Menge",
    "Preis nach Menge",
    "2,00 € für 10",
    "ein Anteil des Betrags",
    "Preis nach Menge",
    "30 frei, danach 1,00 € je Minute",
    "je 1,00 €, mindestens 5,00 €, höchstens 10,00 €",
    "10 frei, danach Preis nach Menge, höchstens 10,00 €",
]


def named(model: AnyModel, meter: str = CALL, language: Language = Language.GERMAN) -> str:
    template = Pages(lambda: NOW)._environments[language].get_template("words.html")
    text = str(vars(template.module)["model"](SimpleNamespace(model=model, meter=meter)))
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.mark.parametrize(("model", "text"), [*zip(one_of_each(), NAMED, strict=True)])
def test_each_kind_of_price_has_its_words(model: AnyModel, text: str) -> None:
    assert named(model) == text
    assert named(model, language=Language.ENGLISH)
