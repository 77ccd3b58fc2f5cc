"""Yes, no, correction, and what is none of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.phrases import Answer, Language, understand_answer

YES, NO, CORRECTION = Answer.YES, Answer.NO, Answer.CORRECTION


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Ja", YES),
        ("Ja gern", YES),
        ("ja bitte buchen Sie den Termin", YES),
        ("genau", YES),
        ("das passt", YES),
        ("in Ordnung", YES),
        ("auf jeden Fall", YES),
        ("kein Problem", YES),
        ("nein", NO),
        ("nein danke", NO),
        ("passt nicht", NO),
        ("lieber nicht", NO),
        ("auf keinen Fall", NO),
        ("das ist nicht richtig", NO),
        ("nein, lieber um elf", CORRECTION),
        ("Nein, Schmidt", CORRECTION),
        ("ja, aber nicht am Montag", CORRECTION),
        ("nicht morgen, sondern übermorgen", CORRECTION),
        ("das passt mir leider nicht", NO),
        ("da kann ich leider nicht", NO),
        ("passt", YES),
        ("perfekt", YES),
        ("machen wir so", YES),
        ("dann machen wir das so", YES),
        ("leider", None),
        ("ja nein", None),
        ("ja, das ist nicht richtig", None),
        ("ich weiß nicht", None),
        ("vielleicht", None),
        ("Ich hätte gern einen Termin", None),
        ("Ich hätte ja gern einen Termin", None),
        ("passt das?", None),
        ("", None),
    ],
)
def test_a_german_answer(text: str, answer: Answer | None) -> None:
    assert understand_answer(text) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("yes please", YES),
        ("that's right", YES),
        ("sounds good", YES),
        ("no problem", YES),
        ("no", NO),
        ("that's not right", NO),
        ("no, Tuesday", CORRECTION),
        ("yes but at ten", CORRECTION),
        ("maybe", None),
        ("I'd like an appointment", None),
    ],
)
def test_an_english_answer(text: str, answer: Answer | None) -> None:
    assert understand_answer(text, "en") == answer


def test_a_no_beside_a_new_time_is_a_correction() -> None:
    assert understand_answer("nein", more=True) is CORRECTION


@given(st.text(max_size=80), st.sampled_from(["de", "en"]))
def test_a_word_not_known_is_never_a_yes(text: str, language: Language) -> None:
    assert understand_answer(f"{text} zzyzx", language) is not YES
