"""Whether the process lives, whether it can work, and which version it is."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Literal

import msgspec
from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from askpro import __version__
from askpro.domain.errors import Unavailable
from askpro.entrypoints.container import Container
from askpro.entrypoints.http.provide import from_container
from askpro.ports.readiness import Readiness

HEALTH_TYPE = "application/health+json"


class Health(msgspec.Struct, frozen=True, omit_defaults=True):
    """``output`` names what is in the way."""

    status: Literal["pass", "fail"]
    output: str = ""


class Version(msgspec.Struct, frozen=True):
    """The running version."""

    version: str


@get("/health/live", sync_to_thread=False, media_type=HEALTH_TYPE)
def live() -> Response[Health]:
    """The process answers."""
    return _health(())


@get("/health/ready", sync_to_thread=True, media_type=HEALTH_TYPE)
def ready(readiness: NamedDependency[SkipValidation[Readiness]]) -> Response[Health]:
    """The database answers and its migration is current. Others' faults do not count."""
    try:
        return _health(readiness())
    except Unavailable as error:
        return _health((str(error),))


@get("/version", sync_to_thread=False)
def version() -> Version:
    """Which version answers, for the smoke call after a deploy."""
    return Version(__version__)


def health_router(container: Container) -> Router:
    return Router(
        "/",
        route_handlers=[live, ready, version],
        dependencies={"readiness": from_container(container.readiness)},
        include_in_schema=False,
    )


def _health(faults: Sequence[str]) -> Response[Health]:
    if not faults:
        return Response(Health("pass"), media_type=HEALTH_TYPE)
    return Response(
        Health("fail", " ".join(faults)),
        status_code=HTTPStatus.SERVICE_UNAVAILABLE,
        media_type=HEALTH_TYPE,
    )
