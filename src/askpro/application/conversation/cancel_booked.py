"""The agent cancels the caller's appointment."""

from collections.abc import Mapping
from functools import partial

import attrs

from askpro.application.booking.cancel_appointment import CancelAppointment, WhichAppointment
from askpro.application.conversation.choice import hear
from askpro.application.conversation.said_time import speaks_of
from askpro.domain.booking.appointment import NoSuchAppointment
from askpro.domain.phrases.meaning import Unclear
from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.desk import Desk
from askpro.domain.telephony.spoken import listed, say, spoken_time
from askpro.ports.clock import Clock


@attrs.frozen
class CancelBooked:
    """By number only; a caller who shows none is offered a callback."""

    clock: Clock
    cancel_appointment: CancelAppointment

    def __call__(self, desk: Desk, arguments: Mapping[str, str]) -> Answer:
        """The cancelled appointment, or which one is meant."""
        now = self.clock()
        phrase = hear(desk, arguments).time
        means = None
        if phrase is not None and not isinstance(phrase, Unclear):
            means = partial(speaks_of, desk, phrase, now)
        try:
            cancelled = self.cancel_appointment.on_call(desk, means, arguments.get("message", ""))
        except NoSuchAppointment as error:
            return Answer(False, say("no_appointment", desk.language), {"reason": error.code})
        except WhichAppointment as error:
            times = [spoken_time(at, now, desk.zone, desk.language) for at in error.starts]
            question = say("which_appointment", desk.language, times=listed(times, desk.language))
            return Answer(False, question, {"reason": error.code, "missing": "time"})
        time = spoken_time(cancelled.during.start, now, desk.zone, desk.language)
        sentence = say("cancelled", desk.language, time=time)
        return Answer(True, sentence, {"appointment": {"id": str(cancelled.id)}})
