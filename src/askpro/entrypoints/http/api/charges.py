"""Charges: what a usage cost. Of its chain everybody sees the own links only.

asker       sees of a company's charge
company     what it pays
reseller    what it is paid and what it pays; not what its neighbours keep
platform    every link
"""

from collections.abc import Collection
from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from askpro.domain.billing.charge import Charge
from askpro.domain.billing.month_part import Part
from askpro.domain.billing.rating import Earned, Rating, Share
from askpro.domain.billing.sight import Viewer
from askpro.domain.ids import ChargeId, OrganisationId
from askpro.domain.organisations.key import Asker
from askpro.entrypoints.http.api.documented import After, Limit, answers
from askpro.entrypoints.http.api.wire import Amount, Page, Wire, amount, cents
from askpro.entrypoints.http.viewing import may_see_paid, viewer_of
from askpro.ports.storage import Storage
from askpro.ports.views import ChargeLine, Views

Instant = Annotated[datetime, msgspec.Meta(tz=True)]


class ChargeItem(Wire, frozen=True):
    """A charge in a list; ``paid`` is the company's side of it.

    It is null where the company buys from somebody else than the asker.
    """

    id: UUID
    organisation_id: UUID
    company: str
    source_key: str
    meter: str
    quantity: int
    paid: Amount | None
    occurred_at: Instant


class CommissionOut(Wire, frozen=True):
    """A commission within a link: on what base, on top of what the period already had."""

    agreement_id: UUID
    base: Amount
    before: Amount
    earned: Amount


class PartOut(Wire, frozen=True):
    """What one price asks because a month ended, for the stretch it was in force.

    ``cause`` is fee, standing (charge) or least (spend); of the leasts only what is missing
    to their sum is due.
    """

    cause: str
    rule_id: UUID
    rule_version: int
    start: Instant
    end: Instant
    whole_month: Amount
    amount: Amount


class LinkOut(Wire, frozen=True):
    """One link of the chain: what reaches the seller from below, and which rule says so."""

    seller_id: UUID
    buyer_id: UUID
    amount: Amount
    rule_id: UUID | None
    rule_version: int | None
    billed_quantity: int | None
    commission: CommissionOut | None
    parts: tuple[PartOut, ...]


class ChargeOut(Wire, frozen=True):
    """A charge with the asker's own links."""

    id: UUID
    organisation_id: UUID
    source_key: str
    meter: str
    quantity: int
    began_at: Instant | None
    occurred_at: Instant
    transaction_id: UUID | None
    links: tuple[LinkOut, ...]


@get("/charges", sync_to_thread=True, responses=answers(), tags=["Billing"])
def list_charges(
    asker: NamedDependency[SkipValidation[Asker]],
    views: NamedDependency[SkipValidation[Views]],
    storage: NamedDependency[SkipValidation[Storage]],
    after: After = None,
    limit: Limit = 50,
) -> Page[ChargeItem]:
    """Charges by when the usage occurred, the latest first."""
    page = views.charges(asker.scope, after, limit)
    with storage.look(asker.scope) as work:
        payers = [line.organisation_id for line in page.lines]
        priced = may_see_paid(work, asker.organisation, payers)
    return Page(items=tuple(_item(line, priced) for line in page.lines), next=page.next)


@get(
    "/charges/{charge_id:uuid}",
    sync_to_thread=True,
    responses=answers(HTTPStatus.NOT_FOUND),
    tags=["Billing"],
)
def show_charge(
    charge_id: FromPath[UUID],
    asker: NamedDependency[SkipValidation[Asker]],
    storage: NamedDependency[SkipValidation[Storage]],
) -> ChargeOut:
    """One charge: the rules and inputs behind its price."""
    with storage.look(asker.scope) as work:
        charge = work.charges.get(ChargeId(charge_id))
        return _whole(charge, viewer_of(work, asker.organisation))


def _item(line: ChargeLine, priced: Collection[OrganisationId]) -> ChargeItem:
    return ChargeItem(
        id=line.id,
        organisation_id=line.organisation_id,
        company=line.company,
        source_key=line.source_key,
        meter=line.meter,
        quantity=line.quantity,
        paid=amount(line.paid) if line.organisation_id in priced else None,
        occurred_at=line.occurred_at,
    )


def _whole(charge: Charge, viewer: Viewer) -> ChargeOut:
    return ChargeOut(
        id=charge.id,
        organisation_id=charge.organisation_id,
        source_key=charge.source_key,
        meter=charge.rating.meter,
        quantity=charge.rating.quantity,
        began_at=charge.began_at,
        occurred_at=charge.occurred_at,
        transaction_id=charge.transaction_id,
        links=links_of(charge.rating, viewer),
    )


def links_of(rating: Rating, viewer: Viewer) -> tuple[LinkOut, ...]:
    """The viewer's own links of a charge, or of what came back of one."""
    return tuple(map(_link, viewer.shares(rating)))


def _link(share: Share) -> LinkOut:
    return LinkOut(
        seller_id=share.seller_id,
        buyer_id=share.buyer_id,
        amount=amount(share.amount),
        rule_id=share.rule_id,
        rule_version=share.rule_version,
        billed_quantity=share.billed,
        commission=_commission(share.earned) if share.earned else None,
        parts=tuple(map(_part, share.parts)),
    )


def _part(part: Part) -> PartOut:
    return PartOut(
        cause=part.cause.value,
        rule_id=part.rule_id,
        rule_version=part.rule_version,
        start=part.during.start,
        end=part.during.end,
        whole_month=amount(part.whole),
        amount=amount(part.amount),
    )


def _commission(earned: Earned) -> CommissionOut:
    currency = earned.amount.currency
    return CommissionOut(
        agreement_id=earned.agreement_id,
        base=cents(earned.base_cents, currency),
        before=cents(earned.before_cents, currency),
        earned=amount(earned.amount),
    )
