"""Letters that left, and for the operator the work that gave up."""

from contextlib import suppress
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect

from askpro.entrypoints.http.portals.dependencies import PER_PAGE, After, ThePortal, TheSeat
from askpro.entrypoints.http.portals.gate import operator_only
from askpro.entrypoints.http.portals.portal import AnyRequest, Page
from askpro.ports.jobs import NoSuchJob

MOST_DEAD = 100


@get("/letters", sync_to_thread=True)
def list_letters(
    request: AnyRequest, portal: ThePortal, seat: TheSeat, after: After = None
) -> Page:
    """The newest first."""
    page = portal.views.letters(seat.scope, after, PER_PAGE)
    return portal.page(
        request, "letters.html", seat=seat, lines=page.lines, next=page.next, after=after
    )


@get("/dead-letters", sync_to_thread=True)
def list_dead_letters(request: AnyRequest, portal: ThePortal, seat: TheSeat) -> Page:
    """What was tried as often as it may be; the newest hundred."""
    operator_only(seat)
    return portal.page(
        request, "dead_letters.html", seat=seat, letters=portal.queue.dead_letters(MOST_DEAD),
        depth=portal.queue.depth(),
    )  # fmt: skip


@post("/dead-letters/{id:uuid}/replay", sync_to_thread=True, status_code=303)
def replay(portal: ThePortal, seat: TheSeat, id: FromPath[UUID]) -> Redirect:
    """Queue it again; one that somebody else has just replayed is fine, too."""
    operator_only(seat)
    with suppress(NoSuchJob):
        portal.queue.replay(id)
    return portal.go("/dead-letters")
