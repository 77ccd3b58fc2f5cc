"""Usage that other systems measured, one or many at once; each id is charged once.

{"id": "sms-77", "organisationId": "…", "meter": "sms", "quantity": 3,
 "occurredAt": "2026-11-21T09:30:00+01:00"}
"""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import post
from litestar.di import NamedDependency
from litestar.params import JSONBody, SkipValidation

from askpro.application.billing.report_usage import MOST_USAGES, Reported, ReportUsage
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.usage import MOST_QUANTITY, Usage
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.domain.organisations.key import Asker
from askpro.entrypoints.http.api.charges import Instant
from askpro.entrypoints.http.api.documented import answers
from askpro.entrypoints.http.api.wire import Amount, Wire, amount, checked
from askpro.entrypoints.http.limits import BATCH_BYTES
from askpro.entrypoints.http.viewing import may_see_paid
from askpro.ports.storage import Storage

PROBLEMS = answers(
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)


class UsageIn(Wire, frozen=True):
    """What a company used. The id is the reporting system's own, unique for the company."""

    id: Annotated[str, msgspec.Meta(min_length=1, max_length=200, examples=["sms-77"])]
    organisation_id: UUID
    meter: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,63}$", examples=["sms"])]
    quantity: Annotated[int, msgspec.Meta(ge=0, le=MOST_QUANTITY, examples=[3])]
    occurred_at: Instant


class UsagesIn(Wire, frozen=True):
    """Many at once."""

    items: Annotated[list[UsageIn], msgspec.Meta(min_length=1, max_length=MOST_USAGES)]


class UsageOut(Wire, frozen=True):
    """A charged usage; ``new`` is false where it was charged before.

    ``paid`` is null where the company buys from somebody else than the asker.
    """

    id: str
    organisation_id: UUID
    charge_id: UUID
    new: bool
    occurred_at: datetime
    paid: Amount | None


class UsagesOut(Wire, frozen=True):
    """In the order of the request."""

    items: tuple[UsageOut, ...]


@post(
    "/usage",
    status_code=HTTPStatus.CREATED,
    sync_to_thread=True,
    guards=[checked(UsageIn)],
    responses=PROBLEMS,
    tags=["Billing"],
)
def report_one(
    data: JSONBody[UsageIn],
    asker: NamedDependency[SkipValidation[Asker]],
    storage: NamedDependency[SkipValidation[Storage]],
    report_usage: NamedDependency[SkipValidation[ReportUsage]],
) -> UsageOut:
    """Charge one usage; the same id with the same content again changes nothing."""
    return _report([data], asker, storage, report_usage)[0]


@post(
    "/usage/batch",
    status_code=HTTPStatus.CREATED,
    sync_to_thread=True,
    guards=[checked(UsagesIn)],
    request_max_body_size=BATCH_BYTES,
    responses=PROBLEMS,
    tags=["Billing"],
)
def report_many(
    data: JSONBody[UsagesIn],
    asker: NamedDependency[SkipValidation[Asker]],
    storage: NamedDependency[SkipValidation[Storage]],
    report_usage: NamedDependency[SkipValidation[ReportUsage]],
) -> UsagesOut:
    """Charge up to 1 000. After a failure send all of it again: nothing is charged twice."""
    return UsagesOut(items=tuple(_report(data.items, asker, storage, report_usage)))


def _report(
    reported: Sequence[UsageIn],
    asker: Asker,
    storage: Storage,
    report_usage: ReportUsage,
) -> list[UsageOut]:
    usages = [_usage(each) for each in reported]
    charged = report_usage(asker.scope, usages)
    with storage.look(asker.scope) as work:
        payers = {usage.organisation_id for usage in usages}
        priced = may_see_paid(work, asker.organisation, payers)
    return [
        _told(each, one, usage.organisation_id in priced)
        for each, usage, one in zip(reported, usages, charged, strict=True)
    ]


def _usage(reported: UsageIn) -> Usage:
    return Usage(
        source_key=f"usage:{reported.organisation_id}:{reported.id}",
        organisation_id=OrganisationId(reported.organisation_id),
        occurred_at=reported.occurred_at,
        quantities=((Meter(reported.meter), reported.quantity),),
        text=f"{reported.meter} {reported.id}",
    )


def _told(reported: UsageIn, charged: Reported, priced: bool) -> UsageOut:
    (charge,) = charged.charges
    paid: Money = charge.rating.paid
    return UsageOut(
        id=reported.id,
        organisation_id=reported.organisation_id,
        charge_id=charge.id,
        new=charged.new,
        occurred_at=charge.occurred_at,
        paid=amount(paid) if priced else None,
    )
