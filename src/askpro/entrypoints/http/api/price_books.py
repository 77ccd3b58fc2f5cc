"""Price books: the prices one sets for direct children, drafted, then published for good."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation

from askpro.application.billing.change_draft import ChangeDraft
from askpro.application.billing.draft_price_book import DraftPriceBook
from askpro.application.billing.publish_price_book import PublishPriceBook
from askpro.application.billing.selling import own_book
from askpro.domain.billing.price_book import PriceBook, Status
from askpro.domain.ids import OrganisationId, PriceBookId
from askpro.domain.money import Currency
from askpro.domain.organisations.key import Asker
from askpro.entrypoints.http.api.documented import After, Limit, answers
from askpro.entrypoints.http.api.wire import Instant, Name, Page, Wire, checked, instant
from askpro.entrypoints.price_conversion import entries_of, entry_shapes
from askpro.entrypoints.price_wire import EntryShape
from askpro.ports.storage import Storage
from askpro.ports.views import BadCursor

MOST_ENTRIES = 100
COMMAND = (
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)


class BookIn(Wire, frozen=True):
    """Prices from an instant on, for one direct child or (null) for all."""

    name: Name
    valid_from: Instant
    entries: Annotated[tuple[EntryShape, ...], msgspec.Meta(max_length=MOST_ENTRIES)]
    buyer_id: UUID | None = None
    currency: Currency | None = None
    valid_until: Instant | None = None


class BookItem(Wire, frozen=True):
    """A price book in a list."""

    id: UUID
    buyer_id: UUID | None
    name: str
    currency: Currency
    status: Status
    version: int
    valid_from: Instant
    valid_until: Instant | None
    published_at: Instant | None


class BookOut(Wire, frozen=True):
    """A price book with its prices."""

    id: UUID
    seller_id: UUID
    buyer_id: UUID | None
    name: str
    currency: Currency
    status: Status
    version: int
    valid_from: Instant
    valid_until: Instant | None
    published_at: Instant | None
    entries: tuple[EntryShape, ...]


@get("/price-books", sync_to_thread=True, responses=answers(), tags=["Prices"])
def list_books(
    asker: NamedDependency[SkipValidation[Asker]],
    storage: NamedDependency[SkipValidation[Storage]],
    after: After = None,
    limit: Limit = 50,
) -> Page[BookItem]:
    """The own price books, the youngest draft first."""
    with storage.look(asker.scope) as work:
        books = work.price_books.of(asker.organisation.id, _cursor(after), limit)
    more = str(books[-1].id) if len(books) == limit else None
    return Page(items=tuple(map(_item, books)), next=more)


@get(
    "/price-books/{book_id:uuid}",
    sync_to_thread=True,
    responses=answers(HTTPStatus.NOT_FOUND),
    tags=["Prices"],
)
def show_book(
    book_id: FromPath[UUID],
    asker: NamedDependency[SkipValidation[Asker]],
    storage: NamedDependency[SkipValidation[Storage]],
) -> BookOut:
    """One price book; another seller's is not there."""
    with storage.look(asker.scope) as work:
        return _whole(own_book(work, PriceBookId(book_id), asker.actor))


@post(
    "/price-books",
    status_code=HTTPStatus.CREATED,
    sync_to_thread=True,
    guards=[checked(BookIn)],
    responses=answers(*COMMAND),
    tags=["Prices"],
)
def draft_book(
    data: JSONBody[BookIn],
    asker: NamedDependency[SkipValidation[Asker]],
    draft_price_book: NamedDependency[SkipValidation[DraftPriceBook]],
) -> BookOut:
    """Draft prices; they price nothing until they are published."""
    currency = data.currency or asker.organisation.currency
    return _whole(
        draft_price_book(
            asker.organisation.id,
            name=data.name,
            valid_from=instant(data.valid_from, "validFrom"),
            valid_until=_until(data),
            entries=entries_of(data.entries, currency),
            buyer_id=_buyer(data),
            currency=currency,
            by=asker.actor,
        )
    )


@put(
    "/price-books/{book_id:uuid}",
    sync_to_thread=True,
    guards=[checked(BookIn)],
    responses=answers(*COMMAND),
    tags=["Prices"],
)
def change_book(
    book_id: FromPath[UUID],
    data: JSONBody[BookIn],
    asker: NamedDependency[SkipValidation[Asker]],
    change_draft: NamedDependency[SkipValidation[ChangeDraft]],
) -> BookOut:
    """Replace a draft; a published book never changes."""
    currency = data.currency or asker.organisation.currency
    return _whole(
        change_draft(
            PriceBookId(book_id),
            name=data.name,
            valid_from=instant(data.valid_from, "validFrom"),
            valid_until=_until(data),
            entries=entries_of(data.entries, currency),
            buyer_id=_buyer(data),
            currency=currency,
            by=asker.actor,
        )
    )


@post(
    "/price-books/{book_id:uuid}/publish",
    status_code=HTTPStatus.OK,
    sync_to_thread=True,
    responses=answers(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
    tags=["Prices"],
)
def publish_book(
    book_id: FromPath[UUID],
    asker: NamedDependency[SkipValidation[Asker]],
    publish_price_book: NamedDependency[SkipValidation[PublishPriceBook]],
) -> BookOut:
    """Publish a draft, or tell every mistake. The version before ends where this one begins."""
    return _whole(publish_price_book(PriceBookId(book_id), by=asker.actor))


def _cursor(after: str | None) -> PriceBookId | None:
    try:
        return None if after is None else PriceBookId(UUID(after))
    except ValueError as error:
        raise BadCursor from error


def _buyer(data: BookIn) -> OrganisationId | None:
    return None if data.buyer_id is None else OrganisationId(data.buyer_id)


def _until(data: BookIn) -> datetime | None:
    return None if data.valid_until is None else instant(data.valid_until, "validUntil")


def _item(book: PriceBook) -> BookItem:
    return BookItem(
        id=book.id,
        buyer_id=book.buyer_id,
        name=book.name,
        currency=book.currency,
        status=book.status,
        version=book.version,
        valid_from=book.valid_from,
        valid_until=book.valid_until,
        published_at=book.published_at,
    )


def _whole(book: PriceBook) -> BookOut:
    head = msgspec.structs.asdict(_item(book))
    return BookOut(**head, seller_id=book.seller_id, entries=entry_shapes(book.entries))
