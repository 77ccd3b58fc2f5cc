"""The agent books what the caller has agreed to."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import attrs

from askpro.application.booking.book_appointment import BookAppointment, ChooseOne, HoldGone
from askpro.application.booking.held_slots import HeldSlots
from askpro.application.conversation.check_availability import CheckAvailability
from askpro.application.conversation.choice import hear
from askpro.application.conversation.said_time import day_of, speaks_of
from askpro.domain.booking.appointment import Appointment
from askpro.domain.moment import local
from askpro.domain.phrases.contact import understand_email
from askpro.domain.phrases.meaning import Exact, TimePhrase, Unclear
from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.desk import Desk
from askpro.domain.telephony.spoken import listed, say, spoken_time
from askpro.ports.clock import Clock


@attrs.frozen
class BookHeld:
    """Only what was offered and is still held is booked; anything else is offered first."""

    clock: Clock
    check_availability: CheckAvailability
    held_slots: HeldSlots
    book_appointment: BookAppointment

    def __call__(self, desk: Desk, arguments: Mapping[str, str]) -> Answer:
        """The confirmation, which exists only because the booking is committed."""
        starts = [hold.during.start for hold in self.held_slots(desk)]
        if not starts:
            # The agent asks again when our answer was lost, and what was on offer is booked.
            starts = [booked.during.start for booked in self.book_appointment.booked(desk)]
        phrase = hear(desk, arguments, day_of(desk, starts)).time
        try:
            start = _meant(desk, phrase, starts, self.clock())
        except HoldGone:
            return self._offer_first(desk, arguments)
        try:
            appointment = self.book_appointment(
                desk,
                name=arguments.get("name", ""),
                start=start,
                email=_email(arguments.get("email")),
            )
        except HoldGone:
            return self._offer_first(desk, arguments)
        except ChooseOne as error:
            now = self.clock()
            times = [spoken_time(at, now, desk.zone, desk.language) for at in error.starts]
            question = say("ask_which_time", desk.language, times=listed(times, desk.language))
            return Answer(False, question, {"reason": error.code, "missing": "time"})
        return self._confirmed(desk, appointment, arguments.get("email"))

    def _offer_first(self, desk: Desk, arguments: Mapping[str, str]) -> Answer:
        """Nothing is booked that was not read back: offer it, and let the caller agree."""
        return attrs.evolve(self.check_availability(desk, arguments), ok=False)

    def _confirmed(self, desk: Desk, appointment: Appointment, email: str | None) -> Answer:
        service = desk.catalogue.service(appointment.service_id)
        staff = desk.catalogue.member(appointment.staff_id)
        assert service is not None
        assert staff is not None
        start = appointment.during.start
        sentence = say(
            "booked_mail" if _email(email) else "booked",
            desk.language,
            service=service.name,
            staff=staff.name,
            time=spoken_time(start, self.clock(), desk.zone, desk.language),
        )
        told = {
            "id": str(appointment.id),
            "start": start.isoformat(),
            "local": local(start, desk.zone).strftime("%Y-%m-%dT%H:%M"),
            "service": service.name,
            "staff": staff.name,
        }
        return Answer(True, sentence, {"appointment": told})


def _meant(
    desk: Desk, phrase: TimePhrase | None, starts: Sequence[datetime], now: datetime
) -> datetime | None:
    """Which time the words mean, given what is on offer; None leaves it to the only offer.

    Words that name no time at all ("ja, gern") do not stand in the way of that; words that
    name another one do.

    Raises:
        HoldGone: A time was said, and nothing of it is on offer.
    """
    if isinstance(phrase, Exact):
        return phrase.at
    if phrase is None or isinstance(phrase, Unclear) or not starts:
        return None
    said = [at for at in starts if speaks_of(desk, phrase, now, at)]
    if not said:
        raise HoldGone(starts[0])
    return said[0] if len(said) == 1 else None


def _email(text: str | None) -> str | None:
    return understand_email(text) if text else None
