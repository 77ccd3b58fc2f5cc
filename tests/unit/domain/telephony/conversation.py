"""A conversation in a few lines: texts that are heard, answers that are told."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from askpro.domain.organisations.organisation import Language
from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.dialogue import Call, HangUp, Step, answer_phone, hear, told
from askpro.domain.telephony.spoken import say

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
HALF_PAST_TWO = "2026-11-20T13:30:00+00:00"

FREE = Answer(
    True,
    "Morgen um 14 Uhr 30 ist Haarschnitt Herren bei Mia frei. Soll ich das so buchen?",
    {"offers": [{"start": HALF_PAST_TWO, "staff": "Mia", "service": "Haarschnitt Herren"}]},
)
TAKEN = Answer(
    True,
    "Dieser Termin ist leider schon vergeben. Frei ist um 10 Uhr 30, um 15 Uhr oder Montag.",
    {
        "reason": "slot_taken",
        "offers": [
            {"start": "2026-11-20T09:30:00+00:00", "staff": "Mia", "service": "Haarschnitt"},
            {"start": "2026-11-20T14:00:00+00:00", "staff": "Tom Weiß", "service": "Haarschnitt"},
            {"start": "2026-11-23T13:30:00+00:00", "staff": "Mia", "service": "Haarschnitt"},
        ],
    },
)
BOOKED = Answer(
    True,
    "Ihr Termin ist gebucht: Haarschnitt Herren bei Mia, morgen um 14 Uhr 30.",
    {"appointment": {"id": "a1", "start": HALF_PAST_TWO, "staff": "Mia", "service": "x"}},
)
NO_SERVICE = Answer(False, "Welche Leistung möchten Sie buchen?", {"missing": "service"})
NO_TIME = Answer(False, "Wann möchten Sie kommen?", {"missing": "time"})
AWAY = Answer(False, "Ich erreiche gerade den Kalender nicht.", {"reason": "too_busy"})
NO_PHONE = Answer(False, "Unter welcher Nummer erreichen wir Sie?", {"missing": "phone"})
NOTED = Answer(True, "Ich habe Ihren Rückrufwunsch notiert.", {"callback": {"id": "c1"}})
SEVERAL = Answer(
    False, "Sie haben mehrere Termine.", {"reason": "which_appointment", "missing": "time"}
)
CANCELLED = Answer(True, "Ihr Termin ist abgesagt.", {"appointment": {"id": "a1"}})
HOURS = Answer(True, "Unsere Öffnungszeiten: Montag bis Freitag.", {"hours": "…"})
WITHHELD = Answer(False, "Ohne Ihre Rufnummer …", {"reason": "number_withheld"})
WHICH_SERVICE = Answer(
    False,
    "Meinen Sie Haarschnitt Herren oder Haarschnitt Damen?",
    {"missing": "service", "services": ["Haarschnitt Herren", "Haarschnitt Damen"]},
)
WHICH_STAFF = Answer(False, "Meinen Sie Mia?", {"missing": "staff", "staff": ["Mia"]})


WISH = "Ich hätte gern morgen um halb drei einen Haarschnitt Herren"
CHECK = "check_availability"
BOOK = "book_appointment"


def talk(*turns: str | Answer, language: Language = Language.GERMAN) -> Step:
    """The step after these turns; a text is heard, an answer is told."""
    step: Step = answer_phone("Salon Müller", THURSDAY, BERLIN, language)
    for turn in turns:
        assert not isinstance(step, HangUp), f"hung up before {turn!r}"
        step = told(step.state, turn) if isinstance(turn, Answer) else hear(step.state, turn)
    return step


def asked(step: Step) -> tuple[str, dict[str, str]]:
    assert isinstance(step, Call), step
    return step.function, dict(step.arguments)


def said(step: Step) -> str:
    assert not isinstance(step, Call), step
    return step.sentence


def german(key: str, **facts: str) -> str:
    return say(key, Language.GERMAN, **facts)
