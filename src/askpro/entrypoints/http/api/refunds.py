"""Refunds of a charge: what came back on the asker's own links."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation

from askpro.application.billing.refund_charge import RefundCharge
from askpro.domain.billing.refunded import Refund
from askpro.domain.billing.sight import Viewer
from askpro.domain.ids import ChargeId
from askpro.domain.money import Currency, Money
from askpro.domain.organisations.key import Asker
from askpro.entrypoints.http.api.charges import LinkOut, links_of
from askpro.entrypoints.http.api.documented import answers
from askpro.entrypoints.http.api.wire import Amount, Page, Wire, amount, checked
from askpro.entrypoints.http.viewing import viewer_of
from askpro.ports.storage import Storage

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
MOST_CENTS = 10**12


class RefundAmount(Wire, frozen=True):
    """A positive amount in the charge's currency."""

    cents: Annotated[int, msgspec.Meta(ge=1, le=MOST_CENTS, examples=[100])]
    currency: Annotated[Currency, msgspec.Meta(examples=["EUR"])]


class RefundIn(Wire, frozen=True):
    """The reference makes refunding twice refunding once; no amount is all that is left."""

    reference: Annotated[
        str, msgspec.Meta(min_length=1, max_length=100, examples=["Reklamation 17"])
    ]
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=500, examples=["Anruf gestört"])]
    amount: RefundAmount | None = None


class RefundOut(Wire, frozen=True):
    """A refund with the asker's own links; what came back on them is below nothing.

    ``amount`` is what the company got back, null where the asker does not sell to it.
    """

    charge_id: UUID
    reference: str
    reason: str
    refunded_at: Instant
    amount: Amount | None
    transaction_id: UUID
    links: tuple[LinkOut, ...]


@get(
    "/charges/{charge_id:uuid}/refunds",
    sync_to_thread=True,
    responses=answers(HTTPStatus.NOT_FOUND),
    tags=["Billing"],
)
def list_refunds(
    charge_id: FromPath[UUID],
    asker: NamedDependency[SkipValidation[Asker]],
    storage: NamedDependency[SkipValidation[Storage]],
) -> Page[RefundOut]:
    """All refunds of one charge, the oldest first; there is one page."""
    with storage.look(asker.scope) as work:
        charge = work.charges.get(ChargeId(charge_id))
        viewer = viewer_of(work, asker.organisation)
        made = work.refunds.of_charge(charge.id)
    return Page(items=tuple(_refund(refund, viewer) for refund in made), next=None)


@post(
    "/charges/{charge_id:uuid}/refunds",
    status_code=HTTPStatus.CREATED,
    sync_to_thread=True,
    guards=[checked(RefundIn)],
    responses=answers(
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.CONFLICT,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    ),
    tags=["Billing"],
)
def refund(
    charge_id: FromPath[UUID],
    data: JSONBody[RefundIn],
    asker: NamedDependency[SkipValidation[Asker]],
    storage: NamedDependency[SkipValidation[Storage]],
    refund_charge: NamedDependency[SkipValidation[RefundCharge]],
) -> RefundOut:
    """Give back what a charge took, along its whole chain; whoever stands at its top may."""
    wanted = data.amount
    made = refund_charge(
        ChargeId(charge_id),
        reference=data.reference,
        reason=data.reason,
        amount=None if wanted is None else Money(wanted.cents, wanted.currency),
        by=asker.actor,
    )
    with storage.look(asker.scope) as work:
        viewer = viewer_of(work, asker.organisation)
    return _refund(made, viewer)


def _refund(made: Refund, viewer: Viewer) -> RefundOut:
    paid = viewer.paid(made.rating)
    return RefundOut(
        charge_id=made.charge_id,
        reference=made.reference,
        reason=made.reason,
        refunded_at=made.refunded_at,
        amount=None if paid is None else amount(-paid),
        transaction_id=made.transaction_id,
        links=links_of(made.rating, viewer),
    )
