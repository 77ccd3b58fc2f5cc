"""What one pays and why: the prices in force, and what was agreed with the seller."""

from datetime import datetime
from enum import Enum
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter, SkipValidation

from askpro.application.billing.agree_terms import AgreeTerms, Commission
from askpro.application.billing.show_prices import ShowPrices
from askpro.domain.billing.commission import Agreement, Band, Base
from askpro.domain.billing.markup import Markup
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.terms import Edge, Terms
from askpro.domain.ids import AgreementId, OrganisationId
from askpro.domain.money import Currency, Price
from askpro.domain.organisations.key import Asker
from askpro.entrypoints.http.api.documented import VISIBLE, answers
from askpro.entrypoints.http.api.price_books import COMMAND
from askpro.entrypoints.http.api.wire import Instant, Page, Wire, checked, instant
from askpro.entrypoints.price_conversion import (
    decimal,
    percent,
    percent_millionths,
    shape_of_model,
)
from askpro.entrypoints.price_wire import AnyPrice, Count, Decimal, NotAPriceModel, Positive, Rate
from askpro.ports.clock import Clock
from askpro.ports.storage import NoSuchOrganisation, Storage

MOST_BANDS = 20
NOBODYS = AgreementId(UUID(int=0))
MeterName = Annotated[str, msgspec.Meta(min_length=1, max_length=64, examples=["call_second"])]


class Settlement(Enum):
    """Who sets the last price: margin, the buyer; commission, the seller above him."""

    MARGIN = "margin"
    COMMISSION = "commission"


class BandShape(Wire, frozen=True):
    """From this volume of the month on, this percentage."""

    from_cents: Count
    rate: Rate


class CommissionIn(Wire, frozen=True):
    """Rates in bands that begin at nothing, and of what they are a share."""

    bands: Annotated[tuple[BandShape, ...], msgspec.Meta(min_length=1, max_length=MOST_BANDS)]
    base: Base = Base.GROSS


class AgreementOut(Wire, frozen=True):
    """A commission."""

    id: UUID
    bands: tuple[BandShape, ...]
    base: Base


class MarkupShape(Wire, frozen=True):
    """The least and the most the buyer may add to its cost of a meter."""

    meter: MeterName
    least_rate: Rate | None = None
    most_rate: Rate | None = None
    least_price: Decimal | None = None
    most_price: Decimal | None = None
    per: Positive = 1


class TermsIn(Wire, frozen=True):
    """What is agreed with a direct child from an instant on (null: from now on)."""

    valid_from: Instant | None = None
    commission: CommissionIn | None = None
    prepaid: bool = True
    may_lose: bool = False
    edge: Edge | None = None
    markups: Annotated[tuple[MarkupShape, ...], msgspec.Meta(max_length=MOST_BANDS)] = ()


class TermsOut(Wire, frozen=True):
    """What was agreed."""

    buyer_id: UUID
    seller_id: UUID | None
    valid_from: Instant
    valid_until: Instant | None
    settlement: Settlement
    agreement: AgreementOut | None
    prepaid: bool
    may_lose: bool
    edge: Edge
    markups: tuple[MarkupShape, ...]


class PriceOut(Wire, frozen=True):
    """The price of one meter, and the rule and book that say so."""

    meter: str
    price: AnyPrice
    currency: Currency
    rule_id: UUID
    version: int
    book_id: UUID | None
    for_everyone: bool
    valid_from: Instant
    valid_until: Instant | None


class PricesOut(Wire, frozen=True):
    """What the asker pays at an instant."""

    at: Instant
    seller_id: UUID | None
    prices: tuple[PriceOut, ...]
    terms: TermsOut | None


@get(
    "/prices",
    sync_to_thread=True,
    responses=answers(HTTPStatus.UNPROCESSABLE_ENTITY),
    tags=["Prices"],
)
def show_paid(
    asker: NamedDependency[SkipValidation[Asker]],
    show_prices: NamedDependency[SkipValidation[ShowPrices]],
    clock: NamedDependency[SkipValidation[Clock]],
    meter: Annotated[
        str | None,
        QueryParameter(description="Only this meter.", max_length=64, pattern=VISIBLE),
    ] = None,
    at: Annotated[
        datetime | None, QueryParameter(description="When; now where it is left out.")
    ] = None,
) -> PricesOut:
    """What the asker itself pays, and why."""
    when = clock() if at is None else instant(at, "at")
    found = show_prices(asker.organisation.id, at=when, by=asker.actor)
    rules = [rule for rule in found.rules if meter in (None, rule.meter)]
    return PricesOut(
        at=found.at,
        seller_id=found.seller_id,
        prices=tuple(map(_price, rules)),
        terms=_terms(found.terms) if found.terms else None,
    )


