"""Where a conversation stands, and the steps it can take."""

from collections.abc import Mapping
from enum import Enum

import attrs

from askpro.domain.organisations.organisation import Language
from askpro.domain.telephony.dialogue.offered import Offered
from askpro.domain.telephony.listening import Ear
from askpro.domain.telephony.spoken import say

MOST_MISSES = 2
HANGS_UP_AFTER_MISSES = 5


class Expecting(Enum):
    """What the agent's last sentence asked for."""

    ANYTHING = "anything"
    SERVICE = "service"
    TIME = "time"
    STAFF = "staff"
    CHOICE = "choice"
    NAME = "name"
    APPOINTMENT = "appointment"
    CALLBACK = "callback"
    PHONE = "phone"
    MESSAGE = "message"
    GOODBYE = "goodbye"


@attrs.frozen
class Wishes:
    """What the caller has said so far, in their words."""

    service: str | None = None
    when: str | None = None
    staff: str | None = None
    name: str | None = None
    email: str | None = None
    message: str | None = None


@attrs.frozen
class Say:
    """Say this and listen."""

    sentence: str
    state: "Dialogue"


@attrs.frozen
class Call:
    """Ask this function; ``state`` waits to be told its answer."""

    function: str
    arguments: Mapping[str, str]
    state: "Dialogue"


@attrs.frozen
class HangUp:
    """Say this and end the call."""

    sentence: str


Step = Say | Call | HangUp


_QUESTIONS = {
    Expecting.TIME: "ask_time",
    Expecting.NAME: "ask_name",
    Expecting.PHONE: "ask_callback_number",
    Expecting.MESSAGE: "ask_message",
}


@attrs.frozen
class Dialogue:
    """Where a conversation stands. Nothing in it changes; every step carries the next one.

    ``choices`` are the names a function asked to choose from, ``agreed`` is the offer the
    caller has said yes to, ``waiting_for`` the function that was asked, and ``misses``
    counts what was not understood since the last progress.
    """

    ear: Ear
    company: str
    expecting: Expecting = Expecting.ANYTHING
    wishes: Wishes = Wishes()
    offers: tuple[Offered, ...] = ()
    choices: tuple[str, ...] = ()
    agreed: Offered | None = None
    waiting_for: str | None = None
    misses: int = 0

    @property
    def language(self) -> Language:
        return self.ear.language

    def greet(self) -> Say:
        """The first sentence, which says that no human speaks."""
        only = self.expecting is Expecting.MESSAGE
        key = "greeting_message_only" if only else "greeting"
        return Say(say(key, self.language, company=self.company), self)

    def asking(self, expecting: Expecting, sentence: str) -> Say:
        """Say a sentence that asks for this."""
        return Say(sentence, attrs.evolve(self, expecting=expecting))

    def ask(self, expecting: Expecting, key: str) -> Say:
        """Ask for this with the sentence under the key."""
        return self.asking(expecting, say(key, self.language))

    @property
    def open_question(self) -> str | None:
        """The key of the sentence that asks the last question again, where there is one."""
        if self.expecting is Expecting.CHOICE:
            return "ask_agreement" if len(self.offers) == 1 else "choose_one"
        return _QUESTIONS.get(self.expecting)

    def call(self, function: str, **arguments: str | None) -> Call:
        """Ask the function; what is not known is left out."""
        given = {name: text for name, text in arguments.items() if text}
        return Call(function, given, attrs.evolve(self, waiting_for=function))

    def miss(self) -> Step:
        """Nothing was understood: ask again, then offer a callback, at last give up."""
        state = attrs.evolve(self, misses=self.misses + 1, waiting_for=None)
        if self.expecting is Expecting.GOODBYE or state.misses >= HANGS_UP_AFTER_MISSES:
            return self.goodbye()
        if state.misses >= MOST_MISSES:
            return state.ask(Expecting.CALLBACK, "offer_callback")
        return Say(say("not_heard", self.language), state)

    def goodbye(self) -> HangUp:
        return HangUp(say("goodbye", self.language))
