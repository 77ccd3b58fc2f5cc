"""What Retell tells us of calls, and what it asks when one rings."""

import asyncio
import logging
from typing import Any

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


@post("/webhooks/retell", status_code=204, sync_to_thread=True, request_max_body_size=EVENT_BYTES)
def hear(
    request: Request[Any, Any, Any],
    body: RawBody,
    voice: NamedDependency[SkipValidation[VoicePlatform]],
    clock: NamedDependency[SkipValidation[Clock]],
    hear_of_call: NamedDependency[SkipValidation[HearOfCall]],
    keep_message: NamedDependency[SkipValidation[KeepMessage]],
) -> None:
    """An event: kept, and the call brought up to date. What is no call's is only kept."""
    authenticate(request, body, voice, clock)
    try:
        report = voice.read_report(body)
    except NamesNoCall:
        keep_message(body)
    else:
        hear_of_call(report, body)


@post("/retell/inbound", status_code=200, request_max_body_size=LIVE_BYTES)
async def ring(
    request: Request[Any, Any, Any],
    body: RawBody,
    voice: NamedDependency[SkipValidation[VoicePlatform]],
    clock: NamedDependency[SkipValidation[Clock]],
    pick_up: NamedDependency[SkipValidation[PickUp]],
) -> Response[bytes]:
    """A call rings: what its agent should know, or that it is nobody's."""
    authenticate(request, body, voice, clock)
    try:
        settled = sync_to_thread(_welcome, bytes(body), voice, clock, pick_up)
        answer = await asyncio.wait_for(settled, RING_SECONDS)
    except NamesNoCall:
        answer = OWN_AGENT
    except (Unavailable, TimeoutError) as error:
        logger.warning("a call rang and the desk was not settled in time", exc_info=error)
        answer = OWN_AGENT
    return Response(answer, media_type=MediaType.JSON)


def _welcome(body: bytes, voice: VoicePlatform, clock: Clock, pick_up: PickUp) -> bytes:
    envelope = voice.read_ring(body)
    try:
        desk = pick_up(envelope)
    except UnknownNumber:
        return voice.welcome(None, clock())
    return voice.welcome(desk, clock())


def retell_router(container: Container) -> Router:
    return Router(
        "/",
        route_handlers=[hear, ring],
        dependencies={
            "voice": from_container(container.voice),
            "clock": from_container(container.clock),
            "pick_up": from_container(container.pick_up),
            "hear_of_call": from_container(container.hear_of_call),
            "keep_message": from_container(container.keep_message),
        },
        include_in_schema=False,
    )
