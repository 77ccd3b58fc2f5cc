"""How HTTP says no: RFC 9457, one table from family to status.

The most specific row counts. A new leaf needs no row as long as its family's is right.

    Refused      409    the rule says no
    Missing      404    not there, or not yours
    Unavailable  503    with Retry-After
    ours         500    logged; says nothing but that

``code`` is stable for machines; the leaf's facts stand beside it, save those of leaves that
name other tiers' money.
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from http import HTTPStatus
from typing import Any

import attrs
import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

from askpro.application.billing.grant_bonus import ExpiresTooSoon, NotTheGiver
from askpro.application.billing.refund_charge import OnlyTheTopRefunds
from askpro.application.billing.report_usage import NotACompany
from askpro.application.billing.reverse_transaction import OnlyTheOperatorReverses
from askpro.application.billing.set_wallet_care import NotThresholds
from askpro.application.billing.top_up_by_hand import NotByOneself
from askpro.domain.billing.chain import SellsBelowCost
from askpro.domain.billing.closed import NotAPeriod
from askpro.domain.billing.commission import NotARate
from askpro.domain.billing.lots import NotALot
from askpro.domain.billing.markup import MarkupOutOfBounds, PricedBelowCost
from askpro.domain.billing.price_book import NoPrice
from askpro.domain.billing.publishing import NotPublishable
from askpro.domain.billing.refunded import NothingToRefund
from askpro.domain.billing.top_up import NotATopUp
from askpro.domain.billing.usage import NotUsage
from askpro.domain.billing.wallet import CannotPay
from askpro.domain.booking.hours import NotHours
from askpro.domain.errors import Missing, NotConfigured, Refused, Unavailable, WorldError
from askpro.domain.money import Money, NotAPrice
from askpro.domain.organisations.branch import NotANumber
from askpro.domain.organisations.key import KeyRefused
from askpro.entrypoints.price_wire import NotAPriceModel
from askpro.entrypoints.what_if_wire import NotAMonth
from askpro.ports.views import BadCursor
from askpro.ports.voice import NotAuthentic, NotUnderstood

logger = logging.getLogger("askpro.http")

PROBLEM_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 5


class Mistake(msgspec.Struct, frozen=True):
    """One thing that is wrong in a request, and where."""

    where: str
    what: str


@attrs.define
class Malformed(Refused):
    """The request has mistakes; all of them are listed."""

    mistakes: tuple[Mistake, ...]


@attrs.define
class NotJson(Refused):
    """The body is missing or is not JSON."""


STATUS: Mapping[type[WorldError], HTTPStatus] = {
    Refused: HTTPStatus.CONFLICT,
    Missing: HTTPStatus.NOT_FOUND,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    NotAuthentic: HTTPStatus.UNAUTHORIZED,
    KeyRefused: HTTPStatus.UNAUTHORIZED,
    NotConfigured: HTTPStatus.SERVICE_UNAVAILABLE,
    NotUnderstood: HTTPStatus.BAD_REQUEST,
    BadCursor: HTTPStatus.BAD_REQUEST,
    NotAPrice: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotATopUp: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotARate: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotUsage: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotACompany: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotHours: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotANumber: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotALot: HTTPStatus.UNPROCESSABLE_ENTITY,
    ExpiresTooSoon: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotThresholds: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotByOneself: HTTPStatus.FORBIDDEN,
    OnlyTheTopRefunds: HTTPStatus.FORBIDDEN,
    OnlyTheOperatorReverses: HTTPStatus.FORBIDDEN,
    NothingToRefund: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotAPeriod: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotTheGiver: HTTPStatus.FORBIDDEN,
    NotJson: HTTPStatus.BAD_REQUEST,
    NotAPriceModel: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotAMonth: HTTPStatus.UNPROCESSABLE_ENTITY,
    Malformed: HTTPStatus.UNPROCESSABLE_ENTITY,
}

DISCREET = (CannotPay, MarkupOutOfBounds, NoPrice, PricedBelowCost, SellsBelowCost)
"""They name a tier and its money; who asks may be another tier."""


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What went wrong (RFC 9457). ``code`` is stable; further facts may stand beside it."""

    type: str
    title: str
    status: int
    code: str
    detail: str = ""
    errors: tuple[Mistake, ...] = ()


