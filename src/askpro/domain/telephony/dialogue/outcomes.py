"""What follows from a function's answer; its own sentence is what is said."""

import attrs

from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.dialogue.offered import offers_of
from askpro.domain.telephony.dialogue.state import (
    MOST_MISSES,
    Dialogue,
    Expecting,
    HangUp,
    Say,
    Step,
    Wishes,
)
from askpro.domain.telephony.dialogue.turns import QUESTIONS
from askpro.domain.telephony.spoken import say

_SETTLING = ("book_appointment", "cancel_appointment", "request_callback")
_MISSING = {
    "service": Expecting.SERVICE,
    "time": Expecting.TIME,
    "staff": Expecting.STAFF,
    "name": Expecting.NAME,
    "phone": Expecting.PHONE,
    "message": Expecting.MESSAGE,
}
_REASONS = {
    "name_needed": Expecting.NAME,
    "choose_one": Expecting.CHOICE,
    "nothing_offered": Expecting.TIME,
    "hold_gone": Expecting.TIME,
    "staff_cannot": Expecting.STAFF,
    "messages_only": Expecting.MESSAGE,
    "no_such_appointment": Expecting.ANYTHING,
    "already_over": Expecting.ANYTHING,
    "unknown_function": Expecting.ANYTHING,
    "bad_arguments": Expecting.ANYTHING,
}


def outcome(state: Dialogue, function: str | None, answer: Answer) -> Step:
    """Offers are read back, a booking is settled, a refusal says what to ask next."""
    if answer.data.get("reason") == "unknown_number":
        return HangUp(answer.say)
    if function in QUESTIONS.values():
        return _reminding(state, answer.say)
    if answer.ok and function in _SETTLING:
        return _settled(state, answer.say)
    offers = offers_of(answer.data)
    if offers:
        offered = attrs.evolve(state, offers=offers, agreed=None, misses=0)
        return offered.asking(Expecting.CHOICE, answer.say)
    if answer.ok:
        return state.asking(Expecting.ANYTHING, answer.say)
    return _refused(state, function, answer)


def _refused(state: Dialogue, function: str | None, answer: Answer) -> Step:
    """What is missing is asked for; where nothing can be asked, a callback is at hand."""
    reason, missing = str(answer.data.get("reason")), str(answer.data.get("missing"))
    expecting = _REASONS.get(reason) or _MISSING.get(missing) or Expecting.CALLBACK
    if function == "cancel_appointment" and expecting is Expecting.TIME:
        expecting = Expecting.APPOINTMENT
    if expecting is state.expecting:
        # The same question again: what was said did not help.
        state = attrs.evolve(state, misses=state.misses + 1)
        if state.misses >= MOST_MISSES:
            return state.ask(Expecting.CALLBACK, "offer_callback")
    choices = _choices(answer) if expecting in (Expecting.SERVICE, Expecting.STAFF) else ()
    return attrs.evolve(state, choices=choices).asking(expecting, answer.say)


def _choices(answer: Answer) -> tuple[str, ...]:
    """The names among which the function asks to choose."""
    names = answer.data.get("services") or answer.data.get("staff") or answer.data.get("able")
    return tuple(str(name) for name in names) if isinstance(names, list | tuple) else ()


def _settled(state: Dialogue, sentence: str) -> Say:
    """Done; only who is speaking is remembered for what may follow."""
    known = Wishes(name=state.wishes.name, email=state.wishes.email)
    return Say(sentence, Dialogue(state.ear, state.company, Expecting.GOODBYE, known))


def _reminding(state: Dialogue, sentence: str) -> Say:
    """After an answer in between, the open question is asked again."""
    key = state.open_question
    reminder = f" {say(key, state.language)}" if key else ""
    return Say(f"{sentence}{reminder}", state)
