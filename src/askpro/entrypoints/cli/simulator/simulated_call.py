"""One call from ringing to analysis, with the deterministic dialogue as its agent."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.organisations.organisation import Language
from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.dialogue import (
    Call,
    Dialogue,
    HangUp,
    Say,
    Step,
    answer_phone,
    hear,
    told,
)
from askpro.domain.telephony.spoken import say
from askpro.entrypoints.cli.simulator import messages
from askpro.entrypoints.cli.simulator.answers import object_in, read_answer
from askpro.entrypoints.cli.simulator.line import Line, NobodyAnswers, ServiceAway
from askpro.entrypoints.cli.simulator.messages import Facts
from askpro.entrypoints.cli.simulator.outcome import Outcome, outcome_of
from askpro.entrypoints.cli.simulator.record import Record

RING = "/retell/inbound"
EVENTS = "/webhooks/retell"
FUNCTIONS = "/retell/functions"
MOST_CALLS_A_TURN = 5
_BERLIN = ZoneInfo("Europe/Berlin")

Show = Callable[[str, str], None]


def _show_nothing(who: str, text: str) -> None:
    """Nobody watches."""


@attrs.define
class SimulatedCall:
    """Ring, let the caller speak, hang up. ``caller`` None withholds the number.

    ``seconds`` pretends a length; without it the call lasts as long as the clock says.
    ``show`` is told every line: who (``agent``, ``user``, ``function``) and what.
    ``insists``: unlike the platform, which has an agent at hand, go no further than the
    ringing where the service does not answer it.
    """

    line: Line
    call_id: str
    to: str
    caller: str | None = None
    seconds: int | None = None
    language: Language = Language.GERMAN
    show: Show = _show_nothing
    record: Record = attrs.field(factory=Record)
    insists: bool = False
    rejected: bool = False
    over: bool = False
    _welcome: Mapping[str, object] = attrs.field(factory=dict, init=False)
    _facts: Facts = attrs.field(init=False)
    _state: Dialogue = attrs.field(init=False)
    _undelivered: list[str] = attrs.field(factory=list, init=False)

    def ring(self) -> str:
        """Ring and pick up; the greeting, or nothing where the call is rejected.

        Raises:
            NotAccepted: The service refuses the message: most often the key is wrong.
            NobodyAnswers: It does not answer, and this call insists.
        """
        self._facts = Facts(self.call_id, self.to, self.caller, self.line.clock())
        self._welcome = self._asked_what_to_do()
        if self._welcome.get("reject") is True:
            self.rejected = self.over = True
            return ""
        self._tell("call_started", messages.started(self._facts, self._welcome))
        greeting = self._greeting()
        self._state = greeting.state
        return self._say(greeting.sentence)

    def speak(self, text: str) -> str:
        """The caller says this; what the agent answers, all functions asked on the way.

        Raises:
            NotAccepted: The service refuses a message itself.
        """
        assert not self.over, "nobody listens any more"
        self.record.said("user", text)
        self.show("user", text)
        step: Step = hear(self._state, text)
        for _ in range(MOST_CALLS_A_TURN):
            if not isinstance(step, Call):
                break
            step = told(step.state, self._answer(step))
        assert not isinstance(step, Call), "a dialogue asks back before it asks again"
        if isinstance(step, HangUp):
            self.over = True
        else:
            self._state = step.state
        return self._say(step.sentence)

    def hang_up(self) -> Outcome:
        """End the call; a rejected one leaves nothing to tell."""
        if self.rejected:
            return Outcome(self.call_id, 0, "", rejected=True)
        reason = "agent_hangup" if self.over else "user_hangup"
        self.over = True
        length_ms = self._length_ms()
        outcome = outcome_of(self.call_id, length_ms, self.record)
        common = (self._facts, self._welcome, self.record, length_ms, reason)
        self._tell("call_ended", messages.ended(*common))
        summary = outcome.summary(self._state.language)
        self._tell("call_analyzed", messages.analysed(*common, summary, outcome.successful))
        return attrs.evolve(outcome, undelivered=tuple(self._undelivered))

    def _asked_what_to_do(self) -> Mapping[str, object]:
        """Where nobody answers in time the number's own agent picks up, knowing nothing."""
        try:
            answer = object_in(self.line.send(RING, messages.ring(self._facts)).content)
        except ServiceAway as error:
            if self.insists:
                raise NobodyAnswers(error.why) from error
            self._undelivered.append("call_inbound")
            return {}
        welcome = answer.get("call_inbound")
        if self.insists and not isinstance(welcome, dict):
            raise NobodyAnswers("what answers there is no askpro")
        return welcome if isinstance(welcome, dict) else {}

    def _greeting(self) -> Say:
        told_us = self._welcome.get("dynamic_variables")
        variables: Mapping[str, object] = told_us if isinstance(told_us, dict) else {}
        language = str(variables.get("language") or self.language.value)
        zone = variables.get("time_zone")
        return answer_phone(
            str(variables.get("company") or self.to),
            self._facts.started_at,
            ZoneInfo(str(zone)) if zone else _BERLIN,
            Language(language),
            messages_only=variables.get("mode") == "take_message",
        )

    def _say(self, sentence: str) -> str:
        self.record.said("agent", sentence)
        self.show("agent", sentence)
        return sentence

    def _answer(self, step: Call) -> Answer:
        self.record.asked(step.function, step.arguments)
        self.show("function", f"{step.function} {_listed(step.arguments)}".rstrip())
        message = messages.function_call(
            self._facts, self._welcome, self.record, step.function, step.arguments
        )
        try:
            read = read_answer(self.line.send(FUNCTIONS, message).content)
        except ServiceAway:
            read = None
        # What the agent says when it is left alone with an error.
        sorry = Answer(False, say("unavailable", step.state.language), {"reason": "unavailable"})
        answer = read or sorry
        self.record.answered(step.function, answer)
        return answer

    def _tell(self, event: str, message: messages.Message) -> None:
        """The platform gives an event up when nobody takes it."""
        try:
            self.line.send(EVENTS, message)
        except ServiceAway:
            self._undelivered.append(event)

    def _length_ms(self) -> int:
        if self.seconds is not None:
            return self.seconds * 1000
        return max((self.line.clock() - self._facts.started_at) // timedelta(milliseconds=1), 0)


def _listed(arguments: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={text!r}" for name, text in arguments.items())
