"""What every request meets first and every answer leaves with.

A request id (the caller's own where it is a plain one), security headers, and one line in
the log: route, status, time. Never a path with ids, a query, an address or a body.
"""

import logging
import re
import secrets
import time
from collections.abc import Iterable, Iterator

from litestar import Litestar
from litestar.enums import ScopeType
from litestar.types import Message, Receive, Scope, Send

access = logging.getLogger("askpro.access")

_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")

SECURITY_HEADERS = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "strict-transport-security": "max-age=31536000",
    "cache-control": "no-store",
}
"""Where a page says something else of its own, that stands."""

REQUEST_ID = b"x-request-id"
_DRESS = tuple((name.encode(), value.encode()) for name, value in SECURITY_HEADERS.items())


class Service(Litestar):
    """Litestar with a doorkeeper, who sees what no route answers as well."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # type: ignore[override]
        if scope["type"] != ScopeType.HTTP:
            await super().__call__(scope, receive, send)
            return
        began = time.perf_counter()
        request_id = _request_id(scope)
        status = 500

        async def dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*_dressing(message.get("headers", ()), request_id)]
            await send(message)

        try:
            await super().__call__(scope, receive, dressed)
        finally:
            _log(scope, request_id, status, time.perf_counter() - began)


def _dressing(
    headers: Iterable[tuple[bytes, bytes]], request_id: str
) -> Iterator[tuple[bytes, bytes]]:
    """The headers as they are, ours where nobody has set them, and the request's id."""
    said = set()
    for name, value in headers:
        said.add(name.lower())
        if name.lower() != REQUEST_ID:
            yield name, value
    yield REQUEST_ID, request_id.encode()
    for header in _DRESS:
        if header[0] not in said:
            yield header


def _request_id(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == REQUEST_ID:
            given = value.decode("latin-1")
            if _PLAIN_ID.fullmatch(given):
                return given
    return secrets.token_hex(8)


def _log(scope: Scope, request_id: str, status: int, seconds: float) -> None:
    facts = {
        "request_id": request_id,
        "method": scope.get("method", ""),
        "route": scope.get("path_template") or "no route",
        "status": status,
        "milliseconds": round(seconds * 1000, 1),
    }
    access.info(
        "%(method)s %(route)s %(status)s %(milliseconds)s ms %(request_id)s",
        facts,
        extra={"facts": facts},
    )
