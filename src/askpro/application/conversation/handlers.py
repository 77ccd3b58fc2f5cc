"""The table of live functions: which use case answers which name."""

from collections.abc import Mapping

from askpro.application.booking.book_appointment import BookAppointment
from askpro.application.booking.cancel_appointment import CancelAppointment
from askpro.application.booking.find_slots import FindSlots
from askpro.application.booking.held_slots import HeldSlots
from askpro.application.booking.request_callback import RequestCallback
from askpro.application.conversation.answer_function import Handler
from askpro.application.conversation.book_held import BookHeld
from askpro.application.conversation.cancel_booked import CancelBooked
from askpro.application.conversation.check_availability import CheckAvailability
from askpro.application.conversation.note_callback import NoteCallback
from askpro.application.conversation.tell_about_branch import get_opening_hours, list_services
from askpro.ports.clock import Clock


def live_handlers(
    *,
    clock: Clock,
    find_slots: FindSlots,
    held_slots: HeldSlots,
    book_appointment: BookAppointment,
    cancel_appointment: CancelAppointment,
    request_callback: RequestCallback,
) -> Mapping[str, Handler]:
    """A handler for every function of the contract."""
    check_availability = CheckAvailability(clock, find_slots, held_slots)
    return {
        "check_availability": check_availability,
        "book_appointment": BookHeld(clock, check_availability, held_slots, book_appointment),
        "cancel_appointment": CancelBooked(clock, cancel_appointment),
        "request_callback": NoteCallback(clock, request_callback),
        "list_services": list_services,
        "get_opening_hours": get_opening_hours,
    }
