"""All pages as one router, for the application to hang in."""

from collections.abc import Callable, Mapping
from typing import Any

from litestar import Response, Router
from litestar.di import Provide
from litestar.exceptions import HTTPException

from askpro.domain.errors import WorldError
from askpro.entrypoints.http.portals import (
    appointments,
    billing,
    calls,
    commission,
    door,
    landing,
    messages,
    overview,
)
from askpro.entrypoints.http.portals.gate import FromOurPages, find_seat
from askpro.entrypoints.http.portals.mistakes import answer_with_page
from askpro.entrypoints.http.portals.portal import AnyRequest, Portal

HANDLERS = [
    landing.show_landing, landing.show_api, landing.give_static_file,
    door.show_door, door.enter_by_key, door.show_link, door.enter_by_link, door.leave,
    overview.show_overview,
    calls.list_calls, calls.show_call,
    appointments.list_appointments, appointments.show_appointment,
    appointments.ask_to_cancel, appointments.cancel,
    billing.show_billing, billing.list_charges, billing.show_charge,
    billing.list_transactions, billing.show_transaction, billing.list_wallets,
    commission.show_commission, commission.show_statement,
    messages.list_letters, messages.list_dead_letters, messages.replay,
]  # fmt: skip

PROGRAMS = ("/api/", "/webhooks/", "/retell/", "/health/")

Answer = Callable[[AnyRequest, Exception], Response[Any]]


def page_mistakes(portal: Portal) -> Answer:
    """An exception handler; also for addresses that no route knows, where a page is wanted."""

    def answer(request: AnyRequest, error: Exception) -> Response[Any]:
        return answer_with_page(portal, request, error)

    return answer


def page_where_wanted(
    portal: Portal, otherwise: Callable[[AnyRequest, HTTPException], Response[Any]]
) -> Callable[[AnyRequest, HTTPException], Response[Any]]:
    """For addresses that no route knows: a page for people, what programs get for programs."""

    def answer(request: AnyRequest, error: HTTPException) -> Response[Any]:
        of_programs = request.url.path.startswith(PROGRAMS)
        wants_page = "text/html" in request.headers.get("accept", "") and not of_programs
        return answer_with_page(portal, request, error) if wants_page else otherwise(request, error)

    return answer


def pages_router(portal: Portal) -> Router:
    """Every page, outside the OpenAPI document, guarded against foreign forms."""
    answer = page_mistakes(portal)
    handlers: Mapping[int | type[Exception], Answer] = {WorldError: answer, Exception: answer}
    return Router(
        "/",
        route_handlers=HANDLERS,
        dependencies={
            "portal": Provide(lambda: portal, sync_to_thread=False),
            "seat": Provide(find_seat, sync_to_thread=True),
        },
        guards=[FromOurPages(portal.origin)],
        exception_handlers=dict(handlers),
        include_in_schema=False,
    )
