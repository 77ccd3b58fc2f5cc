"""What Retell tells us of calls, and what it asks when one rings."""

import asyncio
import logging
from functools import partial
from typing import Any

import attrs
from litestar import MediaType, Request, Response, Router, post
from litestar.concurrency import sync_to_thread
from litestar.di import NamedDependency
from litestar.params import RawBody, SkipValidation

from askpro.application.calls.hear_of_call import HearOfCall
from askpro.application.calls.keep_message import KeepMessage
from askpro.application.calls.pick_up import PickUp
from askpro.domain.errors import Unavailable
from askpro.domain.organisations.branch import UnknownNumber
from askpro.entrypoints.container import Container
from askpro.entrypoints.http.hooks.signed import authenticate
from askpro.entrypoints.http.limits import EVENT_BYTES, LIVE_BYTES, RING_SECONDS
from askpro.entrypoints.http.provide import from_container
from askpro.ports.clock import Clock
from askpro.ports.voice import NamesNoCall, VoicePlatform

logger = logging.getLogger("askpro.http")

OWN_AGENT = b'{"call_inbound":{}}'
"""The number's own agent answers: better than dead air."""


@attrs.frozen
class Exchange:
    """What both doors need, in one piece: Litestar makes a task of each of several."""

    voice: VoicePlatform
    clock: Clock
    pick_up: PickUp
    hear_of_call: HearOfCall
    keep_message: KeepMessage


def _exchange(container: Container) -> Exchange:
    return Exchange(
        container.voice(),
        container.clock(),
        container.pick_up(),
        container.hear_of_call(),
        container.keep_message(),
    )


@post("/webhooks/retell", status_code=204, sync_to_thread=True, request_max_body_size=EVENT_BYTES)
def hear(
    request: Request[Any, Any, Any],
    body: RawBody,
    exchange: NamedDependency[SkipValidation[Exchange]],
) -> None:
    """An event: kept, and the call brought up to date. What is no call's is only kept."""
    authenticate(request, body, exchange.voice, exchange.clock)
    try:
        report = exchange.voice.read_report(body)
    except NamesNoCall:
        exchange.keep_message(body)
    else:
        exchange.hear_of_call(report, body)


@post("/retell/inbound", status_code=200, request_max_body_size=LIVE_BYTES)
async def ring(
    request: Request[Any, Any, Any],
    body: RawBody,
    exchange: NamedDependency[SkipValidation[Exchange]],
) -> Response[bytes]:
    """A call rings: what its agent should know, or that it is nobody's."""
    authenticate(request, body, exchange.voice, exchange.clock)
    try:
        settled = sync_to_thread(_welcome, bytes(body), exchange)
        answer = await asyncio.wait_for(settled, RING_SECONDS)
    except NamesNoCall:
        answer = OWN_AGENT
    except (Unavailable, TimeoutError) as error:
        logger.warning("a call rang and the desk was not settled in time", exc_info=error)
        answer = OWN_AGENT
    return Response(answer, media_type=MediaType.JSON)


def _welcome(body: bytes, exchange: Exchange) -> bytes:
    envelope = exchange.voice.read_ring(body)
    try:
        desk = exchange.pick_up(envelope)
    except UnknownNumber:
        return exchange.voice.welcome(None, exchange.clock())
    return exchange.voice.welcome(desk, exchange.clock())


def retell_router(container: Container) -> Router:
    return Router(
        "/",
        route_handlers=[hear, ring],
        dependencies={"exchange": from_container(partial(_exchange, container))},
        include_in_schema=False,
    )
