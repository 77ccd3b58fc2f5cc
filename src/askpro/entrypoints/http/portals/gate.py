"""Who may pass: from our own pages only, and signed in.

Forms carry no token. A browser says itself where a POST comes from (``Sec-Fetch-Site``,
and ``Origin`` where that is missing, as over plain HTTP), no script can forge either, and
so anonymous visitors need no cookie and pages hold no secret. A POST that says neither
comes from no browser with a session of ours and is refused as well.
"""

from typing import Any

import attrs
from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler
from litestar.params import SkipValidation

from askpro.domain.errors import Refused
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.organisation import Kind
from askpro.domain.organisations.scope import Scope
from askpro.entrypoints.http.portals.portal import AnyRequest, Portal, Seat
from askpro.ports.storage import NoSuchOrganisation

SAFE = {"GET", "HEAD", "OPTIONS"}


@attrs.define
class NotSignedIn(Refused):
    """Somebody has to sign in first."""


@attrs.define
class NotFromHere(Refused):
    """The form was not sent from a page of this site."""


@attrs.define
class NotForYou(Refused):
    """Only the operator may see this."""


@attrs.frozen
class FromOurPages:
    """A guard: what changes something comes from a page of this origin."""

    origin: str

    def __call__(self, connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        if connection.scope.get("method") in SAFE:
            return
        site = connection.headers.get("sec-fetch-site")
        if site is not None:
            allowed = site == "same-origin"
        else:
            allowed = connection.headers.get("origin") == self.origin
        if not allowed:
            raise NotFromHere


def seat_if_any(request: AnyRequest, portal: Portal) -> Seat | None:
    """Who is signed in, if anybody is."""
    token = request.cookies.get(portal.cookie_name)
    holder = portal.sign_in.visitor(token) if token else None
    if holder is None:
        return None
    try:
        with portal.storage.look(Scope.of(holder.organisation_id)) as work:
            organisation = work.organisations.get(holder.organisation_id)
    except NoSuchOrganisation:
        return None
    if not organisation.active:
        return None
    return Seat(organisation, Actor(ActorKind.MEMBER, holder.name, organisation.id))


def find_seat(request: AnyRequest, portal: SkipValidation[Portal]) -> Seat:
    """A dependency: who is signed in. Raises ``NotSignedIn``."""
    seat = seat_if_any(request, portal)
    if seat is None:
        raise NotSignedIn
    return seat


def operator_only(seat: Seat) -> None:
    """Raises ``NotForYou``."""
    if seat.organisation.kind is not Kind.PLATFORM:
        raise NotForYou
