"""Whole sentences, taken apart."""

import timeit
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.ids import ServiceId, StaffId
from askpro.domain.phrases import Answer, Found, Heard, Language, Named, Several, read_utterance
from askpro.domain.phrases.meaning import Exact, OnDay, Past, Unclear

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
WOMEN, MEN, PERM = (ServiceId(UUID(int=number)) for number in (1, 2, 3))
MIA, SUNDAY, MARIA = (StaffId(UUID(int=number)) for number in (11, 12, 13))
SERVICES = (
    Named(WOMEN, "Haarschnitt Damen"),
    Named(MEN, "Haarschnitt Herren"),
    Named(PERM, "Dauerwelle"),
)
STAFF = (Named(MIA, "Mia Schulz"), Named(SUNDAY, "Klaus Sonntag"), Named(MARIA, "Maria Weber"))


def heard(text: str, language: Language = "de", on_day: date | None = None) -> Heard:
    return read_utterance(
        text, NOW, BERLIN, language, services=SERVICES, staff=STAFF, on_day=on_day
    )


def at(day: int, hour: int, minute: int = 0) -> Exact:
    return Exact(datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC))


def test_time_service_and_name_come_out_of_one_sentence() -> None:
    said = heard(
        "Ich hätte gern morgen um halb drei einen Haarschnitt Herren, mein Name ist Erika Müßig"
    )

    assert said == Heard(time=at(20, 14, 30), service=Found(MEN, 1.0), name="Erika Müßig")


def test_a_date_in_figures_after_a_service_is_not_lost() -> None:
    for said in ("Dauerwelle am 25.11. um 10 Uhr", "eine Dauerwelle, 25.11.2026, 10:00"):
        assert heard(said) == Heard(time=at(25, 10), service=Found(PERM, 1.0))


def test_service_and_colleague_need_no_order() -> None:
    said = heard("bei der Mia, morgen um zehn, eine Dauerwelle bitte")

    assert said == Heard(time=at(20, 10), service=Found(PERM, 1.0), staff=Found(MIA, 0.85))


def test_a_name_that_is_a_day_stays_a_name() -> None:
    said = heard("Sonntag mein Name, am Montag um zehn bitte eine Dauerwelle")

    assert said == Heard(time=at(23, 10), service=Found(PERM, 1.0), name="Sonntag")


def test_who_names_a_service_again_and_again_means_it_once() -> None:
    assert heard("Dauerwelle, Dauerwelle, Dauerwelle, Dauerwelle, Dauerwelle").service == Found(
        PERM, 1.0
    )


@pytest.mark.parametrize(
    "rant", ["Damen Herren Schnitt Haar ", "bei von mit Frau ", "punkt at ", "x ", "a", "zehn elf "]
)
def test_no_rant_keeps_the_line_silent(rant: str) -> None:
    text = (rant * 500)[:500]
    heard(text)

    best = min(timeit.repeat(lambda: heard(text), number=1, repeat=3))

    # Ten times what it takes; it took a hundred times as much once.
    assert best < 0.1


def test_a_service_that_could_be_two_is_asked() -> None:
    assert heard("einen Haarschnitt bitte").service == Several((WOMEN, MEN), 0.85)
    assert heard("Haarschnitt Herren und Dauerwelle").service == Several((MEN, PERM), 1.0)


def test_two_colleagues_are_asked_and_the_day_is_kept() -> None:
    said = heard("bei Maria oder Mia am Montag um zehn")

    assert said.staff == Several((MARIA, MIA), 0.85)
    assert said.time == at(23, 10)


def test_herr_sonntag_is_a_colleague_and_sonntag_a_day() -> None:
    said = heard("Dauerwelle bei Herrn Sonntag am Sonntag um zehn")

    assert said.staff == Found(SUNDAY, 0.85)
    assert said.time == at(22, 10)
    assert heard("am Sonntag um zehn").staff is None


def test_a_slip_in_a_service_is_understood_and_no_word_is_lost() -> None:
    said = heard("Dauerwele am Dienstag um zehn")

    assert said.service == Found(PERM, 0.45)
    assert said.time == at(24, 10)
    assert said.rest == ""


def test_a_stranger_among_the_words_makes_the_time_unclear() -> None:
    said = heard("morgen um zehn bei Sabine")

    assert isinstance(said.time, Unclear)
    assert said.rest == "sabine"


def test_without_a_word_about_time_there_is_none() -> None:
    assert heard("Was kostet eine Dauerwelle?").time is None
    assert heard("ja gerne") == Heard(answer=Answer.YES)
    assert heard("nein") == Heard(answer=Answer.NO)


def test_a_no_with_a_new_day_is_a_correction() -> None:
    said = heard("nein, lieber am Dienstag")

    assert said == Heard(time=OnDay(date(2026, 11, 24)), answer=Answer.CORRECTION)


def test_an_address_is_no_correction_and_no_time() -> None:
    said = heard("meine E-Mail ist erika punkt müßig at example punkt de")

    assert said == Heard(email="erika.muessig@example.de")


def test_the_past_is_said_and_the_rest_still_understood() -> None:
    said = heard("heute um 8 Uhr eine Dauerwelle bei Mia")

    assert said.time == Past(at(19, 8))
    assert said.service == Found(PERM, 1.0)


def test_a_bare_time_belongs_to_the_day_of_the_dialogue() -> None:
    assert heard("um halb drei bitte", on_day=date(2026, 11, 24)).time == at(24, 14, 30)


def test_an_english_sentence() -> None:
    said = heard("I'd like a Dauerwelle tomorrow at half past two with Mia, my name is Anna", "en")

    assert said == Heard(
        time=at(20, 14, 30), service=Found(PERM, 1.0), staff=Found(MIA, 0.85), name="Anna"
    )


@given(st.text(max_size=80), st.sampled_from(["de", "en"]))
def test_no_text_breaks_the_reader(text: str, language: Language) -> None:
    assert isinstance(heard(text, language), Heard)
