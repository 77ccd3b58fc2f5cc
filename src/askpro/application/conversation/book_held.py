"""The agent books what the caller has agreed to."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import attrs

from askpro.application.booking.book_appointment import BookAppointment, ChooseOne, HoldGone
from askpro.application.booking.held_slots import HeldSlots
from askpro.application.conversation.check_availability import CheckAvailability
from askpro.application.conversation.choice import hear
from askpro.application.conversation.said_time import day_of
from askpro.domain.booking.appointment import Appointment
from askpro.domain.booking.hold import Hold
from askpro.domain.moment import local
from askpro.domain.phrases.contact import understand_email
from askpro.domain.phrases.meaning import Ambiguous, Exact, OnDay, TimePhrase
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
        held = self.held_slots(desk)
        start = _meant(desk, hear(desk, arguments, day_of(desk, held)).time, held)
        try:
            appointment = self.book_appointment(
                desk,
                name=arguments.get("name", ""),
                start=start,
                email=_email(arguments.get("email")),
            )
        except HoldGone:
            # Nothing is booked that was not read back: offer it, and let the caller agree.
            return attrs.evolve(self.check_availability(desk, arguments), ok=False)
        except ChooseOne as error:
            now = self.clock()
            times = [spoken_time(at, now, desk.zone, desk.language) for at in error.starts]
            question = say("ask_which_time", desk.language, times=listed(times, desk.language))
            return Answer(False, question, {"reason": error.code, "missing": "time"})
        return self._confirmed(desk, appointment, arguments.get("email"))

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


def _meant(desk: Desk, phrase: TimePhrase | None, held: Sequence[Hold]) -> datetime | None:
    """Which time the words mean, given what is on offer; None leaves it to the only offer.

    Words that name no time at all ("ja, gern") do not stand in the way of that.
    """
    if isinstance(phrase, Exact):
        return phrase.at
    starts = [hold.during.start for hold in held]
    if isinstance(phrase, Ambiguous):
        exact = [one.at for one in phrase.candidates if isinstance(one, Exact)]
        offered = [at for at in exact if at in starts]
        return offered[0] if len(offered) == 1 else None
    if isinstance(phrase, OnDay):
        on_day = [at for at in starts if local(at, desk.zone).date() == phrase.day]
        return on_day[0] if len(on_day) == 1 else None
    return None


def _email(text: str | None) -> str | None:
    return understand_email(text) if text else None
