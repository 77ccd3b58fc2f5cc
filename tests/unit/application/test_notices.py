"""Letters: each occasion once, true when it leaves, retried when the post fails."""

from datetime import timedelta

import attrs
import pytest

from askpro.domain.errors import Missing, Unavailable
from askpro.domain.ids import CallId
from askpro.domain.notices.notice import Occasion
from askpro.domain.notices.template import written_time
from askpro.domain.organisations.organisation import Language
from askpro.domain.organisations.scope import Scope
from askpro.ports.messenger import Undeliverable
from tests.unit.application.house import (
    BERLIN,
    BRANCH,
    CATALOGUE,
    PLATFORM,
    THURSDAY_TEN,
    House,
    make_house,
)


def book(house: House, email: str | None = "erika@example.org") -> str:
    house.ask("check_availability", when="am Dienstag um 10", service="Dauerwelle")
    told = {"name": "Erika Müßig"} | ({"email": email} if email else {})
    house.ask("book_appointment", **told)
    (appointment,) = house.look().appointments.of_call(CallId("call_1"))
    return str(appointment.id)


def test_the_confirmation_names_time_place_and_person_and_carries_the_event() -> None:
    house = make_house()
    book(house)

    house.work_off()

    letter = house.messenger.letters[0]
    assert letter.subject == (
        "Ihr Termin bei Salon Haarmonie: Dienstag, 24. November 2026, 10:00 Uhr"
    )
    assert "Dauerwelle bei Mia\nLindenstraße 12, 50674 Köln" in letter.text
    assert letter.event is not None
    assert letter.event.during.length == timedelta(minutes=135)
    assert not letter.event.cancelled


def test_a_customer_without_an_address_gets_no_letter_but_the_branch_does() -> None:
    house = make_house()
    book(house, email=None)

    house.work_off()

    assert [letter.recipient for letter in house.messenger.letters] == ["salon@example.org"]


def test_the_post_failing_delays_the_letter_and_loses_nothing() -> None:
    house = make_house()
    book(house)
    house.messenger.fail(Unavailable())
    house.work_off()
    assert house.messenger.letters == ()

    house.messenger.fail(None)
    house.watch.go_on(minutes=10)
    house.work_off()

    assert len(house.messenger.letters) == 2


def test_a_letter_that_can_never_arrive_is_seen_among_the_dead() -> None:
    house = make_house()
    book(house)
    house.messenger.fail(Undeliverable("erika@example.org", "550 no such mailbox"))

    house.work_off()

    assert "550 no such mailbox" in house.queue.dead_letters()[0].error


def test_a_letter_that_has_left_is_not_sent_again() -> None:
    house = make_house()
    key = f"confirmed:{book(house)}:customer"
    house.work_off()
    facts = {
        "occasion": Occasion.CONFIRMED.value,
        "reader": "customer",
        "recipient": "erika@example.org",
        "appointment_id": key.split(":")[1],
    }
    house.messenger.fail(Unavailable())

    house.container.deliver_notice()(key, facts)

    assert house.look().letters.sent(key)


def test_what_was_cancelled_before_the_letter_left_is_not_confirmed() -> None:
    house = make_house()
    book(house)
    house.messenger.fail(Unavailable())
    house.work_off()
    house.ask("cancel_appointment", "call_2")
    house.messenger.fail(None)
    house.watch.go_on(minutes=10)

    house.work_off()

    assert [letter.key.split(":")[0] for letter in house.messenger.letters] == [
        "cancelled",
        "cancelled",
    ]
    cancelled = house.messenger.letters[0].event
    assert cancelled is not None
    assert cancelled.cancelled
    assert cancelled.sequence > 0


def test_a_service_that_is_gone_leaves_nothing_to_say() -> None:
    house = make_house()
    book(house)
    with house.storage.begin(Scope.everything()) as work:
        work.catalogues.put(BRANCH.id, attrs.evolve(CATALOGUE, services=()))

    house.work_off()

    assert house.messenger.letters == ()
    assert house.queue.dead_letters()


def test_a_callback_is_announced_with_its_deadline() -> None:
    house = make_house()

    house.ask("request_callback", message="Frage zur Farbe", name="Erika Müßig")
    house.work_off()

    (letter,) = house.messenger.letters
    assert letter.subject == "Rückrufwunsch: Erika Müßig"
    assert "bis Freitag, 20. November 2026, 10:00 Uhr" in letter.text
    assert "Frage zur Farbe" in letter.text


def test_a_callback_without_a_name_says_so() -> None:
    house = make_house()

    house.ask("request_callback", message="Frage zur Farbe")
    house.work_off()

    (letter,) = house.messenger.letters
    assert letter.subject == "Rückrufwunsch ohne Namen"
    assert "und hat keinen Namen genannt." in letter.text


def test_a_callback_that_is_gone_leaves_nothing_to_say() -> None:
    house = make_house()
    facts = {
        "occasion": "callback",
        "recipient": "salon@example.org",
        "call_id": "call_1",
        "callback_id": "x",
    }

    with pytest.raises(Missing):
        house.container.deliver_notice()("callback:x:branch", facts)


def test_a_platform_without_an_address_gets_no_alarms() -> None:
    assert PLATFORM.email is not None
    house = make_house(salon_cents=0)

    house.ask("list_services")
    house.work_off()

    assert [letter.recipient for letter in house.messenger.letters] == [PLATFORM.email]


def test_times_are_written_out_in_both_languages() -> None:
    assert written_time(THURSDAY_TEN, BERLIN, Language.GERMAN) == (
        "Donnerstag, 19. November 2026, 10:00 Uhr"
    )
    assert written_time(THURSDAY_TEN, BERLIN, Language.ENGLISH) == (
        "Thursday, 19 November 2026, 10:00"
    )
