"""Whatever is said, in whatever order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from askpro.domain.organisations.organisation import Language
from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.dialogue import Call, HangUp, Step, answer_phone, hear, told
from tests.unit.domain.telephony.conversation import (
    AWAY,
    BERLIN,
    BOOK,
    BOOKED,
    CANCELLED,
    FREE,
    HOURS,
    NO_PHONE,
    NO_SERVICE,
    NO_TIME,
    NOTED,
    SEVERAL,
    TAKEN,
    THURSDAY,
    WHICH_SERVICE,
    WHICH_STAFF,
    WISH,
    WITHHELD,
)

SAYINGS = st.one_of(
    st.text(max_size=40),
    st.sampled_from([
        "", "ja", "nein", "ja bitte", WISH, "halb elf", "das erste", "den dritten", "bei Mia",
        "morgen", "am 31. Februar", "um 25 Uhr", "Mein Name ist Erika", "Sonntag", "absagen",
        "Rückruf", "tschüss", "Was kostet das?", "Wann haben Sie auf?", "0151 123456",
        "erika@example.de", "nein, lieber Mittwoch", "noch einmal", "?", "nicht",
    ]),
)  # fmt: skip
ANSWERS = st.sampled_from(
    [
        FREE, TAKEN, BOOKED, NO_SERVICE, WHICH_SERVICE, WHICH_STAFF, NO_TIME,
         AWAY, NO_PHONE, NOTED, SEVERAL,
        CANCELLED,         HOURS, WITHHELD, Answer(False, "Nein."), Answer(True, "Gut."),
        Answer(True, "Seltsam.", {"offers": "keine"}),
        Answer(True, "Seltsam.", {"offers": [{"start": "morgen"}, 7, {}]}),
        Answer(False, "Wie heißen Sie?", {"reason": "name_needed"}),
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    turns=st.lists(st.one_of(SAYINGS, ANSWERS), max_size=8),
    language=st.sampled_from(list(Language)),
)
def test_whatever_is_said_or_answered_there_is_a_next_sentence(
    turns: list[str | Answer], language: Language
) -> None:
    step: Step = answer_phone("Salon", THURSDAY, BERLIN, language)
    for turn in turns:
        if isinstance(step, HangUp):
            break
        step = told(step.state, turn) if isinstance(turn, Answer) else hear(step.state, turn)
        if isinstance(step, Call):
            assert step.function
            assert step.state.waiting_for == step.function
        else:
            assert step.sentence.strip()


@settings(max_examples=150, deadline=None)
@given(turns=st.lists(SAYINGS, max_size=10), data=st.data())
def test_nothing_is_called_booked_unless_a_function_has_booked(
    turns: list[str], data: st.DataObject
) -> None:
    """Booking functions answer no here: then no sentence says otherwise."""
    refusals = st.sampled_from([FREE, TAKEN, NO_SERVICE, NO_TIME, AWAY, WITHHELD, HOURS])
    step: Step = answer_phone("Salon", THURSDAY, BERLIN)
    for turn in turns:
        if isinstance(step, HangUp):
            break
        step = hear(step.state, turn)
        if isinstance(step, Call):
            step = told(step.state, data.draw(refusals))
        assert not isinstance(step, Call)
        assert "gebucht" not in step.sentence


@settings(max_examples=150, deadline=None)
@given(turns=st.lists(SAYINGS, max_size=10), data=st.data())
def test_only_what_was_offered_and_agreed_to_is_booked(
    turns: list[str], data: st.DataObject
) -> None:
    step: Step = answer_phone("Salon", THURSDAY, BERLIN)
    for turn in turns:
        if isinstance(step, HangUp):
            break
        state = step.state
        step = hear(state, turn)
        if isinstance(step, Call):
            if step.function == BOOK:
                assert step.arguments["when"] in [offer.start for offer in state.offers]
                assert step.arguments["name"]
            step = told(step.state, data.draw(st.sampled_from([FREE, TAKEN, NO_TIME, AWAY])))
