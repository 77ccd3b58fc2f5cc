"""What phrases about time mean, one by one and in general."""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.phrases import Language, understand_time
from askpro.domain.phrases.meaning import (
    Ambiguous,
    Exact,
    Impossible,
    OnDay,
    Open,
    Past,
    TimePhrase,
    Unclear,
    Within,
)
from tests.cases import phrases
from tests.unit.domain.phrases import (
    english_sentences,
    german_days,
    german_doubts,
    german_habits,
    german_moments,
)

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)  # Thursday, 10:00 in Berlin
SHARED = Path(__file__).parents[4] / ".." / "shared" / "cases" / "german_dates.json"
GERMAN = [
    *german_moments.SENTENCES,
    *german_days.SENTENCES,
    *german_doubts.SENTENCES,
    *german_habits.SENTENCES,
]
KINDS = (Exact, OnDay, Within, Open, Ambiguous, Impossible, Past, Unclear)


def said(text: str, language: Language = "de", **context: Any) -> tuple[str, object]:
    return phrases.described(understand_time(text, NOW, BERLIN, language, **context), BERLIN)


def shared_cases() -> list[Any]:
    if not SHARED.exists():
        sentence = "the shared cases are not beside this repository"
        return [pytest.param({}, marks=pytest.mark.skip(reason=sentence))]
    document = json.loads(SHARED.read_text(encoding="utf-8"))
    head = {"now": document["now"], "zone": document["zone"]}
    return [pytest.param(head | case, id=case["expression"]) for case in document["cases"]]


@pytest.mark.parametrize("case", shared_cases())
def test_every_shared_case_has_the_right_answer(case: dict[str, Any]) -> None:
    (outcome,) = phrases.outcomes({"cases": [case]})

    assert outcome.passed, outcome


@pytest.mark.parametrize(("text", "kind", "value"), GERMAN)
def test_a_german_sentence_means(text: str, kind: str, value: object) -> None:
    assert said(text) == (kind, value)


@pytest.mark.parametrize(("text", "kind", "value"), english_sentences.SENTENCES)
def test_an_english_sentence_means(text: str, kind: str, value: object) -> None:
    assert said(text, "en") == (kind, value)


def test_a_bare_time_belongs_to_the_day_of_the_dialogue() -> None:
    tuesday = date(2026, 11, 24)

    assert said("um halb drei", on_day=tuesday) == ("datetime", "2026-11-24T14:30")
    assert said("zehn", on_day=tuesday) == ("datetime", "2026-11-24T10:00")
    assert said("vormittags", on_day=tuesday)[1] == ["2026-11-24T08:00", "2026-11-24T12:00"]
    assert said("am Mittwoch um zehn", on_day=tuesday) == ("datetime", "2026-11-25T10:00")
    assert said("half past two", "en", on_day=tuesday) == ("datetime", "2026-11-24T14:30")


def test_a_bare_time_on_a_day_of_the_dialogue_is_never_moved_to_another() -> None:
    today = date(2026, 11, 19)

    assert said("um neun", on_day=today) == ("past", "2026-11-19T09:00")


def test_a_bare_day_takes_the_time_of_the_dialogue() -> None:
    assert said("lieber am Mittwoch", at_clock=time(14, 30)) == ("datetime", "2026-11-25T14:30")
    assert said("am Mittwoch um elf", at_clock=time(14)) == ("datetime", "2026-11-25T11:00")


def test_decomposed_umlauts_capitals_and_transcriptions_are_one_spelling() -> None:
    expected = ("datetime", "2026-11-21T17:00")

    for spelling in (
        "übermorgen um fünf",
        "ÜBERMORGEN UM FÜNF",
        "u\u0308bermorgen um fu\u0308nf",
        "uebermorgen um fuenf",
    ):
        assert said(spelling) == expected


def test_the_hour_autumn_repeats_means_its_first() -> None:
    meant = understand_time("am 31.10.2027 um 02:30", NOW, BERLIN)

    assert meant == Exact(datetime(2027, 10, 31, 0, 30, tzinfo=UTC))


