"""The whole over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from http import HTTPStatus
from zoneinfo import ZoneInfo

from litestar import Litestar
from litestar.exceptions import HTTPException

from askpro.domain.errors import WorldError
from askpro.entrypoints.container import Container
from askpro.entrypoints.http.api import api_router
from askpro.entrypoints.http.api.openapi import api_document
from askpro.entrypoints.http.health import health_router
from askpro.entrypoints.http.hooks.retell import retell_router
from askpro.entrypoints.http.limits import API_BYTES, THREADS
from askpro.entrypoints.http.portals.over import portal_over
from askpro.entrypoints.http.portals.router import page_where_wanted, pages_router
from askpro.entrypoints.http.problems import (
    answer_http_error,
    answer_our_mistake,
    answer_world_error,
)
from askpro.entrypoints.http.traffic import Service
from askpro.entrypoints.http.voice import voice_router

PAGES_CLOCK = ZoneInfo("Europe/Berlin")
"""The wall clock of lists that hold things of several places."""


@asynccontextmanager
async def _threads(_: Litestar) -> AsyncIterator[None]:
    """Handlers are synchronous and run here, so many at a time."""
    with ThreadPoolExecutor(THREADS, thread_name_prefix="http") as pool:
        asyncio.get_running_loop().set_default_executor(pool)
        yield


def create_app(container: Container) -> Litestar:
    """The application over a container whose adapters have been provided.

    Exceptions are logged by ``problems``, whatever Litestar's own logging would do;
    configuring loggers is left to who starts the server.
    """
    portal = portal_over(
        container,
        public_url=container.settings().address,
        zone=PAGES_CLOCK,
    )
    return Service(
        route_handlers=[
            retell_router(container),
            voice_router(container),
            api_router(container),
            health_router(container),
            pages_router(portal),
        ],
        exception_handlers={
            WorldError: answer_world_error,
            HTTPException: answer_http_error,
            HTTPStatus.NOT_FOUND: page_where_wanted(portal, answer_http_error),
            Exception: answer_our_mistake,
        },
        openapi_config=api_document(),
        request_max_body_size=API_BYTES,
        lifespan=[_threads],
        logging_config=None,
        debug=False,
    )
