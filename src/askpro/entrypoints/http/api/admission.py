"""Who may come in: ``Authorization: Bearer ask_live_…``."""

from collections.abc import Callable
from typing import Any

from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from askpro.application.organisations.admit_key import AdmitKey
from askpro.domain.errors import Missing
from askpro.domain.organisations.key import Asker, KeyRefused, read_token
from askpro.entrypoints.http.api.wire import Guard
from askpro.entrypoints.tokens import token_hash

SCHEME = "bearer "


def admission(admit_key: Callable[[], AdmitKey]) -> Guard:
    """A guard that lets only keys in, before anything of the request is read."""

    async def guard(connection: "ASGIConnection[Any, Any, Any, Any]", _: BaseRouteHandler) -> None:
        token = _token(connection.headers.get("authorization", ""))
        connection.state.asker = await sync_to_thread(admit_key(), token_hash(token))

    return guard


def asker_of(request: Request[Any, Any, Any]) -> Asker:
    """Who was let in."""
    asker = request.state.asker
    assert isinstance(asker, Asker)
    return asker


async def operators_only(
    connection: "ASGIConnection[Any, Any, Any, Any]", _: BaseRouteHandler
) -> None:
    """For everybody else this place does not exist."""
    if not connection.state.asker.operator:
        raise Missing


def _token(header: str) -> str:
    if header[: len(SCHEME)].lower() != SCHEME:
        raise KeyRefused
    token = header[len(SCHEME) :]
    read_token(token)
    return token
