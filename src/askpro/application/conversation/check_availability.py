"""The agent asks what is free."""

from collections.abc import Mapping
from datetime import datetime

import attrs

from askpro.application.booking.book_appointment import MessagesOnly
from askpro.application.booking.find_slots import FindSlots
from askpro.application.booking.held_slots import HeldSlots
from askpro.application.conversation.choice import chosen_service, chosen_staff, hear
from askpro.application.conversation.offers import tell
from askpro.application.conversation.said_time import day_of, unclear, wish_of
from askpro.domain.booking.bookability import StaffCannot
from askpro.domain.booking.offer import Window
from askpro.domain.phrases.utterance import Heard
from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.desk import Desk, Mode
from askpro.domain.telephony.spoken import listed, say, say_refusal
from askpro.ports.clock import Clock


@attrs.frozen
class CheckAvailability:
    """Understand the wish, look, hold, and say what is free."""

    clock: Clock
    find_slots: FindSlots
    held_slots: HeldSlots

    def __call__(self, desk: Desk, arguments: Mapping[str, str]) -> Answer:
        """Offers with a hold on each, or the question that is still open."""
        if desk.mode is Mode.TAKE_MESSAGE:
            raise MessagesOnly
        held = self.held_slots(desk)
        heard = hear(desk, arguments, day_of(desk, [hold.during.start for hold in held]))
        service = chosen_service(desk, arguments.get("service"), heard, held)
        if isinstance(service, Answer):
            return service
        staff = chosen_staff(desk, arguments.get("staff"), heard)
        if isinstance(staff, Answer):
            return staff
        now = self.clock()
        wish = _wish(desk, heard, now)
        if isinstance(wish, Answer):
            return wish
        try:
            offer = self.find_slots(desk, service, wish, staff)
        except StaffCannot as error:
            able = listed(error.able, desk.language)
            sentence = say_refusal(error, desk.language, staff=error.staff, able=able)
            return Answer(False, sentence, {"reason": error.code, "able": list(error.able)})
        return tell(desk, service, offer, now)


def _wish(desk: Desk, heard: Heard, now: datetime) -> datetime | Window | Answer:
    """What to look for; words that were not understood are not the same as silence."""
    if heard.time is not None:
        return wish_of(desk, heard.time, now)
    if heard.rest:
        return unclear(desk)
    return Answer(False, say("ask_time", desk.language), {"missing": "time"})
