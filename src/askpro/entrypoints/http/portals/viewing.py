"""Which prices the one who is signed in may see."""

from collections.abc import Collection, Iterable, Sequence

from askpro.domain.billing.sight import Viewer
from askpro.domain.ids import OrganisationId
from askpro.entrypoints.http.portals.portal import Seat
from askpro.ports.storage import NoSuchOrganisation, Work
from askpro.ports.views import WalletLine


def name_of(work: Work, id: OrganisationId) -> str | None:
    """The organisation's name, or None for one outside the scope."""
    try:
        return work.organisations.get(id).name
    except NoSuchOrganisation:
        return None


def children_among(
    work: Work, seat: Seat, ids: Iterable[OrganisationId | None]
) -> Collection[OrganisationId]:
    """Those of them that stand directly below the one who is signed in."""
    found = set()
    for id in {id for id in ids if id is not None}:
        try:
            organisation = work.organisations.get(id)
        except NoSuchOrganisation:
            continue
        if organisation.parent_id == seat.organisation.id:
            found.add(id)
    return found


def viewer_of(work: Work, seat: Seat, others: Iterable[OrganisationId | None] = ()) -> Viewer:
    """The viewer; ``others`` are the organisations the page is about to show."""
    return Viewer(
        seat.organisation.id,
        frozenset(children_among(work, seat, others)),
        sees_all=seat.operator,
    )


def may_see_paid(
    work: Work, seat: Seat, payers: Iterable[OrganisationId | None]
) -> Collection[OrganisationId]:
    """Those of the companies whose price is the viewer's own link (or all, for the operator)."""
    known = {payer for payer in payers if payer is not None}
    if seat.operator:
        return known
    return {seat.organisation.id, *children_among(work, seat, known)}


def own_and_next(seat: Seat, lines: Iterable[WalletLine]) -> Sequence[WalletLine]:
    """The own wallet and those of direct children; the operator sees all.

    How fast the wallet of a partner's company empties would tell the partner's price.
    """
    me = seat.organisation.id
    return tuple(
        line
        for line in lines
        if seat.operator or me in (line.organisation.id, line.organisation.parent_id)
    )
