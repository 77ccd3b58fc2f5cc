"""The table of live functions: which use case answers which name."""

from collections.abc import Mapping

from askpro.application.booking.book_appointment import BookAppointment
from askpro.application.booking.cancel_appointment import CancelAppointment
from askpro.application.booking.find_slots import FindSlots
from askpro.application.booking.request_callback import RequestCallback
from askpro.application.conversation.answer_function import Handler
from askpro.ports.clock import Clock


def live_handlers(
    *,
    clock: Clock,
    find_slots: FindSlots,
    book_appointment: BookAppointment,
    cancel_appointment: CancelAppointment,
    request_callback: RequestCallback,
) -> Mapping[str, Handler]:
    """A handler for every function of the contract."""
    return {}
