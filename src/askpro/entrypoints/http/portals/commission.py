"""Commission: a reseller's account by month, and each month call by call."""

from uuid import UUID

from litestar import get
from litestar.params import FromPath, FromQuery

from askpro.domain.errors import Missing
from askpro.domain.ids import OrganisationId
from askpro.entrypoints.http.portals.dependencies import PER_PAGE, After, ThePortal, TheSeat
from askpro.entrypoints.http.portals.portal import AnyRequest, Page, Seat


@get("/billing/commission", sync_to_thread=True)
def show_commission(
    request: AnyRequest, portal: ThePortal, seat: TheSeat, of: FromQuery[UUID | None] = None
) -> Page:
    """The own account and those who earn below; the operator chooses whose."""
    _refuse_companies(seat)
    read, me = portal.read_commission, seat.organisation
    shown = None
    if of is not None or not seat.operator:
        shown = read.account(me.id if of is None else OrganisationId(of), me)
    return portal.page(
        request, "commission.html", seat=seat, account=shown,
        own=shown is not None and shown.reseller.id == me.id,
        others=[one for one in read.earners(me) if shown is None or one.id != shown.reseller.id],
    )  # fmt: skip


@get("/billing/commission/{period:str}", sync_to_thread=True)
def show_statement(
    request: AnyRequest,
    portal: ThePortal,
    seat: TheSeat,
    period: FromPath[str],
    of: FromQuery[UUID | None] = None,
    after: After = None,
) -> Page:
    """A month, with its lines in the order of usage."""
    _refuse_companies(seat)
    me = seat.organisation
    reseller_id = me.id if of is None else OrganisationId(of)
    page = portal.read_commission.statement(reseller_id, period, me, after, PER_PAGE)
    return portal.page(
        request, "commission_statement.html", seat=seat, statement=page,
        own=reseller_id == me.id, after=after,
    )  # fmt: skip


def _refuse_companies(seat: Seat) -> None:
    """For a company this place does not exist."""
    if seat.company:
        raise Missing
