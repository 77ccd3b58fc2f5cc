"""Calls: the list, and one call with what was said, booked and paid."""

import re
from collections.abc import Sequence
from typing import Any

import attrs
from litestar import get
from litestar.params import FromPath

from askpro.domain.billing.charge import Charge
from askpro.domain.ids import CallId
from askpro.domain.money import Money
from askpro.entrypoints.http.portals.dependencies import PER_PAGE, After, ThePortal, TheSeat
from askpro.entrypoints.http.portals.portal import AnyRequest, Page, Seat
from askpro.entrypoints.http.viewing import may_see_paid, viewer_of
from askpro.ports.storage import Work

_SPEAKER = re.compile(r"(?P<who>agent|user)\s*:\s*", re.IGNORECASE)


@attrs.frozen
class Said:
    """One turn of a conversation; ``agent`` is None where the transcript names nobody."""

    agent: bool | None
    words: str


def turns(transcript: str | None) -> Sequence[Said]:
    """A transcript as its turns.

    >>> turns("Agent: Guten Tag.\\nUser: Hallo.")
    [Said(agent=True, words='Guten Tag.'), Said(agent=False, words='Hallo.')]
    """
    said: list[Said] = []
    for line in filter(None, map(str.strip, (transcript or "").splitlines())):
        found = _SPEAKER.match(line)
        if found:
            said.append(Said(found["who"].lower() == "agent", line[found.end() :]))
        elif said:
            said[-1] = attrs.evolve(said[-1], words=f"{said[-1].words} {line}")
        else:
            said.append(Said(None, line))
    return said


@get("/calls", sync_to_thread=True)
def list_calls(request: AnyRequest, portal: ThePortal, seat: TheSeat, after: After = None) -> Page:
    """The newest first."""
    page = portal.views.calls(seat.scope, after, PER_PAGE)
    with portal.storage.look(seat.scope) as work:
        priced = may_see_paid(
            work, seat.organisation, [line.organisation_id for line in page.lines]
        )
    return portal.page(
        request, "calls.html", seat=seat, lines=page.lines, next=page.next, after=after,
        priced=priced,
    )  # fmt: skip


@get("/calls/{id:str}", sync_to_thread=True)
def show_call(request: AnyRequest, portal: ThePortal, seat: TheSeat, id: FromPath[str]) -> Page:
    """Raises ``NoSuchCall`` for one of somebody else."""
    with portal.storage.look(seat.scope) as work:
        call = work.calls.get(CallId(id))
        branch = work.branches.get(call.branch_id) if call.branch_id else None
        zone = branch.zone if branch else portal.zone
        charges = work.charges.under(f"call:{id}")
        facts: dict[str, Any] = {
            "call": call,
            "zone": zone,
            "branch": branch,
            "company": work.organisations.get(call.organisation_id)
            if call.organisation_id
            else None,
            "turns": turns(call.transcript),
            "charges": [
                (charge, viewer_of(work, seat.organisation).paid(charge.rating))
                for charge in charges
            ],
            "paid": paid_for(work, seat, charges),
            "appointments": _booked(work, call.id),
            "callbacks": work.callbacks.of_call(call.id),
        }
    return portal.page(request, "call.html", seat=seat, **facts)


def paid_for(work: Work, seat: Seat, charges: Sequence[Charge]) -> Money | None:
    """What the company pays for all of it, if the viewer may know."""
    viewer = viewer_of(work, seat.organisation)
    seen = [paid for charge in charges if (paid := viewer.paid(charge.rating)) is not None]
    return Money.total(seen, seen[0].currency) if seen else None


def _booked(work: Work, id: CallId) -> Sequence[tuple[object, str]]:
    """The appointments made on the call, each with the name of its service."""
    booked = []
    for appointment in work.appointments.of_call(id):
        service = work.catalogues.of(appointment.branch_id).service(appointment.service_id)
        booked.append((appointment, service.name if service else ""))
    return booked
