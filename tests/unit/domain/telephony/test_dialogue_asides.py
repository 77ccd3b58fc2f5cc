"""What else a caller may want, what goes wrong, and how a call ends."""

from collections.abc import Sequence

import pytest

from askpro.domain.organisations.organisation import Language
from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.dialogue import HangUp, answer_phone, hear
from tests.unit.domain.telephony.conversation import (
    AWAY,
    BERLIN,
    BOOK,
    BOOKED,
    CANCELLED,
    CHECK,
    FREE,
    HALF_PAST_TWO,
    HOURS,
    NO_PHONE,
    NO_SERVICE,
    SEVERAL,
    TAKEN,
    THURSDAY,
    WISH,
    WITHHELD,
    asked,
    german,
    said,
    talk,
)


@pytest.mark.parametrize(
    ("heard", "function"),
    [
        ("Ich möchte meinen Termin absagen", "cancel_appointment"),
        ("Können Sie mich zurückrufen?", "request_callback"),
        ("Ich will mit einem Menschen sprechen", "request_callback"),
        ("Ich möchte meinen Termin verschieben", "request_callback"),
        ("Wann haben Sie geöffnet?", "get_opening_hours"),
        ("Was kostet ein Haarschnitt?", "list_services"),
    ],
)
@pytest.mark.parametrize("before", [(), (WISH, FREE), (WISH, FREE, "Ja")])
def test_other_wishes_are_heard_at_any_time(
    heard: str, function: str, before: Sequence[str | Answer]
) -> None:
    assert asked(talk(*before, heard))[0] == function


def test_after_a_question_in_between_the_open_one_is_asked_again() -> None:
    step = talk(WISH, FREE, "Wann haben Sie geöffnet?", HOURS)

    assert said(step) == f"{HOURS.say} {german('ask_agreement')}"
    assert said(talk(WISH, FREE, "Wann haben Sie geöffnet?", HOURS, "Ja")) == german("ask_name")


def test_which_appointment_is_cancelled_is_asked_and_told() -> None:
    opening = "Ich möchte meinen Termin absagen"

    assert asked(talk(opening)) == ("cancel_appointment", {"message": opening})
    assert said(talk(opening, SEVERAL)) == SEVERAL.say
    assert asked(talk(opening, SEVERAL, "Den am Montag um zehn")) == (
        "cancel_appointment",
        {"when": "Montag um zehn"},
    )
    assert said(talk(opening, CANCELLED)) == CANCELLED.say


def test_a_caller_without_a_number_is_offered_a_callback_and_tells_one() -> None:
    opening = "Ich möchte meinen Termin absagen"
    yes = talk(opening, WITHHELD, "Ja bitte")

    assert asked(yes)[0] == "request_callback"
    assert asked(talk(opening, WITHHELD, "Ja bitte", NO_PHONE, "0151 23456789")) == (
        "request_callback",
        {"message": opening, "phone": "0151 23456789"},
    )


def test_understanding_nothing_twice_offers_a_callback() -> None:
    assert said(talk("(unintelligible audio)")) == german("not_heard")
    assert said(talk("", "")) == german("offer_callback")
    assert asked(talk("", "", "Ja"))[0] == "request_callback"
    assert said(talk("", "", "Nein")) == german("how_can_i_help")


def test_the_same_question_three_times_becomes_a_callback() -> None:
    step = talk("blubb", NO_SERVICE, "bla", NO_SERVICE, "blubb", NO_SERVICE)

    assert said(step) == german("offer_callback")


def test_silence_ends_the_call_at_last() -> None:
    assert talk("", "", "", "", "") == HangUp(german("goodbye"))


def test_after_a_booking_thanks_end_the_call_and_a_new_wish_begins_anew() -> None:
    booked = (WISH, FREE, "Ja", "Müller", BOOKED)

    assert talk(*booked, "Nein danke, das war's") == HangUp(german("goodbye"))
    assert talk(*booked, "Vielen Dank, auf Wiederhören") == HangUp(german("goodbye"))
    assert talk(*booked, "") == HangUp(german("goodbye"))
    assert asked(talk(*booked, "Noch eine Dauerwelle am Mittwoch")) == (
        CHECK,
        {"service": "Dauerwelle", "when": "Mittwoch"},
    )


def test_a_calendar_out_of_reach_is_tried_again_or_becomes_a_callback() -> None:
    before = (WISH, FREE, "Ja", "Müller", AWAY)

    assert said(talk(*before)) == AWAY.say
    assert asked(talk(*before, "Versuchen Sie es noch einmal"))[0] == BOOK
    assert asked(talk(*before, "Ja bitte"))[0] == "request_callback"


def test_an_offer_that_has_run_out_is_replaced_by_the_new_ones() -> None:
    again = Answer(False, "Frei ist jetzt …", TAKEN.data)

    assert said(talk(WISH, FREE, "Ja", "Müller", again)) == again.say
    assert asked(talk(WISH, FREE, "Ja", "Müller", again, "Das erste")) == (
        BOOK,
        {"when": "2026-11-20T09:30:00+00:00", "name": "Müller"},
    )


def test_an_unknown_number_ends_the_call() -> None:
    refusal = Answer(False, german("unknown_number"), {"reason": "unknown_number"})

    assert talk(WISH, refusal) == HangUp(refusal.say)


def test_where_only_messages_are_taken_everything_is_one() -> None:
    greeting = answer_phone("Salon Müller", THURSDAY, BERLIN, messages_only=True)

    assert greeting.sentence == german("greeting_message_only", company="Salon Müller")
    assert asked(hear(greeting.state, WISH)) == ("request_callback", {"message": WISH})
    refusal = Answer(False, german("messages_only"), {"reason": "messages_only"})
    assert asked(talk(WISH, refusal, "Bitte rufen Sie an"))[0] == "request_callback"
    assert isinstance(hear(greeting.state, "Danke, auf Wiederhören"), HangUp)


def test_of_two_days_in_one_sentence_the_later_wins() -> None:
    wish = "Am Dienstag einen Haarschnitt, lieber am Mittwoch"

    assert asked(talk(wish)) == (CHECK, {"service": "Haarschnitt", "when": "Mittwoch"})


def test_a_name_that_is_a_day_is_no_wish_for_that_day() -> None:
    booking = asked(talk(WISH, FREE, "Ja, das passt, Sonntag mein Name"))

    assert booking == (BOOK, {"when": HALF_PAST_TWO, "name": "Sonntag"})


@pytest.mark.parametrize("no", ["Das passt mir leider nicht", "Da kann ich leider nicht"])
def test_a_polite_no_asks_for_another_time(no: str) -> None:
    assert said(talk(WISH, FREE, no)) == german("ask_time")


def test_english_takes_the_same_way() -> None:
    wish = "Hello, I would like a haircut tomorrow at half past two"

    step = talk(wish, language=Language.ENGLISH)
    assert asked(step) == (CHECK, {"service": "haircut", "when": "tomorrow at half past two"})
    step = talk(wish, FREE, "Yes please", "My name is John Smith", language=Language.ENGLISH)
    assert asked(step) == (BOOK, {"when": HALF_PAST_TWO, "name": "John Smith"})
    step = talk(wish, TAKEN, "The second one", "John", language=Language.ENGLISH)
    assert asked(step)[1]["when"] == "2026-11-20T14:00:00+00:00"
    step = talk(wish, FREE, "No, Wednesday instead", language=Language.ENGLISH)
    assert asked(step)[1]["when"] == "tomorrow at half past two, no, Wednesday"
