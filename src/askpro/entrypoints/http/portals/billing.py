"""Money: the wallet, what was charged for what, and the entries behind it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from litestar import get
from litestar.params import FromPath

from askpro.domain.billing.charge import Charge
from askpro.domain.billing.ledger import Transaction
from askpro.domain.billing.month_end import due
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.rating import Share
from askpro.domain.billing.used import NOTHING
from askpro.domain.billing.wallet import NoSuchWallet, Wallet
from askpro.domain.ids import ChargeId, OrganisationId, PriceRuleId, TransactionId
from askpro.domain.money import Money
from askpro.entrypoints.http.portals.dependencies import PER_PAGE, After, ThePortal, TheSeat
from askpro.entrypoints.http.portals.portal import AnyRequest, Page, Seat
from askpro.entrypoints.http.viewing import may_see_paid, name_of, own_and_next, viewer_of
from askpro.ports.storage import Work

SHORT = 8


def wallet_of(work: Work, seat: Seat) -> Wallet | None:
    """The own wallet; the platform has none, and who is invoiced may have none."""
    try:
        return work.wallets.get(seat.organisation.id)
    except NoSuchWallet:
        return None


@get("/billing", sync_to_thread=True)
def show_billing(request: AnyRequest, portal: ThePortal, seat: TheSeat) -> Page:
    """The wallet, what is left of its bonus, the last charges and the last movements."""
    charges = portal.views.charges(seat.scope, None, SHORT).lines
    moves = portal.views.transactions(seat.scope, None, SHORT).lines
    with portal.storage.look(seat.scope) as work:
        facts: dict[str, Any] = {
            "wallet": wallet_of(work, seat),
            "lots": [lot for lot in work.bonus.of(seat.organisation.id) if lot.left_cents],
            "charges": charges,
            "moves": moves,
            "priced": may_see_paid(
                work, seat.organisation, [line.organisation_id for line in charges]
            ),
            "viewer": viewer_of(work, seat.organisation),
        }
    return portal.page(request, "billing.html", seat=seat, **facts)


@get("/billing/charges", sync_to_thread=True)
def list_charges(
    request: AnyRequest, portal: ThePortal, seat: TheSeat, after: After = None
) -> Page:
    """By when the usage occurred, the newest first."""
    page = portal.views.charges(seat.scope, after, PER_PAGE)
    with portal.storage.look(seat.scope) as work:
        priced = may_see_paid(
            work, seat.organisation, [line.organisation_id for line in page.lines]
        )
    return portal.page(
        request, "charges.html", seat=seat, lines=page.lines, next=page.next, after=after,
        priced=priced,
    )  # fmt: skip


@get("/billing/charges/{id:uuid}", sync_to_thread=True)
def show_charge(request: AnyRequest, portal: ThePortal, seat: TheSeat, id: FromPath[UUID]) -> Page:
    """The links of a charge that are the viewer's own."""
    with portal.storage.look(seat.scope) as work:
        charge = work.charges.get(ChargeId(id))
        viewer = viewer_of(work, seat.organisation)
        shares = viewer.shares(charge.rating)
        tiers = {tier for share in shares for tier in (share.seller_id, share.buyer_id)}
        facts: dict[str, Any] = {
            "charge": charge,
            "shares": shares,
            "rules": _rules(work, charge, shares),
            "names": {tier: name_of(work, tier) for tier in tiers},
            "company": name_of(work, charge.organisation_id),
            "paid": viewer.paid(charge.rating),
            "missing": _missing,
            "gain": None if seat.company else viewer.gain(charge.rating),
            "gains": charge.rating.gains() if seat.operator else {},
        }
    return portal.page(request, "charge.html", seat=seat, **facts)


@get("/billing/transactions", sync_to_thread=True)
def list_transactions(
    request: AnyRequest, portal: ThePortal, seat: TheSeat, after: After = None
) -> Page:
    """Movements, the newest first."""
    page = portal.views.transactions(seat.scope, after, PER_PAGE)
    with portal.storage.look(seat.scope) as work:
        viewer = viewer_of(work, seat.organisation)
    return portal.page(
        request, "transactions.html", seat=seat, lines=page.lines, next=page.next, after=after,
        viewer=viewer,
    )  # fmt: skip


@get("/billing/transactions/{id:uuid}", sync_to_thread=True)
def show_transaction(
    request: AnyRequest, portal: ThePortal, seat: TheSeat, id: FromPath[UUID]
) -> Page:
    """The entries the viewer may see, and the sum of the others."""
    with portal.storage.look(seat.scope) as work:
        transaction = work.ledger.get(TransactionId(id))
        owners = _owners(transaction)
        viewer = viewer_of(work, seat.organisation, owners)
        facts: dict[str, Any] = {
            "transaction": transaction,
            "entries": viewer.entries(transaction),
            "hidden": viewer.hidden(transaction),
            "names": {owner: name_of(work, owner) for owner in owners},
            "charges": work.charges.under(transaction.source_key),
        }
    return portal.page(request, "transaction.html", seat=seat, **facts)


@get("/billing/wallets", sync_to_thread=True)
def list_wallets(
    request: AnyRequest, portal: ThePortal, seat: TheSeat, after: After = None
) -> Page:
    """The own wallet and those next below, by name; a page may hold fewer than it read."""
    page = portal.views.wallets(seat.scope, after, PER_PAGE)
    return portal.page(
        request,
        "wallets.html",
        seat=seat,
        lines=own_and_next(seat.organisation, page.lines),
        next=page.next,
        after=after,
    )


def _missing(share: Share) -> Money:
    """What was missing to the least when the month ended."""
    return due(share.parts, share.before or NOTHING)[1]


def _owners(transaction: Transaction) -> Sequence[OrganisationId]:
    return sorted({entry.account.organisation_id for entry in transaction.entries})


def _rules(work: Work, charge: Charge, shares: Sequence[Share]) -> Mapping[PriceRuleId, PriceRule]:
    """The rules that priced these links, as far as they were still in force at the end."""
    wanted = {share.rule_id for share in shares}
    return {
        rule.id: rule
        for share in shares
        for rule in work.prices.along((share.seller_id, share.buyer_id), charge.occurred_at)[0]
        if rule.id in wanted
    }
