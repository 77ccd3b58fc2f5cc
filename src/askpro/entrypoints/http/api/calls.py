"""Calls: who rang, how long, what came of it. What the platform's own vendor cost is not shown."""

from collections.abc import Collection
from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.params import PathParameter, SkipValidation

from askpro.domain.ids import CallId, OrganisationId
from askpro.domain.organisations.key import Asker
from askpro.domain.telephony.call import Call, CallStatus, Direction
from askpro.entrypoints.http.api.documented import VISIBLE, After, Limit, answers
from askpro.entrypoints.http.api.wire import Amount, Page, Wire, amount
from askpro.entrypoints.http.viewing import may_see_paid
from askpro.ports.storage import Storage
from askpro.ports.views import CallLine, Views

Instant = Annotated[datetime, msgspec.Meta(tz=True)]


class CallItem(Wire, frozen=True):
    """A call in a list. Without an organisation nobody here was dialled.

    ``paid`` is null where the company buys from somebody else than the asker.
    """

    id: str
    organisation_id: UUID | None
    company: str | None
    caller: str | None
    number: str
    status: CallStatus
    first_seen_at: Instant
    length_seconds: int | None
    paid: Amount | None
    appointments: int


class CallOut(Wire, frozen=True):
    """A call as far as it is known."""

    id: str
    organisation_id: UUID | None
    branch_id: UUID | None
    caller: str | None
    number: str
    direction: Direction
    status: CallStatus
    first_seen_at: Instant
    started_at: Instant | None
    ended_at: Instant | None
    length_seconds: int | None
    reason: str | None
    successful: bool | None
    summary: str | None
    transcript: str | None


@get("/calls", sync_to_thread=True, responses=answers(), tags=["Calls"])
def list_calls(
    asker: NamedDependency[SkipValidation[Asker]],
    views: NamedDependency[SkipValidation[Views]],
    storage: NamedDependency[SkipValidation[Storage]],
    after: After = None,
    limit: Limit = 50,
) -> Page[CallItem]:
    """Calls, the latest first."""
    page = views.calls(asker.scope, after, limit)
    with storage.look(asker.scope) as work:
        payers = [line.organisation_id for line in page.lines]
        priced = may_see_paid(work, asker.organisation, payers)
    return Page(items=tuple(_item(line, priced) for line in page.lines), next=page.next)


@get(
    "/calls/{call_id:str}",
    sync_to_thread=True,
    responses=answers(HTTPStatus.NOT_FOUND),
    tags=["Calls"],
)
def show_call(
    call_id: Annotated[str, PathParameter(max_length=128, pattern=VISIBLE)],
    asker: NamedDependency[SkipValidation[Asker]],
    storage: NamedDependency[SkipValidation[Storage]],
) -> CallOut:
    """One call, with what was said."""
    with storage.look(asker.scope) as work:
        return _whole(work.calls.get(CallId(call_id)))


def _item(line: CallLine, priced: Collection[OrganisationId]) -> CallItem:
    return CallItem(
        id=line.id,
        organisation_id=line.organisation_id,
        company=line.company,
        caller=line.caller,
        number=line.ours,
        status=line.status,
        first_seen_at=line.first_seen_at,
        length_seconds=line.length_seconds,
        paid=amount(line.paid) if line.paid and line.organisation_id in priced else None,
        appointments=line.appointments,
    )


def _whole(call: Call) -> CallOut:
    return CallOut(
        id=call.id,
        organisation_id=call.organisation_id,
        branch_id=call.branch_id,
        caller=call.caller,
        number=call.ours,
        direction=call.direction,
        status=call.status,
        first_seen_at=call.first_seen_at,
        started_at=call.started_at,
        ended_at=call.ended_at,
        length_seconds=call.length_seconds,
        reason=call.reason,
        successful=call.successful,
        summary=call.summary,
        transcript=call.transcript,
    )
