"""Which prices somebody may see, the same at the pages and at the API."""

from collections.abc import Collection, Iterable, Sequence

from askpro.domain.billing.sight import Viewer
from askpro.domain.billing.wallet import NoSuchWallet, Wallet
from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.organisation import Kind, Organisation
from askpro.ports.storage import NoSuchOrganisation, Work
from askpro.ports.views import WalletLine


def name_of(work: Work, id: OrganisationId) -> str | None:
    """The organisation's name, or None for one outside the scope."""
    try:
        return work.organisations.get(id).name
    except NoSuchOrganisation:
        return None


def viewer_of(work: Work, me: Organisation, others: Iterable[OrganisationId | None] = ()) -> Viewer:
    """The viewer; ``others`` are the organisations that are about to be shown."""
    wanted = sorted({id for id in others if id is not None})
    children = frozenset(
        one.id for one in work.organisations.along(wanted) if one.parent_id == me.id
    )
    return Viewer(me.id, children, sees_all=me.kind is Kind.PLATFORM)


def may_see_paid(
    work: Work, me: Organisation, payers: Iterable[OrganisationId | None]
) -> Collection[OrganisationId]:
    """Those of the companies whose price is the viewer's own link (or all, for the operator)."""
    known = {payer for payer in payers if payer is not None}
    viewer = viewer_of(work, me, known)
    return {payer for payer in known if viewer.deals_with(payer)}


def own_and_next(me: Organisation, lines: Iterable[WalletLine]) -> Sequence[WalletLine]:
    """The own wallet and those of direct children; the operator sees all.

    How fast the wallet of a partner's company empties would tell the partner's price.
    """
    return tuple(
        line
        for line in lines
        if me.kind is Kind.PLATFORM or me.id in (line.organisation.id, line.organisation.parent_id)
    )


def wallet_next_to(work: Work, me: Organisation, owner: OrganisationId) -> Wallet:
    """The own wallet or that of a direct child; the operator reaches all.

    Raises:
        NoSuchWallet: It is not there, or not next to the viewer.
    """
    try:
        organisation = work.organisations.get(owner)
    except NoSuchOrganisation as error:
        raise NoSuchWallet from error
    if me.kind is Kind.PLATFORM or me.id in (organisation.id, organisation.parent_id):
        return work.wallets.get(owner)
    raise NoSuchWallet
