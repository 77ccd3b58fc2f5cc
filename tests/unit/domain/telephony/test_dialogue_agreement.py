"""Nothing is booked without an explicit yes or a choice, and a name."""

import pytest

from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.dialogue import Call, Say
from tests.unit.domain.telephony.conversation import (
    BOOK,
    FREE,
    HALF_PAST_TWO,
    TAKEN,
    WISH,
    asked,
    german,
    said,
    talk,
)


@pytest.mark.parametrize("yes", ["Ja", "Ja, bitte", "Ja gern, das passt", "In Ordnung", "Passt"])
def test_after_a_yes_the_name_is_asked_and_then_it_is_booked(yes: str) -> None:
    assert said(talk(WISH, FREE, yes)) == german("ask_name")
    assert asked(talk(WISH, FREE, yes, "Mein Name ist Erika Müßig")) == (
        BOOK,
        {"when": HALF_PAST_TWO, "name": "Erika Müßig"},
    )


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("Müller", "Müller"),
        ("Erika Müßig, bitte", "Erika Müßig"),
        ("Mein Name ist Zoë Müßig-Łęcka", "Zoë Müßig-Łęcka"),
        ("Frau Sonntag", "Sonntag"),
        ("März", "März"),
        ("Auf den Namen Schmidt", "Schmidt"),
    ],
)
def test_a_name_may_be_bare_where_it_was_asked_for(heard: str, name: str) -> None:
    assert asked(talk(WISH, FREE, "Ja", heard))[1]["name"] == name


@pytest.mark.parametrize("no_name", ["Ja", "am", "123", "Hm"])
def test_what_is_no_name_is_not_taken_for_one(no_name: str) -> None:
    assert isinstance(talk(WISH, FREE, "Ja", no_name), Say)


def test_a_name_and_an_address_said_early_are_not_asked_again() -> None:
    opening = "Hier ist Erika Müßig, meine E-Mail ist erika at example punkt de"

    booking = asked(talk(opening, WISH, FREE, "Ja"))

    assert booking == (
        BOOK,
        {"when": HALF_PAST_TWO, "name": "Erika Müßig", "email": "erika@example.de"},
    )


@pytest.mark.parametrize(
    "doubtful", ["Hm", "Vielleicht", "Ja, nein, ich weiß nicht", "Was sagten Sie?", "bitte?"]
)
def test_without_an_explicit_yes_nothing_is_booked(doubtful: str) -> None:
    step = talk("Hier ist Erika Müßig", WISH, FREE, doubtful)

    assert isinstance(step, Say)
    assert step.state.agreed is None


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("Das erste", "2026-11-20T09:30:00+00:00"),
        ("Ja, bitte, das erste", "2026-11-20T09:30:00+00:00"),
        ("Den zweiten Termin", "2026-11-20T14:00:00+00:00"),
        ("das letzte bitte", "2026-11-23T13:30:00+00:00"),
        ("halb elf", "2026-11-20T09:30:00+00:00"),
        ("Dann um halb elf bitte", "2026-11-20T09:30:00+00:00"),
        ("Um drei passt mir gut", "2026-11-20T14:00:00+00:00"),
        ("drei", "2026-11-20T14:00:00+00:00"),
        ("am Montag", "2026-11-23T13:30:00+00:00"),
        ("Vormittags", "2026-11-20T09:30:00+00:00"),
        ("nächste Woche nachmittags", "2026-11-23T13:30:00+00:00"),
        ("ab Montag", "2026-11-23T13:30:00+00:00"),
        ("bei Tom", "2026-11-20T14:00:00+00:00"),
        ("bei Mia am Montag", "2026-11-23T13:30:00+00:00"),
    ],
)
def test_naming_one_of_the_offers_is_agreement(words: str, start: str) -> None:
    assert asked(talk("Hier ist Erika Müßig", WISH, TAKEN, words)) == (
        BOOK,
        {"when": start, "name": "Erika Müßig"},
    )


@pytest.mark.parametrize("words", ["Ja, gern", "bei Mia", "morgen"])
def test_what_fits_several_offers_is_asked_back(words: str) -> None:
    assert said(talk("Hier ist Erika Müßig", WISH, TAKEN, words)) == german("choose_one")


def test_a_no_alone_asks_for_another_time() -> None:
    assert said(talk(WISH, FREE, "Nein")) == german("ask_time")
    assert said(talk(WISH, FREE, "Das passt mir nicht")) == german("ask_time")


def test_a_day_that_is_ruled_out_is_not_looked_for() -> None:
    assert said(talk(WISH, FREE, "Am Montag geht es nicht")) == german("ask_time")


def test_a_name_said_too_early_is_kept_and_the_question_asked_again() -> None:
    assert said(talk(WISH, FREE, "Ich heiße Jörg Übel")) == german("ask_agreement")
    assert asked(talk(WISH, FREE, "Ich heiße Jörg Übel", "Ja"))[1]["name"] == "Jörg Übel"


def test_a_bare_time_of_day_means_the_day_on_offer() -> None:
    monday = Answer(
        True,
        "Zu dieser Zeit arbeitet bei uns niemand. Frei ist Montag um 10 Uhr oder um 12 Uhr.",
        {
            "reason": "closed",
            "offers": [
                {"start": "2026-11-23T09:00:00+00:00", "staff": "Mia", "service": "x"},
                {"start": "2026-11-23T11:00:00+00:00", "staff": "Mia", "service": "x"},
            ],
        },
    )

    assert asked(talk(WISH, monday, "Lieber um elf"))[1]["when"] == "um elf"
    assert (
        asked(talk(WISH, FREE, "Lieber um elf"))[1]["when"] == "morgen um halb drei, nein, um elf"
    )


@pytest.mark.parametrize(
    ("words", "starts"),
    [
        ("das zweite", {"2026-12-02T09:30:00+00:00"}),
        ("den dritten", set()),  # the third offer, or the one on the third: asked
        ("am zweiten Dezember um halb elf", {"2026-12-02T09:30:00+00:00"}),
    ],
)
def test_a_number_that_is_a_day_as_well_is_taken_for_what_fits(
    words: str, starts: set[str]
) -> None:
    second_and_third = Answer(
        True,
        "Frei ist Mittwoch, den 2. Dezember, …",
        {
            "offers": [
                {"start": "2026-12-02T08:30:00+00:00", "staff": "Mia", "service": "x"},
                {"start": "2026-12-02T09:30:00+00:00", "staff": "Mia", "service": "x"},
                {"start": "2026-12-04T09:00:00+00:00", "staff": "Mia", "service": "x"},
                {"start": "2026-12-03T09:00:00+00:00", "staff": "Mia", "service": "x"},
            ]
        },
    )

    step = talk("Hier ist Erika Müßig", WISH, second_and_third, words)

    assert ({asked(step)[1]["when"]} if isinstance(step, Call) else set()) == starts
