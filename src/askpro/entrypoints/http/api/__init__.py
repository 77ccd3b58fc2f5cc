"""The API for programs: everything under ``/api/v1``, with a key, within the key's subtree."""

from litestar import Router
from litestar.di import Provide

from askpro.entrypoints.container import Container
from askpro.entrypoints.http.api import (
    appointments,
    calls,
    charges,
    commission,
    lots,
    outgoing,
    price_books,
    refunds,
    terms,
    usage,
    wallet_care,
    wallets,
    what_if,
)
from askpro.entrypoints.http.api.admission import admission, asker_of
from askpro.entrypoints.http.provide import from_container, from_request

HANDLERS = (
    calls.list_calls,
    calls.show_call,
    appointments.list_appointments,
    appointments.show_appointment,
    appointments.cancel,
    charges.list_charges,
    charges.show_charge,
    refunds.list_refunds,
    refunds.refund,
    commission.list_statements,
    commission.show_statement,
    wallets.list_transactions,
    wallets.list_wallets,
    wallets.top_up,
    usage.report_one,
    usage.report_many,
    lots.list_lots,
    lots.grant_lot,
    wallet_care.show_auto_top_up,
    wallet_care.put_auto_top_up,
    wallet_care.show_thresholds,
    wallet_care.put_thresholds,
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
)


def api_router(container: Container) -> Router:
    return Router(
        "/api/v1",
        route_handlers=HANDLERS,
        guards=[admission(container.admit_key)],
        dependencies=_dependencies(container),
    )


def _dependencies(container: Container) -> dict[str, Provide]:
    return {
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
        "read_commission": from_container(container.read_commission),
        "top_up_by_hand": from_container(container.top_up_by_hand),
        "grant_bonus": from_container(container.grant_bonus),
        "set_auto_top_up": from_container(container.set_auto_top_up),
        "set_thresholds": from_container(container.set_thresholds),
    }
