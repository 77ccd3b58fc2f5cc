"""A wish, its corrections and its questions, transition by transition."""

from collections.abc import Sequence

import pytest

from askpro.domain.telephony.answer import Answer
from tests.unit.domain.telephony.conversation import (
    BOOKED,
    CHECK,
    FREE,
    NO_SERVICE,
    NO_TIME,
    TAKEN,
    WHICH_SERVICE,
    WHICH_STAFF,
    WISH,
    asked,
    said,
    talk,
)


def test_the_greeting_names_the_company_and_says_that_no_human_speaks() -> None:
    assert "Salon Müller" in said(talk())
    assert "digitalen" in said(talk())


@pytest.mark.parametrize(
    ("heard", "arguments"),
    [
        (WISH, {"service": "Haarschnitt Herren", "when": "morgen um halb drei"}),
        ("Haarschnitt", {"service": "Haarschnitt"}),
        ("Haben Sie heute noch was frei?", {"when": "heute"}),
        ("Ich möchte einen Termin", {}),
        ("Bei Mia bitte, am Dienstag um zehn", {"staff": "Mia", "when": "Dienstag um zehn"}),
        ("Bei der Frau Weiß, Dauerwelle", {"staff": "Weiß", "service": "Dauerwelle"}),
        ("Heute um 8 Uhr Haarschnitt", {"when": "Heute um 8 Uhr", "service": "Haarschnitt"}),
        ("Guten Morgen, eine Dauerwelle bitte", {"service": "Dauerwelle"}),
        (
            "Nicht morgen, sondern am Mittwoch um elf",
            {"when": "Nicht morgen, sondern am Mittwoch um elf"},
        ),
        (
            "Am Dienstag einen Termin zum Waschen und Schneiden, um zehn Uhr",
            {"when": "Dienstag zehn Uhr", "service": "Waschen und Schneiden"},
        ),
    ],
)
def test_a_wish_is_looked_for_in_the_callers_own_words(
    heard: str, arguments: dict[str, str]
) -> None:
    assert asked(talk(heard)) == (CHECK, arguments)


@pytest.mark.parametrize(
    ("turns", "arguments"),
    [
        ((WISH, FREE, "Nein, lieber Mittwoch"),
         {"service": "Haarschnitt Herren", "when": "morgen um halb drei, nein, Mittwoch"}),
        ((WISH, FREE, "Nein, doch lieber Dauerwelle"),
         {"service": "Dauerwelle", "when": "morgen um halb drei"}),
        ((WISH, FREE, "Lieber bei Tom"),
         {"service": "Haarschnitt Herren", "when": "morgen um halb drei", "staff": "Tom"}),
        ((WISH, FREE, "Ja, aber um vier"),
         {"service": "Haarschnitt Herren", "when": "morgen um halb drei, nein, um vier"}),
        ((WISH, TAKEN, "Nein", "am Montag um elf"),
         {"service": "Haarschnitt Herren", "when": "Montag um elf"}),
        ((WISH, FREE, "Ja", "Nein, doch lieber Mittwoch"),
         {"service": "Haarschnitt Herren", "when": "morgen um halb drei, nein, Mittwoch"}),
        (("Haarschnitt", NO_TIME, "am Dienstag"),
         {"service": "Haarschnitt", "when": "Dienstag"}),
        (("Haarschnitt", NO_TIME, "wenn die Schule aus ist"),
         {"service": "Haarschnitt", "when": "wenn die Schule aus ist"}),
        (("morgen um zehn", NO_SERVICE, "Einen Haarschnitt, bitte"),
         {"service": "Haarschnitt", "when": "morgen um zehn"}),
    ],
)  # fmt: skip
def test_a_correction_keeps_what_it_does_not_replace(
    turns: Sequence[str | Answer], arguments: dict[str, str]
) -> None:
    assert asked(talk(*turns)) == (CHECK, arguments)


@pytest.mark.parametrize(
    ("turns", "name", "meant"),
    [
        (("Haarschnitt", WHICH_SERVICE, "Das zweite"), "service", "Haarschnitt Damen"),
        (("Haarschnitt", WHICH_SERVICE, "Damen bitte"), "service", "Damen"),
        (("Haarschnitt bei Maja", WHICH_STAFF, "Ja"), "staff", "Mia"),
        (("Haarschnitt bei Maja", WHICH_STAFF, "Lieber bei Tom"), "staff", "Tom"),
    ],
)
def test_a_name_read_back_may_be_chosen_by_its_number_or_with_yes(
    turns: Sequence[str | Answer], name: str, meant: str
) -> None:
    assert asked(talk(*turns))[1][name] == meant


def test_what_the_function_says_is_said_as_it_is() -> None:
    assert said(talk(WISH, FREE)) == FREE.say
    assert said(talk("Haarschnitt", NO_TIME)) == NO_TIME.say
    assert said(talk(WISH, FREE, "Ja", "Müller", BOOKED)) == BOOKED.say
