"""The agent notes a wish to be called back, or a message."""

from collections.abc import Mapping

import attrs

from askpro.application.booking.request_callback import RequestCallback
from askpro.domain.organisations.branch import NotANumber, e164
from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.desk import Desk
from askpro.domain.telephony.spoken import say, spoken_time
from askpro.ports.clock import Clock


@attrs.frozen
class NoteCallback:
    """Somebody who shows no number must tell one; a wish nobody can answer is none."""

    clock: Clock
    request_callback: RequestCallback

    def __call__(self, desk: Desk, arguments: Mapping[str, str]) -> Answer:
        """The noted wish and by when it is answered."""
        phone = _number(arguments.get("phone")) or desk.caller
        if phone is None:
            question = say("ask_callback_number", desk.language)
            return Answer(False, question, {"missing": "phone"})
        noted = self.request_callback(
            desk,
            message=arguments.get("message", ""),
            name=arguments.get("name", ""),
            phone=phone,
        )
        until = spoken_time(noted.due_at, self.clock(), desk.zone, desk.language)
        sentence = say("callback_noted", desk.language, time=until)
        return Answer(True, sentence, {"callback": {"id": str(noted.id)}})


def _number(text: str | None) -> str | None:
    """A told number in E.164; German numbers may be told with their leading nought."""
    if text is None:
        return None
    digits = "".join(char for char in text if char.isdigit() or char == "+")
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"+49{digits[1:]}"
    try:
        return e164(digits)
    except NotANumber:
        return None
