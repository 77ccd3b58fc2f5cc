"""What came of a call, in a sentence."""

import pytest

from askpro.domain.organisations.organisation import Language
from askpro.entrypoints.cli.simulator import Booked, Outcome

BOOKED = Booked("a", "2026-11-24T09:00:00+00:00", "Mia", "Dauerwelle")


@pytest.mark.parametrize(
    ("outcome", "german", "english"),
    [
        (Outcome("c", 1, ""), "Nichts gebucht.", "Nothing booked."),
        (Outcome("c", 1, "", booked=(BOOKED,)), "Gebucht: 1.", "Booked: 1."),
        (
            Outcome("c", 1, "", booked=(BOOKED,), cancelled=("a",), callbacks=("b", "c")),
            "Gebucht: 1, abgesagt: 1, Rückrufe notiert: 2.",
            "Booked: 1, cancelled: 1, callbacks noted: 2.",
        ),
        (Outcome("c", 1, "", cancelled=("a",)), "Abgesagt: 1.", "Cancelled: 1."),
    ],
)
def test_the_summary_names_what_happened_in_the_calls_language(
    outcome: Outcome, german: str, english: str
) -> None:
    assert outcome.summary(Language.GERMAN) == german
    assert outcome.summary(Language.ENGLISH) == english
