"""Wallets, and what was booked: the own, and what those next below pay from."""

from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation

from askpro.application.billing.top_up_by_hand import TopUpByHand
from askpro.domain.billing.ledger import Purpose, Transaction
from askpro.domain.billing.sight import Viewer
from askpro.domain.billing.top_up import LARGEST_TOP_UP_CENTS
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Currency, Money
from askpro.domain.organisations.key import Asker
from askpro.domain.organisations.organisation import Kind
from askpro.entrypoints.http.api.documented import After, Limit, answers
from askpro.entrypoints.http.api.wire import Amount, Page, Wire, amount, cents, checked
from askpro.entrypoints.http.viewing import own_and_next, viewer_of
from askpro.ports.storage import Storage
from askpro.ports.views import Views, WalletLine

Instant = Annotated[datetime, msgspec.Meta(tz=True)]


class WalletItem(Wire, frozen=True):
    """A wallet: available = balance + bonus + credit limit - reserved - owed.

    ``boundBonus`` is limited to some meters and stands in no sum.
    """

    organisation_id: UUID
    name: str
    kind: Kind
    balance: Amount
    bonus: Amount
    bound_bonus: Amount
    available: Amount
    reserved: Amount
    credit_limit: Amount
    owed: Amount


class EntryOut(Wire, frozen=True):
    """So much in favour (+) or to the burden (-) of an account's owner."""

    organisation_id: UUID
    purpose: Purpose
    amount: Amount


class TransactionOut(Wire, frozen=True):
    """What was booked together; the entries of others are left out."""

    id: UUID
    source_key: str
    occurred_at: Instant
    posted_at: Instant
    text: str
    entries: tuple[EntryOut, ...]


class TopUpAmount(Wire, frozen=True):
    """A positive amount in the wallet's currency."""

    cents: Annotated[int, msgspec.Meta(ge=1, le=LARGEST_TOP_UP_CENTS, examples=[5000])]
    currency: Annotated[Currency, msgspec.Meta(examples=["EUR"])]


class TopUpIn(Wire, frozen=True):
    """Money that arrived outside; the reference makes booking it twice booking it once."""

    amount: TopUpAmount
    reference: Annotated[
        str, msgspec.Meta(min_length=1, max_length=100, examples=["Überweisung 2026-11-21"])
    ]


@get("/transactions", sync_to_thread=True, responses=answers(), tags=["Billing"])
def list_transactions(
    asker: NamedDependency[SkipValidation[Asker]],
    views: NamedDependency[SkipValidation[Views]],
    storage: NamedDependency[SkipValidation[Storage]],
    after: After = None,
    limit: Limit = 50,
) -> Page[TransactionOut]:
    """What touched the asker's subtree, by when it was posted, the latest first."""
    page = views.transactions(asker.scope, after, limit)
    viewer = _viewer(page.lines, asker, storage)
    return Page(items=tuple(_transaction(line, viewer) for line in page.lines), next=page.next)


@get("/wallets", sync_to_thread=True, responses=answers(), tags=["Billing"])
def list_wallets(
    asker: NamedDependency[SkipValidation[Asker]],
    views: NamedDependency[SkipValidation[Views]],
    after: After = None,
    limit: Limit = 50,
) -> Page[WalletItem]:
    """The own wallet and those next below, by name; a page may hold fewer than it read."""
    page = views.wallets(asker.scope, after, limit)
    seen = own_and_next(asker.organisation, page.lines)
    return Page(items=tuple(map(_wallet, seen)), next=page.next)


@post(
    "/wallets/{organisation_id:uuid}/top-ups",
    status_code=HTTPStatus.CREATED,
    sync_to_thread=True,
    guards=[checked(TopUpIn)],
    responses=answers(
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.CONFLICT,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    ),
    tags=["Billing"],
)
def top_up(
    organisation_id: FromPath[UUID],
    data: JSONBody[TopUpIn],
    asker: NamedDependency[SkipValidation[Asker]],
    storage: NamedDependency[SkipValidation[Storage]],
    top_up_by_hand: NamedDependency[SkipValidation[TopUpByHand]],
) -> TransactionOut:
    """Book money that arrived outside, as one who stands above the wallet's owner."""
    booked = top_up_by_hand(
        organisation_id=OrganisationId(organisation_id),
        amount=Money(data.amount.cents, data.amount.currency),
        reference=data.reference,
        by=asker.actor,
    )
    return _transaction(booked, _viewer([booked], asker, storage))


def _viewer(transactions: Iterable[Transaction], asker: Asker, storage: Storage) -> Viewer:
    owners = {entry.account.organisation_id for line in transactions for entry in line.entries}
    with storage.look(asker.scope) as work:
        return viewer_of(work, asker.organisation, owners)


def _transaction(line: Transaction, viewer: Viewer) -> TransactionOut:
    return TransactionOut(
        id=line.id,
        source_key=line.source_key,
        occurred_at=line.occurred_at,
        posted_at=line.posted_at,
        text=line.text,
        entries=tuple(
            EntryOut(
                organisation_id=entry.account.organisation_id,
                purpose=entry.account.purpose,
                amount=cents(entry.cents, entry.account.currency),
            )
            for entry in viewer.entries(line)
        ),
    )


def _wallet(line: WalletLine) -> WalletItem:
    wallet = line.wallet
    return WalletItem(
        organisation_id=line.organisation.id,
        name=line.organisation.name,
        kind=line.organisation.kind,
        balance=amount(wallet.balance),
        bonus=cents(wallet.bonus_cents, wallet.currency),
        bound_bonus=cents(wallet.bound_bonus_cents, wallet.currency),
        available=amount(wallet.available),
        reserved=cents(wallet.reserved_cents, wallet.currency),
        credit_limit=cents(wallet.credit_limit_cents, wallet.currency),
        owed=cents(wallet.owed_cents, wallet.currency),
    )
