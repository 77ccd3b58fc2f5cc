"""A price book in a file: as at the API, with the names of who sells and buys."""

from datetime import datetime
from typing import Annotated

import attrs
import msgspec

from askpro.domain.errors import Refused
from askpro.domain.money import Currency
from askpro.entrypoints.price_wire import EntryShape, Shape

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
MOST_BYTES = 1_000_000


@attrs.define
class NotABookFile(Refused):
    """The file holds no price book."""

    why: str


class BookFile(Shape, frozen=True):
    """``seller`` and ``buyer`` are ids or exact names; no buyer is all direct children."""

    seller: str
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    valid_from: Moment
    entries: tuple[EntryShape, ...]
    buyer: str | None = None
    currency: Currency | None = None
    valid_until: Moment | None = None


def read_book(text: bytes) -> BookFile:
    """Raises ``NotABookFile``, which says where."""
    if len(text) > MOST_BYTES:
        raise NotABookFile(f"more than {MOST_BYTES} bytes")
    try:
        return msgspec.json.decode(text, type=BookFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotABookFile(str(error)) from error
