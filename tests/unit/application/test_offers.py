"""What a caller is offered, and how an offer becomes an appointment."""

from datetime import UTC, datetime
from typing import Any

import pytest

from askpro.domain.ids import CallId
from askpro.domain.telephony.answer import Answer
from tests.unit.application.house import (
    make_house,
)


def offers(answer: Answer) -> list[str]:
    told = answer.data["offers"]
    assert isinstance(told, list)
    return [offer["local"] for offer in told]


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("morgen um halb drei", ["2026-11-20T14:30"]),
        ("am Samstag um zehn", ["2026-11-21T10:00"]),
        ("morgen Vormittag", ["2026-11-20T09:00", "2026-11-20T10:00", "2026-11-20T11:00"]),
        ("nächste Woche", ["2026-11-24T09:00", "2026-11-24T10:00", "2026-11-24T11:00"]),
        ("morgen", ["2026-11-20T09:00", "2026-11-20T10:00", "2026-11-20T11:00"]),
    ],
)
def test_a_wish_is_answered_with_times_inside_it(said: str, heard: list[str]) -> None:
    answer = make_house().ask("check_availability", when=said, service="Haarschnitt Herren")

    assert offers(answer) == heard


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({}, "Welche Leistung möchten Sie buchen: Haarschnitt Damen, Haarschnitt Herren oder"),
        ({"service": "Haarschnitt"}, "Meinen Sie Haarschnitt Damen, 45 Minuten, 49 Euro oder"),
        ({"service": "Reifenwechsel"}, "Das bieten wir leider nicht an."),
        ({"service": "Dauerwelle"}, "Wann möchten Sie kommen?"),
        ({"service": "Dauerwelle", "when": "morgen um 25 Uhr"}, "Diesen Zeitpunkt gibt es nicht."),
        (
            {"service": "Dauerwelle", "when": "wenn der Mond scheint"},
            "Den Zeitpunkt habe ich nicht",
        ),
        ({"service": "Dauerwelle", "when": "nächsten Freitag um 14 Uhr"}, "Meinen Sie morgen,"),
        ({"service": "Dauerwelle", "when": "morgen um 10", "staff": "Ben"}, "Ben macht das nicht."),
        (
            {"service": "Dauerwelle", "when": "morgen um 10", "staff": "Anton"},
            "Bei uns arbeiten Mia",
        ),
        ({"service": ["Dauerwelle"]}, "Das habe ich leider nicht verstanden."),
    ],
)
def test_what_is_missing_or_wrong_is_asked_for(arguments: dict[str, Any], sentence: str) -> None:
    answer = make_house().ask("check_availability", **arguments)

    assert not answer.ok
    assert answer.say.startswith(sentence)


def test_a_time_in_the_past_is_named_so_and_alternatives_follow() -> None:
    house = make_house()

    answer = house.ask("check_availability", when="heute um 8 Uhr", service="Haarschnitt Herren")

    assert answer.data["reason"] == "past_time"
    assert answer.say.startswith("Dieser Zeitpunkt ist schon vorbei. Frei ist heute,")
    assert len(offers(answer)) == 3


def test_a_taken_time_is_answered_with_alternatives() -> None:
    house = make_house()
    house.ask("check_availability", when="morgen um 10", service="Dauerwelle")

    answer = house.ask("check_availability", "call_2", when="morgen um 11", service="Dauerwelle")

    assert answer.data["reason"] == "slot_taken"
    assert answer.say.startswith("Dieser Termin ist leider schon vergeben. Frei ist")


def test_a_bare_time_after_an_offer_means_the_day_of_the_offer() -> None:
    house = make_house()
    house.ask("check_availability", when="am Samstag um zehn", service="Haarschnitt Herren")

    answer = house.ask("check_availability", when="um elf")

    assert offers(answer) == ["2026-11-21T11:00"]


def test_booking_what_was_never_offered_offers_it_first() -> None:
    house = make_house()

    answer = house.ask(
        "book_appointment", when="morgen um 15 Uhr", service="Dauerwelle", name="Erika Müßig"
    )

    assert not answer.ok
    assert answer.say.endswith("Soll ich das so buchen?")
    assert house.look().appointments.of_call(CallId("call_1")) == []


def test_one_of_several_offers_is_booked_by_its_time() -> None:
    house = make_house()
    house.ask("check_availability", when="morgen Vormittag", service="Haarschnitt Herren")

    unclear = house.ask("book_appointment", name="Erika Müßig")
    booked = house.ask("book_appointment", name="Erika Müßig", when="um zehn")

    assert unclear.say.startswith("Meinen Sie morgen, Freitag, den 20. November, um 9 Uhr,")
    assert booked.ok
    (appointment,) = house.look().appointments.of_call(CallId("call_1"))
    assert appointment.during.start == datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_booking_twice_gives_the_same_appointment_and_the_same_sentence() -> None:
    house = make_house()
    house.ask("check_availability", when="morgen um halb drei", service="Haarschnitt Herren")

    first = house.ask("book_appointment", name="Erika Müßig")
    second = house.ask("book_appointment", name="Erika Müßig")

    assert second == first
    assert len(house.look().appointments.of_call(CallId("call_1"))) == 1


@pytest.mark.parametrize("said", ["um zehn", "10 Uhr", "am Samstag", "Samstag um zehn", "ja, gern"])
def test_booking_twice_in_the_same_words_gives_the_same_appointment(said: str) -> None:
    house = make_house()
    house.ask("check_availability", when="am Samstag um zehn", service="Haarschnitt Herren")

    told = [house.ask("book_appointment", when=said, name="Erika") for _ in range(3)]

    assert told[0].ok
    assert told == [told[0]] * 3


def test_booking_without_a_name_asks_for_it() -> None:
    house = make_house()
    house.ask("check_availability", when="morgen um halb drei", service="Haarschnitt Herren")

    answer = house.ask("book_appointment")

    assert answer.say == "Auf welchen Namen darf ich den Termin eintragen?"


def test_an_expired_hold_is_offered_again_before_it_is_booked() -> None:
    house = make_house()
    house.ask("check_availability", when="morgen um halb drei", service="Haarschnitt Herren")
    house.watch.go_on(minutes=6)

    again = house.ask(
        "book_appointment",
        name="Erika Müßig",
        when="morgen um halb drei",
        service="Haarschnitt Herren",
    )
    booked = house.ask("book_appointment", name="Erika Müßig")

    assert not again.ok
    assert booked.ok


def test_ids_that_a_model_made_up_are_ignored() -> None:
    house = make_house()

    house.ask(
        "check_availability",
        when="morgen um halb drei",
        service="Haarschnitt Herren",
        call_id="call_001",
        company_id=15,
    )

    assert house.look().diary.holds_of(CallId("call_001"), house.watch.now) == []
    assert len(house.look().diary.holds_of(CallId("call_1"), house.watch.now)) == 1


@pytest.mark.parametrize("name", ["start_booking", "book_appointment_v17", "confirm_booking"])
def test_old_names_of_functions_still_work(name: str) -> None:
    house = make_house()
    house.ask("check_availability", when="morgen um halb drei", service="Haarschnitt Herren")

    assert house.ask(name, name="Erika Müßig").ok