def test_the_fifty_third_week_waits_for_a_year_that_has_one() -> None:
    february = datetime(2027, 2, 1, 9, tzinfo=UTC)

    meant = understand_time("KW 53", february, BERLIN)

    assert phrases.described(meant, BERLIN)[1] == ["2032-12-27T00:00", "2033-01-03T00:00"]


def test_a_weekday_the_month_has_no_more_is_no_day_of_next_year() -> None:
    after_it = datetime(2026, 11, 30, 9, tzinfo=UTC)

    assert understand_time("am fünften Sonntag im November", after_it, BERLIN) == Impossible(
        "am fünften Sonntag im November"
    )


def test_the_weekend_on_a_saturday_is_this_one() -> None:
    saturday = datetime(2026, 11, 21, 9, tzinfo=UTC)

    meant = understand_time("am Wochenende", saturday, BERLIN)

    assert phrases.described(meant, BERLIN)[1] == ["2026-11-21T00:00", "2026-11-23T00:00"]


def test_a_time_of_the_past_is_answered_and_not_moved_an_hour_later() -> None:
    at_four = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)

    meant = understand_time("heute 15 Uhr", at_four, BERLIN)

    assert meant == Past(Exact(datetime(2026, 11, 19, 14, 0, tzinfo=UTC)))


def test_a_sign_nobody_can_speak_is_not_dropped() -> None:
    assert said("morgen um zehn 🦷")[0] == "unclear"


def test_a_naive_clock_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        understand_time("morgen", datetime(2026, 11, 19, 10), BERLIN)  # noqa: DTZ001


def test_a_text_beyond_all_measure_is_not_read_in_part() -> None:
    assert said("morgen um zehn" + " bitte" * 1000)[0] == "unclear"


WORDS = (
    "heute morgen übermorgen gestern am im um ab bis vor nach zwischen und oder nicht nein sondern "
    "Montag Freitag nächsten diesen Woche Wochen Monat Jahr in zwei acht 14 Uhr halb viertel drei "
    "zehn früh Abend mittags 3.5. 29. Februar Dezember 2027 25 KW 49 Ende Anfang des letzten "
    "Ostern Tagen Stunde einer 14:30 Minuten ersten fünften zum spätestens lieber jetzt 99999 "
    "tomorrow at next Tuesday noon half past to from week"
)
MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001
    max_value=datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
LANGUAGES = st.sampled_from(["de", "en"])
PHRASES = st.lists(st.sampled_from(WORDS.split()), max_size=9).map(" ".join)
TEXTS = st.one_of(st.text(max_size=60), PHRASES)


def moments(meant: TimePhrase) -> list[datetime]:
    match meant:
        case Exact(at):
            return [at]
        case Ambiguous(candidates):
            return [candidate.at for candidate in candidates if isinstance(candidate, Exact)]
    return []


@given(TEXTS, MOMENTS, LANGUAGES)
def test_any_text_is_answered_and_never_with_a_moment_of_the_past(
    text: str, now: datetime, language: Language
) -> None:
    meant = understand_time(text, now, BERLIN, language)

    assert isinstance(meant, KINDS)
    assert all(moment > now for moment in moments(meant))


@given(
    st.sampled_from(["morgen um halb drei", "am Dienstag um zehn", "in zwei Wochen", "um 25 Uhr"]),
    st.lists(st.sampled_from(["bitte", "gern", "also", "ja", "ähm", "vielleicht"]), max_size=4),
    st.lists(st.sampled_from(["bitte", "wenn möglich", "oder so", "danke"]), max_size=3),
)
def test_fillers_in_any_order_do_not_change_the_meaning(
    core: str, before: list[str], after: list[str]
) -> None:
    meant = said(" ".join([*before, core, *after]))

    assert meant == said(core)


@given(st.sampled_from(GERMAN), st.sampled_from(["Banane", "Auto", "zwölfzig"]))
def test_one_word_too_many_is_never_ignored(
    sentence: tuple[str, str, object], stranger: str
) -> None:
    assert said(f"{sentence[0]} {stranger}")[0] == "unclear"
