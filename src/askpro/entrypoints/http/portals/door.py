"""Sign in with a key or a link, sign out."""

from dataclasses import dataclass

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect

from askpro.domain.organisations.scope import Scope
from askpro.domain.organisations.visit import KeyNotKnown, LinkSpent
from askpro.entrypoints.http.portals.attempts import TooManyAttempts
from askpro.entrypoints.http.portals.dependencies import ThePortal
from askpro.entrypoints.http.portals.gate import seat_if_any
from askpro.entrypoints.http.portals.portal import AnyRequest, Page, Portal

HOME = "/overview"
LONGEST_KEY = 200


@dataclass
class KeyForm:
    """What the sign-in form sends."""

    key: str = ""
    next: str = ""


def inside(path: str | None) -> str:
    """The path if it leads to a page of this site, else the overview.

    >>> inside("/calls"), inside("//evil.example"), inside("https://evil.example")
    ('/calls', '/overview', '/overview')
    """
    if not path or not path.startswith("/") or path[1:2] in {"/", "\\"} or not path.isprintable():
        return HOME
    return path


@get("/enter", sync_to_thread=True)
def show_door(request: AnyRequest, portal: ThePortal, next: FromQuery[str | None] = None) -> Page:
    """The form where a key is pasted."""
    return portal.page(request, "enter.html", wrong=None, next=inside(next))


@post("/enter", sync_to_thread=True, status_code=303)
def enter_by_key(
    request: AnyRequest, portal: ThePortal, data: URLEncodedBody[KeyForm]
) -> Response[str] | Redirect:
    """Open a session for the key's holder."""
    address = request.client.host if request.client else ""
    try:
        portal.attempts.admit(address, portal.clock())
        token = portal.sign_in.by_key(data.key.strip()[:LONGEST_KEY])
    except TooManyAttempts as error:
        wait = {"Retry-After": str(error.wait_seconds)}
        return _again(request, portal, data, "often", 429, wait)
    except KeyNotKnown:
        portal.attempts.failed(address, portal.clock())
        return _again(request, portal, data, "key", 401)
    _forget(request, portal)
    return portal.go(inside(data.next), cookie=portal.signed_in(token))


def _again(
    request: AnyRequest,
    portal: Portal,
    form: KeyForm,
    wrong: str,
    status: int,
    headers: dict[str, str] | None = None,
) -> Page:
    return portal.page(
        request, "enter.html", status=status, headers=headers, wrong=wrong, next=inside(form.next)
    )


@get("/enter/{token:str}", sync_to_thread=True)
def show_link(request: AnyRequest, portal: ThePortal, token: FromPath[str]) -> Page:
    """One button; opening the link spends nothing, as mail scanners open links, too."""
    try:
        holder = portal.sign_in.behind(token)
    except LinkSpent:
        return portal.page(request, "link_spent.html", status=410)
    with portal.storage.look(Scope.of(holder.organisation_id)) as work:
        organisation = work.organisations.get(holder.organisation_id)
    return portal.page(request, "link.html", organisation=organisation)


@post("/enter/{token:str}", sync_to_thread=True, status_code=303)
def enter_by_link(
    request: AnyRequest, portal: ThePortal, token: FromPath[str]
) -> Response[str] | Redirect:
    """Spend the link and open a session."""
    try:
        opened = portal.sign_in.by_link(token)
    except LinkSpent:
        return portal.page(request, "link_spent.html", status=410)
    _forget(request, portal)
    return portal.go(HOME, cookie=portal.signed_in(opened))


@post("/leave", sync_to_thread=True, status_code=303)
def leave(request: AnyRequest, portal: ThePortal) -> Redirect:
    """Sign out; the session is gone, whatever is still under way with it."""
    _forget(request, portal)
    return portal.go("/", cookie=portal.signed_out())


def _forget(request: AnyRequest, portal: Portal) -> None:
    """End the session the browser came with, if there is one."""
    if seat_if_any(request, portal) is not None:
        portal.sign_in.out(request.cookies[portal.cookie_name])
