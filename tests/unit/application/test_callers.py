"""Callers of every kind: known, anonymous, without money, for nobody, many at once."""

import threading
from typing import Any

from dependency_injector import providers

from askpro.adapters.memory.voice import MemoryVoice
from askpro.domain.booking.appointment import Status
from askpro.domain.ids import CallId
from askpro.domain.money import Money
from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.call import CallStatus
from askpro.domain.telephony.desk import Mode
from askpro.ports.voice import FunctionCall
from tests.unit.application.house import (
    CALLER,
    SALON,
    envelope,
    make_house,
    top_up,
)


def _offers_of(answer: Answer) -> list[str]:
    told = answer.data["offers"]
    assert isinstance(told, list)
    return [offer["local"] for offer in told]


def test_an_unknown_function_is_answered_with_a_sentence() -> None:
    answer = make_house().ask("fly_to_the_moon")

    assert (answer.ok, answer.data["reason"]) == (False, "unknown_function")
    assert answer.say == "Das kann ich leider nicht. Möchten Sie einen Termin buchen?"


def test_an_unknown_number_is_refused_and_its_call_belongs_to_nobody() -> None:
    house = make_house()
    wish = FunctionCall(envelope("call_9", ours="+4940999999"), "list_services", {})

    answer = house.container.answer_function()(wish)

    assert not answer.ok
    call = house.look().calls.get(CallId("call_9"))
    assert call.organisation_id is None
    house.work_off()
    assert [letter.recipient for letter in house.messenger.letters] == ["betrieb@example.org"]


def test_a_call_of_nobody_is_charged_to_nobody() -> None:
    house = make_house()

    house.hang_up("call_9", envelope=envelope("call_9", ours="+4940999999"))

    assert house.look().ledger.under("call:call_9") is None
    assert house.look().calls.get(CallId("call_9")).status is CallStatus.ENDED


def test_without_money_the_agent_takes_a_message_and_gives_no_appointment() -> None:
    house = make_house(salon_cents=100)

    desk = house.container.pick_up()(envelope())
    refused = house.ask("check_availability", when="morgen um 10", service="Dauerwelle")
    noted = house.ask("take_message", message="Bitte zurückrufen", name="Erika")

    assert desk.mode is Mode.TAKE_MESSAGE
    assert refused.data["reason"] == "messages_only"
    assert noted.ok
    assert house.look().wallets.get(SALON.id).reserved_cents == 0


def test_after_a_top_up_the_next_call_is_served() -> None:
    house = make_house(salon_cents=0)
    house.container.pick_up()(envelope())

    top_up(house, SALON.id, 1000, "2")

    assert house.container.pick_up()(envelope("call_2")).mode is Mode.SERVE


def test_an_anonymous_caller_books_as_somebody_new_and_may_not_cancel() -> None:
    house = make_house()

    def anonymous(function: str, **said: Any) -> Answer:
        return house.ask(function, "call_7", None, **said)

    anonymous("check_availability", when="morgen um halb drei", service="Haarschnitt Herren")
    anonymous("book_appointment", name="Erika Müßig")
    refused = house.ask("cancel_appointment", "call_7", None)

    (booked,) = house.look().appointments.of_call(CallId("call_7"))
    assert house.look().customers.get(booked.customer_id).phone is None
    assert refused.data["reason"] == "number_withheld"


def test_an_anonymous_callback_needs_a_number() -> None:
    house = make_house()

    asked = house.ask("request_callback", "call_7", None, message="Bitte melden")
    noted = house.ask("request_callback", "call_7", None, message="Bitte", phone="0151 2345678")

    assert asked.say == "Unter welcher Nummer erreichen wir Sie?"
    assert noted.ok
    (callback,) = house.look().callbacks.of_call(CallId("call_7"))
    assert callback.phone == "+491512345678"


def test_a_cancelled_appointment_is_free_for_others_and_everybody_is_told() -> None:
    house = make_house()
    house.ask("check_availability", when="am Dienstag um 10", service="Dauerwelle")
    house.ask("book_appointment", name="Erika Müßig", email="erika@example.org")
    house.work_off()

    cancelled = house.ask("cancel_appointment", "call_2")
    house.work_off()

    assert cancelled.say == "Ihr Termin Dienstag, den 24. November, um 10 Uhr ist abgesagt."
    (appointment,) = house.look().appointments.of_call(CallId("call_1"))
    assert appointment.status is Status.CANCELLED
    assert house.calendar.booked == ()
    assert house.messenger.letters[-2].subject.startswith("Ihr Termin am Dienstag")
    again = house.ask(
        "check_availability", "call_3", when="am Dienstag um 10", service="Dauerwelle"
    )
    assert _offers_of(again) == ["2026-11-24T10:00"]


