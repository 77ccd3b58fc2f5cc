"""What follows from what the caller said."""

import re

import attrs

from askpro.domain.moment import local
from askpro.domain.telephony.dialogue.offered import Offered, chosen, counted, only_counts
from askpro.domain.telephony.dialogue.state import Call, Dialogue, Expecting, Step
from askpro.domain.telephony.listening import Ear, Heard, Want

QUESTIONS = {Want.OPENING_HOURS: "get_opening_hours", Want.SERVICES: "list_services"}
_ASIDE = (Want.CALLBACK, Want.CANCEL, *QUESTIONS)
_INTRODUCTION = re.compile(
    r"^(?:(?:ja|also|mein|der|name|ist|ich|heiße|auf|den|frau|herrn?|familie|my|is|it's|mrs?|ms)"
    r"\b[\s,.:]*)*",
    re.IGNORECASE,
)
MOST_NAME_WORDS = 3


def turn(state: Dialogue, heard: Heard) -> Step:
    """An answer to the last question, a wish of any kind, or a miss."""
    noted = _noting(state, heard)
    step = _as_expected(noted, heard) or _as_wanted(noted, heard)
    if step is None and (heard.name or heard.email) and noted.open_question:
        return noted.ask(noted.expecting, noted.open_question)
    return step or noted.miss()


def _noting(state: Dialogue, heard: Heard) -> Dialogue:
    """Name and address are kept whenever they are said."""
    wishes = attrs.evolve(
        state.wishes,
        name=heard.name or state.wishes.name,
        email=heard.email or state.wishes.email,
    )
    return attrs.evolve(state, wishes=wishes, waiting_for=None)


def _as_expected(state: Dialogue, heard: Heard) -> Step | None:
    """What the words mean as an answer to the last question; None where they are none."""
    answer = _ANSWERS.get(state.expecting)
    if answer is None or (state.expecting in _NOT_ASIDE and _asks(heard)):
        return None
    return answer(state, heard)


def _after_names(state: Dialogue, heard: Heard) -> Step | None:
    """ "Das zweite", or a yes to the only name: the name itself is what is asked for."""
    if heard.ordinal is not None and (heard.when is None or only_counts(heard, state.ear)):
        picked = counted(state.choices, heard.ordinal)
    else:
        picked = state.choices if heard.yes and len(state.choices) == 1 else ()
    if not picked:
        return None
    if state.expecting is Expecting.STAFF:
        return _look(attrs.evolve(state, wishes=attrs.evolve(state.wishes, staff=picked[0])))
    return _look(attrs.evolve(state, wishes=attrs.evolve(state.wishes, service=picked[0])))


def _after_message(state: Dialogue, heard: Heard) -> Step | None:
    if Want.GOODBYE in heard.wants:
        return None
    return _note_callback(state, heard.text)


def _after_phone(state: Dialogue, heard: Heard) -> Step | None:
    if not any(char.isdigit() for char in heard.text):
        return None
    return _note_callback(state, state.wishes.message or heard.text, phone=heard.text)


def _after_appointments(state: Dialogue, heard: Heard) -> Step | None:
    if heard.when is None or heard.corrects or Want.CALLBACK in heard.wants:
        return None
    return state.call("cancel_appointment", when=heard.when)


def _after_offer(state: Dialogue, heard: Heard) -> Step | None:
    """Only an explicit yes to the only offer, or a choice among several, is agreement."""
    spoken_of = chosen(heard, state.offers, state.ear)
    if spoken_of is not None and not spoken_of:
        return _check(state, heard)
    if heard.corrects and not spoken_of:
        return _instead(state, heard)
    left = state.offers if spoken_of is None else spoken_of
    if len(left) == 1 and (heard.yes or spoken_of):
        return _agree(state, left[0])
    if heard.yes or spoken_of:
        return state.ask(Expecting.CHOICE, "choose_one")
    return None


def _instead(state: Dialogue, heard: Heard) -> Step:
    """After a no: what is wanted instead, or the question when."""
    if heard.when or heard.what or heard.staff:
        return _check(state, heard)
    again = attrs.evolve(state, offers=(), wishes=attrs.evolve(state.wishes, when=None))
    return again.ask(Expecting.TIME, "ask_time")


def _agree(state: Dialogue, offer: Offered) -> Step:
    agreed = attrs.evolve(state, agreed=offer, misses=0)
    if state.wishes.name is None:
        return agreed.ask(Expecting.NAME, "ask_name")
    return _book(agreed)


def _after_name(state: Dialogue, heard: Heard) -> Step | None:
    if heard.corrects:
        return _instead(state, heard)
    name = heard.name or _bare_name(heard, state.ear)
    if name is None:
        return None
    return _book(attrs.evolve(state, wishes=attrs.evolve(state.wishes, name=name), misses=0))


def _after_callback_offer(state: Dialogue, heard: Heard) -> Step | None:
    if Want.AGAIN in heard.wants and state.agreed is not None:
        return _book(state)
    if heard.yes:
        return _note_callback(state, state.wishes.message or _summary(state) or heard.text)
    if heard.corrects and not (heard.when or heard.what):
        return attrs.evolve(state, misses=0).ask(Expecting.ANYTHING, "how_can_i_help")
    return None


