"""The agent asks what is free."""

from collections.abc import Mapping

import attrs

from askpro.application.booking.book_appointment import MessagesOnly
from askpro.application.booking.find_slots import FindSlots
from askpro.application.booking.held_slots import HeldSlots
from askpro.application.conversation.choice import chosen_service, chosen_staff
from askpro.application.conversation.offers import tell
from askpro.application.conversation.said_time import day_of, said_time, wish_of
from askpro.domain.booking.bookability import StaffCannot
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
        service = chosen_service(desk, arguments.get("service"), held)
        if isinstance(service, Answer):
            return service
        staff = chosen_staff(desk, arguments.get("staff"))
        if isinstance(staff, Answer):
            return staff
        now = self.clock()
        phrase = said_time(desk, arguments, day_of(desk, held))
        if phrase is None:
            return Answer(False, say("ask_time", desk.language), {"missing": "time"})
        wish = wish_of(desk, phrase, now)
        if isinstance(wish, Answer):
            return wish
        try:
            offer = self.find_slots(desk, service, wish, staff)
        except StaffCannot as error:
            able = listed(error.able, desk.language)
            sentence = say_refusal(error, desk.language, staff=error.staff, able=able)
            return Answer(False, sentence, {"reason": error.code, "able": list(error.able)})
        return tell(desk, service, offer, now)