def test_shortly_before_an_appointment_a_caller_cannot_cancel_alone() -> None:
    house = make_house()
    house.ask("check_availability", when="morgen um 9", service="Dauerwelle")
    house.ask("book_appointment", name="Erika Müßig")

    refused = house.ask("cancel_appointment", "call_2")

    assert refused.data["reason"] == "too_late_to_cancel"


def test_several_appointments_are_read_back_before_one_is_cancelled() -> None:
    house = make_house()
    for call, day in (("call_1", "Dienstag"), ("call_2", "Mittwoch")):
        house.ask("check_availability", call, when=f"am {day} um 10", service="Dauerwelle")
        house.ask("book_appointment", call, name="Erika Müßig")

    which = house.ask("cancel_appointment", "call_3")
    done = house.ask("cancel_appointment", "call_3", when="am Mittwoch um 10")

    assert which.data["reason"] == "which_appointment"
    assert done.ok
    assert house.ask("cancel_appointment", "call_4").ok
    assert house.ask("cancel_appointment", "call_5").data["reason"] == "no_such_appointment"


def test_no_alternative_overlaps_what_the_customer_already_has() -> None:
    house = make_house()
    house.ask("check_availability", when="morgen um 10", service="Haarschnitt Herren", staff="Ben")
    house.ask("book_appointment", name="Erika Müßig")
    house.ask(
        "check_availability", "call_2", "+4915199999999", when="morgen um 11", service="Dauerwelle"
    )

    answer = house.ask(
        "check_availability", "call_3", when="morgen um 11", service="Haarschnitt Damen"
    )

    assert answer.data["reason"] == "slot_taken"
    assert "2026-11-20T10:15" not in _offers_of(answer)


def test_the_same_person_is_the_same_customer_and_another_name_is_another() -> None:
    house = make_house()
    for call, day, name in (
        ("call_1", "Dienstag", "Erika Müßig"),
        ("call_2", "Mittwoch", "erika mussig"),
        ("call_3", "Donnerstag", "Hans Müßig"),
    ):
        house.ask("check_availability", call, when=f"am {day} um 10", service="Dauerwelle")
        house.ask("book_appointment", call, name=name)

    known = house.look().customers.with_phone(SALON.id, CALLER)
    assert [customer.name for customer in known] == ["Erika Müßig", "Hans Müßig"]


def test_hanging_up_gives_back_what_was_only_offered() -> None:
    house = make_house()
    house.ask("check_availability", when="morgen Vormittag", service="Haarschnitt Herren")

    house.hang_up()

    assert house.look().diary.holds_of(CallId("call_1"), house.watch.now) == []


def test_a_silent_calendar_is_no_free_calendar() -> None:
    house = make_house()
    house.calendar.fall_silent()

    answer = house.ask("check_availability", when="morgen um 10", service="Dauerwelle")

    assert answer.say.startswith("Ich erreiche gerade den Kalender nicht.")
    assert answer.data["reason"] == "unavailable"


def test_services_and_hours_are_told() -> None:
    house = make_house()

    services = house.ask("list_services").say
    hours = house.ask("get_opening_hours").say

    assert services == (
        "Wir bieten Haarschnitt Damen, 45 Minuten, 49 Euro, Haarschnitt Herren, 30 Minuten, "
        "32 Euro oder Dauerwelle, 135 Minuten, 119 Euro."
    )
    assert hours == (
        "Unsere Öffnungszeiten: Dienstag bis Freitag von 09:00 bis 18:00 Uhr; "
        "Samstag von 09:00 bis 14:00 Uhr."
    )


def test_fifty_callers_for_one_slot_give_one_appointment() -> None:
    house = make_house(50_000)
    answers = []

    def call(number: int) -> None:
        name = f"call_{number}"
        house.ask("check_availability", name, when="morgen um halb drei", service="Dauerwelle")
        answers.append(
            house.ask("book_appointment", name, name="Erika", when="morgen um halb drei")
        )

    threads = [threading.Thread(target=call, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    booked = [answer for answer in answers if answer.ok]
    assert len(booked) == 1
    assert len(answers) == 50
    assert all(answer.say for answer in answers)


def test_a_lost_call_gives_its_money_back() -> None:
    house = make_house()
    house.container.pick_up()(envelope())
    house.watch.go_on(hours=3)

    house.container.voice.override(providers.Object(MemoryVoice("secret")))
    closed = house.container.close_lost_calls()()

    assert closed == 1
    assert house.look().calls.get(CallId("call_1")).status is CallStatus.LOST
    assert house.look().wallets.get(SALON.id).available == Money(5000)
