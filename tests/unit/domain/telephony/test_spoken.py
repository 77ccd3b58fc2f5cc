"""What callers hear, in every language alike."""

from datetime import UTC, date, datetime, time, timedelta
from string import Formatter
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.errors import Missing, Refused, Unavailable
from askpro.domain.money import Currency, Money
from askpro.domain.organisations.organisation import Language
from askpro.domain.phrases import understand_time
from askpro.domain.phrases.meaning import Exact
from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.spoken import (
    listed,
    say,
    say_refusal,
    spoken_clock,
    spoken_day,
    spoken_money,
    spoken_time,
    spoken_weekdays,
)
from askpro.domain.telephony.spoken.english import ENGLISH
from askpro.domain.telephony.spoken.german import GERMAN

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = date(2026, 11, 20)
DE, EN = Language.GERMAN, Language.ENGLISH


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_tables_have_the_same_keys() -> None:
    assert GERMAN.keys() == ENGLISH.keys()


@pytest.mark.parametrize("key", GERMAN)
def test_both_sentences_of_a_key_have_the_same_places(key: str) -> None:
    assert places(GERMAN[key]) == places(ENGLISH[key])


@pytest.mark.parametrize("key", GERMAN)
def test_german_is_polite_and_calm(key: str) -> None:
    words = GERMAN[key].replace("?", " ").replace(".", " ").replace(",", " ").split()

    assert not {"du", "dir", "dich", "dein", "deine", "euch"} & {word.lower() for word in words}
    assert "!" not in GERMAN[key]


@pytest.mark.parametrize(
    ("day", "german", "english"),
    [
        (date(2026, 11, 20), "heute, Freitag, den 20. November", "today, Friday, 20 November"),
        (
            date(2026, 11, 21),
            "morgen, Samstag, den 21. November",
            "tomorrow, Saturday, 21 November",
        ),
        (date(2026, 11, 22), "übermorgen, Sonntag, den 22. November", "Sunday, 22 November"),
        (date(2026, 11, 24), "Dienstag, den 24. November", "Tuesday, 24 November"),
        (date(2027, 1, 4), "Montag, den 4. Januar 2027", "Monday, 4 January 2027"),
    ],
)
def test_days_are_said_by_weekday_and_date(day: date, german: str, english: str) -> None:
    assert spoken_day(day, FRIDAY, DE) == german
    assert spoken_day(day, FRIDAY, EN) == english


@pytest.mark.parametrize(
    ("hour", "minute", "german", "english"),
    [
        (14, 30, "um 14 Uhr 30", "at 2:30 pm"),
        (9, 0, "um 9 Uhr", "at 9 am"),
        (12, 5, "um 12 Uhr 5", "at 12:05 pm"),
        (0, 0, "um 0 Uhr", "at 12 am"),
    ],
)
def test_clocks_are_said_without_leading_noughts(
    hour: int, minute: int, german: str, english: str
) -> None:
    wall = datetime(2026, 11, 20, hour, minute, tzinfo=BERLIN)

    assert spoken_clock(wall, DE) == german
    assert spoken_clock(wall, EN) == english


def test_tomorrow_is_said_with_its_date() -> None:
    saturday = FRIDAY + timedelta(days=1)

    assert spoken_day(saturday, FRIDAY, DE) == "morgen, Samstag, den 21. November"
    assert spoken_day(saturday, FRIDAY, EN) == "tomorrow, Saturday, 21 November"


def test_the_day_is_the_day_of_the_branch() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # 00:30 on Saturday in Berlin

    assert spoken_time(late, late, BERLIN, DE).startswith("heute, Samstag")


@given(days=st.integers(1, 60), quarters=st.integers(8 * 4, 20 * 4))
def test_a_time_read_back_is_understood_as_that_time(days: int, quarters: int) -> None:
    """What the agent offers by day the caller may repeat, and means the same minute."""
    now = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
    clock = time(quarters // 4, quarters % 4 * 15)
    at = datetime.combine(date(2026, 11, 19) + timedelta(days), clock, BERLIN)

    said = spoken_time(at, now, BERLIN, DE)

    assert understand_time(said, now, BERLIN, "de") == Exact(at)


@pytest.mark.parametrize(
    ("weekdays", "german"),
    [
        ([1, 2, 3, 4], "Dienstag bis Freitag"),
        ([0, 1], "Montag, Dienstag"),
        ([0, 2, 4], "Montag, Mittwoch, Freitag"),
        ([5], "Samstag"),
    ],
)
def test_days_in_a_row_are_said_together(weekdays: list[int], german: str) -> None:
    assert spoken_weekdays(weekdays, DE) == german


def test_lists_end_in_or() -> None:
    assert listed(["a"], DE) == "a"
    assert listed(["a", "b", "c"], DE) == "a, b oder c"
    assert listed(["a", "b"], EN) == "a or b"
    assert listed([], EN) == ""


@pytest.mark.parametrize(
    ("cents", "german", "english"),
    [
        (4900, "49 Euro", "49 euros"),
        (4950, "49 Euro 50", "49 euros 50"),
        (5, "0 Euro 05", "0 euros 05"),
    ],
)
def test_prices_are_said_in_whole_euros_and_cents(cents: int, german: str, english: str) -> None:
    money = Money(cents, Currency.EUR)

    assert spoken_money(money, DE) == german
    assert spoken_money(money, EN) == english


@attrs.define
class NotInAnyTable(Refused):
    """A refusal nobody has written a sentence for."""


@attrs.define
class NotFoundAnywhere(Missing):
    """The same, missing."""


@attrs.define
class OutOfReach(Unavailable):
    """The same, unavailable."""


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (NotInAnyTable(), "refused"),
        (NotFoundAnywhere(), "missing"),
        (OutOfReach(), "unavailable"),
    ],
)
@pytest.mark.parametrize("language", list(Language))
def test_a_refusal_without_a_sentence_of_its_own_has_that_of_its_family(
    error: Refused | Missing | Unavailable, key: str, language: Language
) -> None:
    assert say_refusal(error, language) == say(key, language)


def test_an_answer_has_facts_of_its_own() -> None:
    first, second = Answer(True, "Gut."), Answer(True, "Gut.")

    assert first == second
    assert first.data == {}
    assert first.data is not second.data
