"""Names and e-mail addresses, and what must not become one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.phrases import understand_email, understand_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mein Name ist Erika Müßig", "Erika Müßig"),
        ("ich heiße Peter von der Heide und hätte gern einen Termin", "Peter von der Heide"),
        ("bitte auf den Namen Müller", "Müller"),
        ("hier spricht Zoë Müßig-Łęcka", "Zoë Müßig-Łęcka"),
        ("mein name ist erika müßig", "Erika Müßig"),
        ("mein Name ist Frau Dr. Schmidt", "Schmidt"),
        ("mein Name ist Erika Müßig morgen um zehn", "Erika Müßig"),
        ("ich heiße August Müller", "August Müller"),
        ("ich bin Erika Müßig", "Erika Müßig"),
        ("ich bin morgen da", None),
        ("mein Name ist anonym", None),
        ("mein Name ist morgen", None),
        ("auf den Namen Dauerwelle", None),
        ("Müller", None),
        ("mein Name ist Sonntag", "Sonntag"),
        ("mein Name ist Anna Sonntag", "Anna Sonntag"),
        ("mein Name ist Frau Winter", "Winter"),
        ("auf den Namen Sonntag am Montag um zehn", "Sonntag"),
        ("Sonntag mein Name", "Sonntag"),
        ("Guten Tag Sonntag mein Name", "Sonntag"),
        ("Anna Sonntag ist mein Name", "Anna Sonntag"),
        ("Dauerwelle mein Name", None),
        ("ich bin Frau Sonntag", "Sonntag"),
        ("ich bin Sonntag da", None),
        ("mein Name ist Erika Müßig Sonntag um zehn", "Erika Müßig"),
        ("mein Name ist Müller, Montag um zehn", "Müller"),
        ("mein Name ist Peter von", "Peter"),
    ],
)  # fmt: skip
def test_an_introduced_name(text: str, name: str | None) -> None:
    assert understand_name(text, not_names=["Dauerwelle"]) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Müller", "Müller"),
        ("ja, Erika Müßig bitte", "Erika Müßig"),
        ("Peter Müller am Apparat", "Peter Müller"),
        ("morgen", None),
        ("Montag", None),
        ("um zehn", None),
        ("anonym", None),
        ("unbekannt", None),
        ("Dauerwelle", None),
        ("ja", None),
        ("das weiß ich nicht", None),
        ("", None),
    ],
)
def test_a_bare_name_counts_only_where_it_was_asked_for(text: str, name: str | None) -> None:
    assert understand_name(text, asked=True, not_names=["Dauerwelle"]) == name
    assert understand_name(text) is None


def test_an_english_name() -> None:
    assert (
        understand_name("Hello, my name is Anna Smith and I need a haircut", "en") == "Anna Smith"
    )
    assert understand_name("I'm free tomorrow", "en") is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("erika@example.de", "erika@example.de"),
        ("meine Mail ist Erika.Muessig@Example.DE!", "erika.muessig@example.de"),
        ("max@example.co.uk.", "max@example.co.uk"),
        ("erika punkt müßig at example punkt de", "erika.muessig@example.de"),
        ("meine Adresse lautet max minus muster ät web punkt de bitte", "max-muster@web.de"),
        ("e r i k a at g m x punkt net", "erika@gmx.net"),
        ("info unterstrich eins at t minus online punkt de", "info_eins@t-online.de"),
        ("erika at mail punkt example punkt de danke", "erika@mail.example.de"),
        ("erika dot smith at example dot com", "erika.smith@example.com"),
        ("ich komme at home", None),
        ("peter punkt at", None),
        ("morgen um zehn", None),
    ],
)
def test_an_address(text: str, address: str | None) -> None:
    assert understand_email(text) == address


@given(st.text(max_size=80))
def test_no_text_breaks_the_readers(text: str) -> None:
    address = understand_email(text)
    name = understand_name(text, asked=True)

    assert address is None or address.count("@") == 1
    assert name is None or not any(sign.isdigit() for sign in name)
