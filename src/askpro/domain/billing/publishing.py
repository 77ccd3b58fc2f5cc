"""Turn a draft into the prices that hold from an instant on.

    published        v1 from January                     v2 from March
    becomes          v1 January until March              v2 from March

The version before ends as a new value; nothing about the time before March differs, so
what was rated then is rated the same again.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

import attrs

from askpro.domain.billing.borders import currencies_of
from askpro.domain.billing.link import Link, refuse_sale
from askpro.domain.billing.markup import MarkupOutOfBounds, PricedBelowCost
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.price_book import PriceBook, PublishedBook
from askpro.domain.errors import Refused
from askpro.domain.ids import PriceBookId
from askpro.domain.money import Currency

METER = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


@attrs.define
class EmptyBook(Refused):
    """A price book without entries prices nothing."""

    name: str


@attrs.define
class EndsBeforeItBegins(Refused):
    """A price book ends after it begins."""

    valid_from: datetime
    valid_until: datetime


@attrs.define
class MixedCurrencies(Refused):
    """All prices of a book are in its currency."""

    meter: Meter
    currency: Currency
    found: tuple[Currency, ...]


@attrs.define
class NotAMeter(Refused):
    """A meter is named in small letters, digits and single underscores, such as call_second."""

    text: str


@attrs.define
class MeterPricedTwice(Refused):
    """A price book prices each meter once."""

    meter: Meter


@attrs.define
class BooksOverlap(Refused):
    """Another published version holds at the same time and does not begin earlier."""

    valid_from: datetime
    valid_until: datetime | None
    other_version: int
    other_valid_from: datetime
    other_valid_until: datetime | None


@attrs.define
class ChangesThePast(Refused):
    """A published version would end before now, and usage is already rated by it."""

    valid_from: datetime
    now: datetime
    ended_version: int


@attrs.define
class NotPublishable(Refused):
    """The price book has mistakes; all of them are listed."""

    id: PriceBookId
    name: str
    mistakes: tuple[Refused, ...]


def publish(
    draft: PriceBook, versions: Iterable[PriceBook], now: datetime, above: Link | None = None
) -> tuple[PriceBook, ...]:
    """The book as published, and before it the version it ends, if it ends one.

    Args:
        versions: The seller's books; drafts and books for others are passed over.
        above: What the seller buys on at the book's first instant, None for the platform.
            Later costs are checked by ``Chain.refuse_prices`` and with each rating.

    Raises:
        PublishedBook: It is published already.
        NotPublishable: With every mistake that was found.
    """
    published = [one for one in versions if one.published_at]
    for one in (draft, *published):
        if one.id == draft.id and one.published_at:
            raise PublishedBook(one.id, one.version, one.published_at)
    beside = [one for one in published if one.is_beside(draft)]
    mistakes = (*_form(draft), *_dates(draft, beside, now), *_prices(draft, above))
    if mistakes:
        raise NotPublishable(draft.id, draft.name, mistakes)
    number = max((one.version for one in beside), default=0) + 1
    book = attrs.evolve(draft, version=number, published_at=now)
    ended = [attrs.evolve(one, valid_until=book.valid_from) for one in _ended_by(book, beside)]
    return (*ended, book)


def _form(book: PriceBook) -> Iterator[Refused]:
    if not book.entries:
        yield EmptyBook(book.name)
    if book.valid_until is not None and book.valid_until <= book.valid_from:
        yield EndsBeforeItBegins(book.valid_from, book.valid_until)
    seen: set[Meter] = set()
    for meter, model in book.entries:
        if not METER.fullmatch(meter):
            yield NotAMeter(meter)
        if meter in seen:
            yield MeterPricedTwice(meter)
        seen.add(meter)
        found = currencies_of(model)
        if found - {book.currency}:
            named = tuple(sorted(found, key=lambda currency: currency.value))
            yield MixedCurrencies(meter, book.currency, named)


def _dates(book: PriceBook, beside: Iterable[PriceBook], now: datetime) -> Iterator[Refused]:
    known = tuple(beside)
    ended = _ended_by(book, known)
    for one in ended:
        if book.valid_from < now:
            yield ChangesThePast(book.valid_from, now, one.version)
    for one in known:
        if one not in ended and one.meets(book):
            yield BooksOverlap(
                book.valid_from, book.valid_until, one.version, one.valid_from, one.valid_until
            )


def _ended_by(book: PriceBook, beside: Iterable[PriceBook]) -> list[PriceBook]:
    return [one for one in beside if one.valid_from < book.valid_from and one.meets(book)]


def _prices(book: PriceBook, above: Link | None) -> Iterator[Refused]:
    if above is None:
        return
    for rule in book.rules():
        try:
            refuse_sale(above, rule)
        except (MarkupOutOfBounds, PricedBelowCost) as mistake:
            yield mistake
