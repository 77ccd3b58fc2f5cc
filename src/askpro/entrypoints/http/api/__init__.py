"""The API for programs: everything under ``/api/v1``, with a key, within the key's subtree."""

from litestar import Router

from askpro.entrypoints.container import Container
from askpro.entrypoints.http.api import (
    appointments,
    calls,
    charges,
    outgoing,
    price_books,
    refunds,
    terms,
    usage,
    wallets,
    what_if,
)
from askpro.entrypoints.http.api.admission import admission, asker_of
from askpro.entrypoints.http.provide import from_container, from_request


def api_router(container: Container) -> Router:
    return Router(
        "/api/v1",
        route_handlers=[
            calls.list_calls,
            calls.show_call,
            appointments.list_appointments,
            appointments.show_appointment,
            appointments.cancel,
            charges.list_charges,
            charges.show_charge,
            refunds.list_refunds,
            refunds.refund,
            wallets.list_transactions,
            wallets.list_wallets,
            wallets.top_up,
            usage.report_one,
            usage.report_many,
            price_books.list_books,
            price_books.show_book,
            price_books.draft_book,
            price_books.change_book,
            price_books.publish_book,
            terms.show_paid,
            terms.list_terms,
            terms.agree,
            what_if.what_if,
            outgoing.list_letters,
            outgoing.list_dead_letters,
            outgoing.replay,
        ],
        guards=[admission(container.admit_key)],
        dependencies={
            "asker": from_request(asker_of),
            "storage": from_container(container.storage),
            "views": from_container(container.views),
            "queue": from_container(container.queue),
            "cancel_appointment": from_container(container.cancel_appointment),
            "report_usage": from_container(container.report_usage),
            "clock": from_container(container.clock),
            "draft_price_book": from_container(container.draft_price_book),
            "change_draft": from_container(container.change_draft),
            "publish_price_book": from_container(container.publish_price_book),
            "agree_terms": from_container(container.agree_terms),
            "show_prices": from_container(container.show_prices),
            "reckon_what_if": from_container(container.reckon_what_if),
            "refund_charge": from_container(container.refund_charge),
            "top_up_by_hand": from_container(container.top_up_by_hand),
        },
    )
