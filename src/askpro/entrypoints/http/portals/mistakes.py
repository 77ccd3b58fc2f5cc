"""Errors as pages, in the look and language of the others."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from litestar import Response
from litestar.exceptions import HTTPException

from askpro.domain.errors import WorldError
from askpro.entrypoints.http import problems
from askpro.entrypoints.http.portals.gate import NotForYou, NotFromHere, NotSignedIn, seat_if_any
from askpro.entrypoints.http.portals.portal import AnyRequest, Portal

STATUS: Mapping[type[WorldError], int] = {NotFromHere: 403, NotForYou: 403}
"""Where a page answers otherwise than the API would."""

KNOWN = {400, 403, 404, 405, 409, 429, 503}


def status_of(error: Exception) -> int:
    """The status of a page; what nobody foresaw is our mistake."""
    if isinstance(error, WorldError):
        return STATUS.get(type(error)) or int(problems.status_of(error))
    return error.status_code if isinstance(error, HTTPException) else 500


def answer_with_page(portal: Portal, request: AnyRequest, error: Exception) -> Response[Any]:
    """What a browser is told: sign in, or what went wrong and what to do next."""
    if isinstance(error, NotSignedIn):
        next = request.url.path if request.method == "GET" else ""
        return portal.go(f"/enter?next={quote(next)}" if next else "/enter")
    status = status_of(error)
    if status == 500:
        problems.log_our_mistake(request, error)
    what = status if status in KNOWN else (400 if status < 500 else 500)
    seat = None if status >= 500 else seat_if_any(request, portal)
    return portal.page(request, "mistake.html", seat=seat, status=status, what=what)
