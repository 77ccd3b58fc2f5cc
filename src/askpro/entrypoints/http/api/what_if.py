"""What a month would have come to; nothing is written."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import post
from litestar.di import NamedDependency
from litestar.params import JSONBody, SkipValidation

from askpro.application.billing.what_if import ReckonWhatIf
from askpro.domain.ids import OrganisationId, PriceBookId
from askpro.domain.money import Currency
from askpro.domain.organisations.key import Asker
from askpro.entrypoints.http.api.documented import answers
from askpro.entrypoints.http.api.price_books import COMMAND
from askpro.entrypoints.http.api.wire import Amount, Wire, cents, checked
from askpro.entrypoints.price_wire import Rate
from askpro.entrypoints.what_if_wire import agreement, read_month

MOST_CHARGES = 20_000
"""More than that is for the command line, which shows how far it is."""


class OtherCommission(Wire, frozen=True):
    """What a reseller would earn of the gross."""

    reseller_id: UUID
    rate: Rate


class WhatIfIn(Wire, frozen=True):
    """A calendar month, and what is put in the place of what really held."""

    month: Annotated[
        str, msgspec.Meta(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", examples=["2026-10"])
    ]
    book_id: UUID | None = None
    commissions: Annotated[tuple[OtherCommission, ...], msgspec.Meta(max_length=50)] = ()


class LinkDifference(Wire, frozen=True):
    """What a buyer owes or passes up to its seller: really, and what it would."""

    seller_id: UUID
    buyer_id: UUID
    charges: int
    old: Amount
    new: Amount
    difference: Amount


class TierDifference(Wire, frozen=True):
    """Old and new sums of one organisation."""

    organisation_id: UUID
    old: Amount
    new: Amount
    difference: Amount


class Unpriced(Wire, frozen=True):
    """Usages that would have no price."""

    meter: str
    charges: int


class WhatIfOut(Wire, frozen=True):
    """What companies pay and what tiers keep, as far as the asker deals with them."""

    month: str
    charges: int
    unpriced: tuple[Unpriced, ...]
    companies: tuple[TierDifference, ...]
    gains: tuple[TierDifference, ...]
    links: tuple[LinkDifference, ...]


@post(
    "/what-if",
    status_code=HTTPStatus.OK,
    sync_to_thread=True,
    guards=[checked(WhatIfIn)],
    responses=answers(*COMMAND),
    tags=["Prices"],
)
def what_if(
    data: JSONBody[WhatIfIn],
    asker: NamedDependency[SkipValidation[Asker]],
    reckon_what_if: NamedDependency[SkipValidation[ReckonWhatIf]],
) -> WhatIfOut:
    """Rate a month again under a draft or other commissions; up to 20 000 charges."""
    found = reckon_what_if(
        read_month(data.month),
        book=None if data.book_id is None else PriceBookId(data.book_id),
        commissions={
            OrganisationId(one.reseller_id): agreement(one.rate) for one in data.commissions
        },
        by=asker.actor,
        most=MOST_CHARGES,
    )
    return WhatIfOut(
        month=data.month,
        charges=found.charges,
        unpriced=tuple(Unpriced(meter=m, charges=n) for m, n in sorted(found.unpriced.items())),
        companies=tuple(_tier(*tier, *change) for tier, change in found.paid().items()),
        gains=tuple(_tier(*tier, *change) for tier, change in found.gains().items()),
        links=tuple(
            LinkDifference(
                seller_id=key.seller_id,
                buyer_id=key.buyer_id,
                charges=sums.charges,
                old=cents(sums.old_cents, key.currency),
                new=cents(sums.new_cents, key.currency),
                difference=cents(sums.difference_cents, key.currency),
            )
            for key, sums in found.links.items()
        ),
    )


def _tier(id: UUID, currency: Currency, old: int, new: int) -> TierDifference:
    return TierDifference(
        organisation_id=id,
        old=cents(old, currency),
        new=cents(new, currency),
        difference=cents(new - old, currency),
    )
