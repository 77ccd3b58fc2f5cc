"""The composition: which adapter does what, and what every use case needs.

The only place that chooses adapters. Construction is synchronous and does no work; tests
override providers.
"""

from dependency_injector import containers, providers

from askpro.application.billing.top_up_by_hand import TopUpByHand
from askpro.application.billing.verify_ledger import VerifyLedger
from askpro.application.booking.book_appointment import BookAppointment
from askpro.application.booking.cancel_appointment import CancelAppointment
from askpro.application.booking.confirm_appointment import ConfirmAppointment, WithdrawAppointment
from askpro.application.booking.find_slots import FindSlots
from askpro.application.booking.held_slots import HeldSlots
from askpro.application.booking.request_callback import RequestCallback
from askpro.application.calls.close_lost_calls import CloseLostCalls
from askpro.application.calls.hear_of_call import HearOfCall
from askpro.application.calls.keep_message import KeepMessage
from askpro.application.calls.pick_up import PickUp
from askpro.application.conversation.answer_function import AnswerFunction
from askpro.application.conversation.handlers import live_handlers
from askpro.application.notices.deliver_notice import DeliverNotice
from askpro.application.organisations.admit_key import AdmitKey
from askpro.application.organisations.give_key import GiveKey


class Container(containers.DeclarativeContainer):
    """Adapters above, use cases below."""

    clock = providers.Dependency(instance_of=object)
    new_id = providers.Dependency(instance_of=object)
    storage = providers.Dependency(instance_of=object)
    views = providers.Dependency(instance_of=object)
    queue = providers.Dependency(instance_of=object)
    calendar = providers.Dependency(instance_of=object)
    messenger = providers.Dependency(instance_of=object)
    voice = providers.Dependency(instance_of=object)
    payments = providers.Dependency(instance_of=object)
    keys = providers.Dependency(instance_of=object)
    sessions = providers.Dependency(instance_of=object)
    readiness = providers.Dependency(instance_of=object)

    pick_up = providers.Singleton(PickUp, storage, clock)
    hear_of_call = providers.Singleton(HearOfCall, storage, clock, new_id, pick_up)
    keep_message = providers.Singleton(KeepMessage, storage, clock)
    close_lost_calls = providers.Singleton(CloseLostCalls, storage, voice, clock, hear_of_call)
    find_slots = providers.Singleton(FindSlots, storage, calendar, clock, new_id)
    held_slots = providers.Singleton(HeldSlots, storage, clock)
    book_appointment = providers.Singleton(BookAppointment, storage, clock, new_id)
    cancel_appointment = providers.Singleton(CancelAppointment, storage, clock)
    confirm_appointment = providers.Singleton(ConfirmAppointment, storage, calendar, clock)
    withdraw_appointment = providers.Singleton(WithdrawAppointment, storage, calendar)
    request_callback = providers.Singleton(RequestCallback, storage, clock, new_id)
    deliver_notice = providers.Singleton(DeliverNotice, storage, messenger, clock)
    top_up_by_hand = providers.Singleton(TopUpByHand, storage, clock, new_id)
    verify_ledger = providers.Singleton(VerifyLedger, storage)
    admit_key = providers.Singleton(AdmitKey, storage, keys)
    give_key = providers.Singleton(GiveKey, storage, keys, clock)
    answer_function = providers.Singleton(
        AnswerFunction,
        pick_up,
        providers.Factory(
            live_handlers,
            clock=clock,
            find_slots=find_slots,
            held_slots=held_slots,
            book_appointment=book_appointment,
            cancel_appointment=cancel_appointment,
            request_callback=request_callback,
        ),
    )
