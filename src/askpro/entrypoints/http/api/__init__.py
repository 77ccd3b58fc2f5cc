"""The API for programs: everything under ``/api/v1``, with a key, within the key's subtree."""

from litestar import Router

from askpro.entrypoints.container import Container
from askpro.entrypoints.http.api import appointments, calls, charges, commission, outgoing, wallets
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
            commission.list_statements,
            commission.show_statement,
            wallets.list_transactions,
            wallets.list_wallets,
            wallets.top_up,
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
            "read_commission": from_container(container.read_commission),
            "top_up_by_hand": from_container(container.top_up_by_hand),
        },
    )
