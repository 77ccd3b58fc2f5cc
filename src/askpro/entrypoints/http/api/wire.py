"""The API's own words: camelCase, strict, bounded; money as cents with its currency.

What comes in is read field by field without mercy: no ``"12"`` for 12, no unknown field,
and every mistake is reported at once.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar, get_args, get_origin

import msgspec
from litestar.connection import ASGIConnection, Request
from litestar.handlers import BaseRouteHandler

from askpro.domain.moment import utc
from askpro.domain.money import Currency, Money
from askpro.entrypoints.http.problems import Malformed, Mistake, NotJson

MOST_MISTAKES = 100
"""How many of a long list are told at once."""

Item = TypeVar("Item")
Guard = Callable[["ASGIConnection[Any, Any, Any, Any]", BaseRouteHandler], Awaitable[None]]

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
FIRST_YEAR, LAST_YEAR = 2000, 2200
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Wire(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """A shape of the API."""


class Amount(Wire, frozen=True):
    """Money: whole cents and an ISO 4217 currency."""

    cents: Annotated[int, msgspec.Meta(ge=-(10**15), le=10**15, examples=[2500])]
    currency: Annotated[Currency, msgspec.Meta(examples=["EUR"])]


def instant(moment: datetime, where: str) -> datetime:
    """The instant in UTC. Raises ``Malformed`` for one that no price is dated by."""
    try:
        found = utc(moment)
    except (OverflowError, ValueError):
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        years = f"an instant with its offset from {FIRST_YEAR} to {LAST_YEAR} is expected"
        raise Malformed((Mistake(where, years),))
    return found


class Page(Wire, Generic[Item], frozen=True):
    """Some items; ``next`` goes into ``after`` for the following ones and is null at the end."""

    items: tuple[Item, ...]
    next: str | None


def amount(money: Money) -> Amount:
    return Amount(cents=money.cents, currency=money.currency)


def cents(number: int, currency: Currency) -> Amount:
    return Amount(cents=number, currency=currency)


def checked(shape: type[Wire]) -> Guard:
    """A guard that reads the body as this shape before anything converts it leniently.

    Raises:
        NotJson, Malformed: Unreadable, or with mistakes, all of them listed.
    """

    async def guard(connection: "ASGIConnection[Any, Any, Any, Any]", _: BaseRouteHandler) -> None:
        assert isinstance(connection, Request)
        mistakes = list(_mistakes(shape, _decoded(await connection.body()), ""))
        if mistakes:
            raise Malformed(tuple(mistakes))

    return guard


def _decoded(body: bytes) -> object:
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotJson from error


def _mistakes(shape: type[msgspec.Struct], given: object, at: str) -> "list[Mistake]":
    if not isinstance(given, dict):
        return [Mistake(at or "body", "an object is expected")]
    fields = {field.encode_name: field for field in msgspec.structs.fields(shape)}
    found = [Mistake(f"{at}{name}", "unknown field") for name in given if name not in fields]
    for name, field in fields.items():
        if name in given:
            found += _wrong(field.type, given[name], f"{at}{name}")
        elif field.required:
            found.append(Mistake(f"{at}{name}", "missing"))
    return found


def _wrong(wanted: Any, given: object, at: str) -> "list[Mistake]":
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        return _mistakes(wanted, given, f"{at}.")
    shape = _listed(wanted)
    if shape is not None and isinstance(given, list):
        found = [
            mistake
            for number, item in enumerate(given)
            for mistake in _mistakes(shape, item, f"{at}[{number}].")
        ]
        if found:
            return found[:MOST_MISTAKES]
    try:
        msgspec.convert(given, wanted)
    except msgspec.ValidationError as error:
        return [Mistake(at, str(error))]
    return [Mistake(at, "a character no database keeps")] if _unstorable(given) else []


def _listed(wanted: Any) -> type[msgspec.Struct] | None:
    """The shape of the items, where a list of shapes is wanted."""
    kind = get_args(wanted)[0] if get_origin(wanted) is Annotated else wanted
    of = get_args(kind)[:1] if get_origin(kind) in (list, tuple) else ()
    is_shape = of and isinstance(of[0], type) and issubclass(of[0], msgspec.Struct)
    return of[0] if is_shape else None


def _unstorable(given: object) -> bool:
    return isinstance(given, str) and any(
        char == "\x00" or "\ud800" <= char <= "\udfff" for char in given
    )