@get(
    "/organisations/{organisation_id:uuid}/terms",
    sync_to_thread=True,
    responses=answers(HTTPStatus.NOT_FOUND),
    tags=["Prices"],
)
def list_terms(
    organisation_id: FromPath[UUID],
    asker: NamedDependency[SkipValidation[Asker]],
    storage: NamedDependency[SkipValidation[Storage]],
) -> Page[TermsOut]:
    """What was agreed with an organisation, the oldest first; for the two who agreed it."""
    with storage.look(asker.scope) as work:
        buyer = work.organisations.get(OrganisationId(organisation_id))
        if not asker.operator and asker.organisation.id not in (buyer.id, buyer.parent_id):
            raise NoSuchOrganisation
        agreed = work.prices.terms_of(buyer.id)
    mine = [one for one in agreed if _may_read(one, asker)]
    return Page(items=tuple(map(_terms, mine)), next=None)


@post(
    "/organisations/{organisation_id:uuid}/terms",
    status_code=HTTPStatus.CREATED,
    sync_to_thread=True,
    guards=[checked(TermsIn)],
    responses=answers(*COMMAND),
    tags=["Prices"],
)
def agree(
    organisation_id: FromPath[UUID],
    data: JSONBody[TermsIn],
    asker: NamedDependency[SkipValidation[Asker]],
    agree_terms: NamedDependency[SkipValidation[AgreeTerms]],
) -> TermsOut:
    """Agree terms with a direct child; those before are not changed."""
    agreed = agree_terms(
        OrganisationId(organisation_id),
        valid_from=None if data.valid_from is None else instant(data.valid_from, "validFrom"),
        commission=_commission(data.commission),
        prepaid=data.prepaid,
        may_lose=data.may_lose,
        edge=data.edge,
        markups=tuple(_markup(one, asker.organisation.currency) for one in data.markups),
        by=asker.actor,
    )
    return _terms(agreed)


def _may_read(terms: Terms, asker: Asker) -> bool:
    """Terms with a former parent are none of the present one's business."""
    parties = terms.buyer_id, terms.seller_id or asker.organisation.id
    return asker.operator or asker.organisation.id in parties


def _commission(given: CommissionIn | None) -> Commission | None:
    if given is None:
        return None
    try:
        bands = tuple(Band(one.from_cents, percent_millionths(one.rate)) for one in given.bands)
        return Commission(Agreement(NOBODYS, bands, given.base).bands, given.base)
    except ValueError as error:
        raise NotAPriceModel(str(error)) from error


def _markup(given: MarkupShape, currency: Currency) -> Markup:
    return Markup(
        Meter(given.meter),
        None if given.least_rate is None else percent_millionths(given.least_rate),
        None if given.most_rate is None else percent_millionths(given.most_rate),
        None if given.least_price is None else Price.parse(given.least_price, currency),
        None if given.most_price is None else Price.parse(given.most_price, currency),
        given.per,
    )


def _price(rule: PriceRule) -> PriceOut:
    return PriceOut(
        meter=rule.meter,
        price=shape_of_model(rule.model),
        currency=rule.model.currency,
        rule_id=rule.id,
        version=rule.version,
        book_id=rule.book_id,
        for_everyone=rule.buyer_id is None,
        valid_from=rule.valid_from,
        valid_until=rule.valid_until,
    )


def _terms(terms: Terms) -> TermsOut:
    return TermsOut(
        buyer_id=terms.buyer_id,
        seller_id=terms.seller_id,
        valid_from=terms.valid_from,
        valid_until=terms.valid_until,
        settlement=Settlement.COMMISSION if terms.agreement else Settlement.MARGIN,
        agreement=_agreement(terms.agreement) if terms.agreement else None,
        prepaid=terms.prepaid,
        may_lose=terms.may_lose,
        edge=terms.stands_as,
        markups=tuple(map(_markup_shape, terms.markups)),
    )


def _agreement(agreement: Agreement) -> AgreementOut:
    bands = tuple(
        BandShape(from_cents=band.from_cents, rate=percent(band.rate_millionths))
        for band in agreement.bands
    )
    return AgreementOut(id=agreement.id, bands=bands, base=agreement.base)


def _markup_shape(markup: Markup) -> MarkupShape:
    least, most = markup.least_millionths, markup.most_millionths
    return MarkupShape(
        meter=markup.meter,
        least_rate=None if least is None else percent(least),
        most_rate=None if most is None else percent(most),
        least_price=decimal(markup.least_price) if markup.least_price else None,
        most_price=decimal(markup.most_price) if markup.most_price else None,
        per=markup.per,
    )