def _after_all(state: Dialogue, heard: Heard) -> Step | None:
    return None if heard.when or heard.staff or heard.what else state.goodbye()


_ANSWERS = {
    Expecting.SERVICE: _after_names,
    Expecting.STAFF: _after_names,
    Expecting.MESSAGE: _after_message,
    Expecting.PHONE: _after_phone,
    Expecting.APPOINTMENT: _after_appointments,
    Expecting.CHOICE: _after_offer,
    Expecting.NAME: _after_name,
    Expecting.CALLBACK: _after_callback_offer,
    Expecting.GOODBYE: _after_all,
}
_NOT_ASIDE = (Expecting.CHOICE, Expecting.NAME, Expecting.CALLBACK, Expecting.GOODBYE)


def _as_wanted(state: Dialogue, heard: Heard) -> Step | None:
    """What the words ask for, whatever the last question was."""
    return _aside(state, heard) or _appointment(state, heard)


def _aside(state: Dialogue, heard: Heard) -> Step | None:
    if Want.CALLBACK in heard.wants and not heard.corrects:
        return _note_callback(state, heard.text)
    if Want.CANCEL in heard.wants and not heard.corrects:
        wishes = attrs.evolve(state.wishes, message=heard.text)
        cancelling = attrs.evolve(state, wishes=wishes)
        return cancelling.call("cancel_appointment", when=heard.when, message=heard.text)
    asked = next((QUESTIONS[want] for want in heard.wants if want in QUESTIONS), None)
    return state.call(asked) if asked else None


def _appointment(state: Dialogue, heard: Heard) -> Step | None:
    if heard.when or heard.staff or Want.BOOK in heard.wants:
        return _check(state, heard)
    if Want.GOODBYE in heard.wants:
        return state.goodbye()
    if heard.what and state.expecting not in (Expecting.CHOICE, Expecting.NAME):
        return _check(state, heard)
    if state.expecting is Expecting.ANYTHING and not heard.what:
        return state.ask(Expecting.ANYTHING, "how_can_i_help")
    return None


def _check(state: Dialogue, heard: Heard) -> Call:
    """Look again with everything said so far; the later words win."""
    wishes, said = state.wishes, heard.when
    if heard.what and said is None and state.expecting is Expecting.TIME:
        said = heard.text
    elif heard.what and state.expecting is Expecting.STAFF and not heard.staff:
        wishes = attrs.evolve(wishes, staff=heard.what)
    elif heard.what:
        wishes = attrs.evolve(wishes, service=heard.what)
    if said is not None:
        wishes = attrs.evolve(wishes, when=_when(state, said))
    if heard.staff is not None:
        wishes = attrs.evolve(wishes, staff=heard.staff)
    return _look(attrs.evolve(state, wishes=wishes))


def _when(state: Dialogue, said: str) -> str:
    """What was said before, corrected. A bare time of day means the day that is on offer,
    which the function knows from what it holds."""
    both = state.ear.joined(state.wishes.when, said)
    days = {local(offer.at, state.ear.zone).date() for offer in state.offers}
    if len(days) != 1 or not state.ear.is_bare_clock(said):
        return both
    (day,) = days
    return both if state.ear.time(both) == state.ear.time(said, day) else said


def _look(state: Dialogue) -> Call:
    wishes = state.wishes
    looking = attrs.evolve(state, offers=(), agreed=None, choices=())
    return looking.call(
        "check_availability", service=wishes.service, when=wishes.when, staff=wishes.staff
    )


def _book(state: Dialogue) -> Step:
    """``when`` is the start as the offer had it, so that nothing else can be booked."""
    if state.agreed is None:
        return state.ask(Expecting.TIME, "ask_time")
    return state.call(
        "book_appointment",
        when=state.agreed.start,
        name=state.wishes.name,
        email=state.wishes.email,
    )


def _note_callback(state: Dialogue, message: str, phone: str | None = None) -> Call:
    noting = attrs.evolve(state, wishes=attrs.evolve(state.wishes, message=message))
    return noting.call("request_callback", message=message, name=state.wishes.name, phone=phone)


def _summary(state: Dialogue) -> str:
    wanted = (state.wishes.service, state.wishes.when, state.wishes.staff)
    return ", ".join(part for part in wanted if part)


def _asks(heard: Heard) -> bool:
    return any(want in heard.wants for want in _ASIDE)


def _bare_name(heard: Heard, ear: Ear) -> str | None:
    """Frau Sonntag and Herr März exist, so a lone word of time may answer "which name?"."""
    left = _INTRODUCTION.sub("", heard.text).strip(" .,!?")
    words = left.split()
    fits = 0 < len(words) <= MOST_NAME_WORDS and not any(char.isdigit() for char in left)
    if not fits or heard.answer is not None or any(ear.is_filler(word) for word in words):
        return None
    return left
