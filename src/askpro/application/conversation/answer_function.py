"""Answer what the agent asks during a call: always one shape, always a sentence."""

from collections.abc import Callable, Mapping

import attrs

from askpro.application.calls.extend_reservation import ExtendReservation
from askpro.application.calls.pick_up import PickUp
from askpro.domain.errors import WorldError
from askpro.domain.organisations.branch import UnknownNumber
from askpro.domain.organisations.organisation import Language
from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.desk import Desk
from askpro.domain.telephony.function import find_function
from askpro.domain.telephony.spoken import say_refusal
from askpro.ports.voice import FunctionCall

Handler = Callable[[Desk, Mapping[str, str]], Answer]


@attrs.frozen
class AnswerFunction:
    """The desk of the call, the function's handler, and a sentence for every refusal."""

    pick_up: PickUp
    extend_reservation: ExtendReservation
    handlers: Mapping[str, Handler]

    def __call__(self, wish: FunctionCall) -> Answer:
        """What the agent should say, and facts beside it.

        Where it is known, ``seconds_left`` tells how long the chain can go on paying.
        """
        try:
            desk = self.pick_up(wish.envelope)
        except UnknownNumber as error:
            return _refusal(error, Language.GERMAN)
        answer = self._answer(desk, wish)
        left = self.extend_reservation(desk)
        if left is None:
            return answer
        return attrs.evolve(answer, data={**answer.data, "seconds_left": left})

    def _answer(self, desk: Desk, wish: FunctionCall) -> Answer:
        try:
            function = find_function(wish.name)
            return self.handlers[function.name](desk, function.read(wish.arguments))
        except WorldError as error:
            return _refusal(error, desk.language)


def _refusal(error: WorldError, language: Language) -> Answer:
    return Answer(False, say_refusal(error, language), {"reason": error.code})