def status_of(error: WorldError) -> HTTPStatus:
    """The one answer for this leaf."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def answer_world_error(_: Request[Any, Any, Any], error: WorldError) -> Response[bytes]:
    """What the world refuses is told with its facts."""
    status = status_of(error)
    title = (type(error).__doc__ or "").partition("\n")[0]
    if isinstance(error, Malformed):
        problem = _problem(error.code, title, status, "")
        return _respond(msgspec.structs.replace(problem, errors=error.mistakes))
    if isinstance(error, NotPublishable):
        # Told to the seller, whose own costs and bounds they are.
        mistakes = tuple(Mistake(one.code, str(one)) for one in error.mistakes)
        return _respond(
            msgspec.structs.replace(_problem(error.code, title, status, ""), errors=mistakes)
        )
    discreet = isinstance(error, DISCREET)
    problem = _problem(error.code, title, status, "" if discreet else str(error))
    return _respond(problem, _headers(error), {} if discreet else _facts(error))


def answer_http_error(_: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """What the framework refuses: no such route, wrong method, too large, ill-formed."""
    status = HTTPStatus(error.status_code)
    code = status.phrase.lower().replace(" ", "_").replace("-", "_")
    problem = _problem(code, status.phrase, status, error.detail)
    if isinstance(error.extra, list):
        problem = msgspec.structs.replace(problem, errors=tuple(map(_mistake, error.extra)))
    return _respond(problem, error.headers)


def answer_our_mistake(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Logged with its trace; the answer gives nothing away."""
    log_our_mistake(request, error)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return _respond(_problem("internal", "Something went wrong on our side", status, ""))


def log_our_mistake(request: Request[Any, Any, Any], error: Exception) -> None:
    """Pages someone."""
    route = request.scope.get("path_template") or "no route"
    logger.error("unexpected: %s %s", request.method, route, exc_info=error)


def _problem(code: str, title: str, status: HTTPStatus, detail: str) -> Problem:
    return Problem(f"urn:askpro:problem:{code}", title, int(status), code, detail)


def _respond(
    problem: Problem,
    headers: Mapping[str, str] | None = None,
    facts: Mapping[str, object] | None = None,
) -> Response[bytes]:
    body = {**(facts or {}), **msgspec.to_builtins(problem)}
    return Response(
        msgspec.json.encode(body),
        status_code=problem.status,
        media_type=PROBLEM_TYPE,
        headers=dict(headers or {}),
    )


def _headers(error: WorldError) -> Mapping[str, str]:
    if isinstance(error, Unavailable):
        return {"Retry-After": str(RETRY_AFTER_SECONDS)}
    return {"WWW-Authenticate": "Bearer"} if isinstance(error, KeyRefused) else {}


def _facts(error: WorldError) -> Mapping[str, object]:
    return {
        camel(field.name): _plain(getattr(error, field.name)) for field in attrs.fields(type(error))
    }


def camel(name: str) -> str:
    """As the wire's fields are written: ``organisationId``."""
    first, *others = name.split("_")
    return first + "".join(part.capitalize() for part in others)


def _plain(value: object) -> object:
    match value:
        case None | bool() | int() | str():
            return value
        case Money():
            return {"cents": value.cents, "currency": value.currency.value}
        case Enum():
            return value.value
        case datetime():
            return value.isoformat()
        case tuple() | list() | frozenset():
            return [_plain(part) for part in value]
        case _:
            return str(value)


def _mistake(extra: Any) -> Mistake:
    where = extra.get("key") or extra.get("source") or "request"
    return Mistake(str(where), str(extra.get("message", "")))
