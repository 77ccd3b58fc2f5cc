"""The German catalogue is whole, and numbers are written as the reader writes them."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from askpro.domain.money import Money, Price
from askpro.domain.organisations.organisation import Language
from askpro.entrypoints.http.pages.formats import Formats
from askpro.entrypoints.http.pages.language import FOLDER, choose_language
from askpro.entrypoints.http.pages.render import FOLDER as TEMPLATES
from tests.unit.entrypoints.http.portals.house import BERLIN, NOW

MessageId = str | tuple[str, ...]


def ids_in(templates: Path) -> set[MessageId]:
    found = extract_from_dir(
        templates,
        method_map=[("**.html", "jinja2.ext:babel_extract")],
        options_map={"**.html": {"trimmed": "true", "silent": "false"}},
        keywords={"_": None, "gettext": None, "ngettext": (1, 2)},
    )
    return {message for _, _, message, _, _ in found}


@pytest.fixture(scope="module")
def german() -> Catalog:
    with (FOLDER / "de.po").open("rb") as file:
        return read_po(file, locale="de")


def test_every_word_of_the_pages_is_in_the_catalogue_and_no_other(german: Catalog) -> None:
    known = {message.id for message in german if message.id}

    assert len(known) > 150
    assert known == ids_in(TEMPLATES)


def german_forms(message: Message) -> list[str]:
    """The singular, and the plural where there is one."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return [str(form or "") for form in forms]


def test_no_word_is_empty_or_doubtful(german: Catalog) -> None:
    for message in german:
        if message.id:
            assert all(german_forms(message)), message.id
            assert not message.fuzzy, message.id
            assert [str(error) for error in message.check()] == [], message.id


def test_the_german_is_polite_and_quiet(german: Catalog) -> None:
    for message in german:
        if message.id:
            text = " ".join(german_forms(message))
            assert "!" not in text
            assert "Wallet" not in text
            assert not {"du", "dein", "deine", "dir", "dich"} & set(text.lower().split()), text


@pytest.mark.parametrize(
    ("cents", "german", "english"),
    [(-1234567, "-12.345,67 €", "-€12,345.67"), (0, "0,00 €", "€0.00"), (5, "0,05 €", "€0.05")],
)
def test_money_is_written_as_the_reader_writes_it(cents: int, german: str, english: str) -> None:
    def written(language: Language) -> str:
        return Formats(language, lambda: NOW).money(Money(cents)).replace("\u00a0", " ")

    assert written(Language.GERMAN) == german
    assert written(Language.ENGLISH) == english


@pytest.mark.parametrize(
    ("price", "written"), [("0.42", "0,42 €"), ("0.4", "0,40 €"), ("0.123456", "0,123456 €")]
)
def test_a_price_keeps_its_places(price: str, written: str) -> None:
    formats = Formats(Language.GERMAN, lambda: NOW)

    assert formats.price(Price.parse(price)).replace("\u00a0", " ") == written


def test_times_are_those_of_the_zone_on_both_sides_of_the_clock_change() -> None:
    formats = Formats(Language.GERMAN, lambda: NOW)

    assert formats.time(datetime(2027, 3, 28, 0, 59, tzinfo=UTC), BERLIN) == "01:59"
    assert formats.time(datetime(2027, 3, 28, 1, 1, tzinfo=UTC), BERLIN) == "03:01"
    assert formats.date(NOW, BERLIN) == "Montag, 23. November 2026"


def test_tomorrow_is_the_next_day_of_the_zone() -> None:
    late = datetime(2026, 11, 23, 22, 59, tzinfo=UTC)
    formats = Formats(Language.GERMAN, lambda: late)

    assert formats.days_away(datetime(2026, 11, 23, 23, 0, tzinfo=UTC), BERLIN) == 1
    assert formats.days_away(datetime(2026, 11, 23, 23, 0, tzinfo=UTC), ZoneInfo("UTC")) == 0


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "chosen"),
    [
        (None, None, None, "de"),
        (None, None, "en-US,en;q=0.9,de;q=0.8", "en"),
        (None, None, "fr;q=0.9, de;q=0.5, en;q=0.4", "de"),
        (None, None, "en;q=0, de", "de"),
        (None, None, ";;,q=x;q=y,*", "de"),
        (None, "en", "de", "en"),
        ("de", "en", "en", "de"),
        ("xx", None, None, "de"),
    ],
)
def test_who_asks_for_a_language_gets_it(
    asked: str | None, kept: str | None, accepted: str | None, chosen: str
) -> None:
    assert choose_language(asked, kept, accepted).value == chosen
