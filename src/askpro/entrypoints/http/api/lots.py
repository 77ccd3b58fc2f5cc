"""Bonus credit: what a wallet was given, what is left of it, and giving more."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation

from askpro.application.billing.grant_bonus import GrantBonus
from askpro.domain.billing.lots import Kind, Lot
from askpro.domain.billing.meter import Meter
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.domain.organisations.key import Asker
from askpro.entrypoints.http.api.documented import answers
from askpro.entrypoints.http.api.wallets import TopUpAmount
from askpro.entrypoints.http.api.wire import Amount, Wire, cents, checked
from askpro.entrypoints.http.viewing import wallet_next_to
from askpro.ports.storage import Storage

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
MeterName = Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]{0,49}$", examples=["call_second"])]


class LotOut(Wire, frozen=True):
    """Bonus credit: granted = left + spent + expired. Never paid out.

    ``meters`` null: good for anything.
    """

    id: UUID
    given_by: UUID
    kind: Kind
    priority: int
    granted_at: Instant
    expires_at: Instant | None
    meters: tuple[str, ...] | None
    granted: Amount
    left: Amount
    spent: Amount
    expired: Amount


class LotsOut(Wire, frozen=True):
    """Every lot, in the order they are spent."""

    items: tuple[LotOut, ...]


class LotIn(Wire, frozen=True):
    """Bonus credit to give; the reference makes giving it twice giving it once."""

    amount: TopUpAmount
    reference: Annotated[str, msgspec.Meta(min_length=1, max_length=100, examples=["Willkommen"])]
    kind: Kind = Kind.PROMOTION
    priority: Annotated[int, msgspec.Meta(ge=-1000, le=1000)] = 0
    expires_at: Instant | None = None
    meters: Annotated[tuple[MeterName, ...], msgspec.Meta(min_length=1, max_length=20)] | None = (
        None
    )


@get(
    "/wallets/{organisation_id:uuid}/lots",
    sync_to_thread=True,
    responses=answers(HTTPStatus.NOT_FOUND),
    tags=["Billing"],
)
def list_lots(
    organisation_id: FromPath[UUID],
    asker: NamedDependency[SkipValidation[Asker]],
    storage: NamedDependency[SkipValidation[Storage]],
) -> LotsOut:
    """The own bonus, or that of somebody next below."""
    with storage.look(asker.scope) as work:
        wallet = wallet_next_to(work, asker.organisation, OrganisationId(organisation_id))
        return LotsOut(items=tuple(map(_lot, work.bonus.of(wallet.organisation_id))))


@post(
    "/wallets/{organisation_id:uuid}/lots",
    status_code=HTTPStatus.CREATED,
    sync_to_thread=True,
    guards=[checked(LotIn)],
    responses=answers(
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.CONFLICT,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    ),
    tags=["Billing"],
)
def grant_lot(
    organisation_id: FromPath[UUID],
    data: JSONBody[LotIn],
    asker: NamedDependency[SkipValidation[Asker]],
    grant_bonus: NamedDependency[SkipValidation[GrantBonus]],
) -> LotOut:
    """Give bonus, as the operator or as whoever stands directly above; the giver bears it."""
    lot = grant_bonus(
        organisation_id=OrganisationId(organisation_id),
        amount=Money(data.amount.cents, data.amount.currency),
        reference=data.reference,
        by=asker.actor,
        kind=data.kind,
        priority=data.priority,
        expires_at=data.expires_at,
        meters=None if data.meters is None else [Meter(name) for name in data.meters],
    )
    return _lot(lot)


def _lot(lot: Lot) -> LotOut:
    return LotOut(
        id=lot.id,
        given_by=lot.granted_by,
        kind=lot.kind,
        priority=lot.priority,
        granted_at=lot.granted_at,
        expires_at=lot.expires_at,
        meters=None if lot.meters is None else tuple(sorted(lot.meters)),
        granted=cents(lot.granted_cents, lot.currency),
        left=cents(lot.left_cents, lot.currency),
        spent=cents(lot.spent_cents, lot.currency),
        expired=cents(lot.broken_cents, lot.currency),
    )
