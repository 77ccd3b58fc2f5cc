"""The voice agent as a state machine: what it says next, and what it asks of us.

It understands only what steers a conversation. What a service, a time or a colleague is
the functions know, so they get the caller's own words; and what they answer is said as
they put it. No sentence here claims that anything is booked: that sentence exists only
as the answer of a function that has booked.

    heard                          next
    a wish, even in part           check_availability, which asks for what is missing
    yes, or which of the offers    the name where it is unknown, then book_appointment
    no, or something else          check_availability again, with the correction
    nothing understood, twice      a callback is offered
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.organisations.organisation import Language
from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.dialogue.outcomes import outcome
from askpro.domain.telephony.dialogue.state import Call, Dialogue, Expecting, HangUp, Say, Step
from askpro.domain.telephony.dialogue.turns import turn
from askpro.domain.telephony.listening import Ear, listen

__all__ = ["Call", "Dialogue", "HangUp", "Say", "Step", "answer_phone", "hear", "told"]


def answer_phone(
    company: str,
    opened_at: datetime,
    zone: ZoneInfo,
    language: Language = Language.GERMAN,
    *,
    messages_only: bool = False,
) -> Say:
    """The greeting, and the dialogue that begins with it."""
    expecting = Expecting.MESSAGE if messages_only else Expecting.ANYTHING
    return Dialogue(Ear(language, opened_at, zone), company, expecting).greet()


def hear(state: Dialogue, text: str) -> Step:
    """What follows from what the caller said; never raises for a text."""
    heard = listen(text, state.ear, name_asked=state.expecting is Expecting.NAME)
    return state.miss() if heard.nothing else turn(state, heard)


def told(state: Dialogue, answer: Answer) -> Step:
    """What follows from the answer of the function that was asked last."""
    return outcome(attrs.evolve(state, waiting_for=None), state.waiting_for, answer)
