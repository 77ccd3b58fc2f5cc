"""What has left the building, and what could not: letters and dead letters."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from askpro.domain.notices.notice import Told
from askpro.domain.organisations.key import Asker
from askpro.entrypoints.http.api.admission import operators_only
from askpro.entrypoints.http.api.documented import After, Limit, answers
from askpro.entrypoints.http.api.wire import Page, Wire
from askpro.ports.jobs import DeadLetter, JobQueue
from askpro.ports.views import Views

Instant = Annotated[datetime, msgspec.Meta(tz=True)]


class LetterItem(Wire, frozen=True):
    """A message that has left."""

    key: str
    organisation_id: UUID
    recipient: str
    subject: str
    sent_at: Instant
    appointment_id: UUID | None


class DeadLetterItem(Wire, frozen=True):
    """A job that was tried as often as it may be, and what it last failed with."""

    id: UUID
    kind: str
    key: str
    facts: Mapping[str, str]
    organisation_id: UUID | None
    attempts: int
    error: str
    died_at: Instant


@get("/letters", sync_to_thread=True, responses=answers(), tags=["Outgoing"])
def list_letters(
    asker: NamedDependency[SkipValidation[Asker]],
    views: NamedDependency[SkipValidation[Views]],
    after: After = None,
    limit: Limit = 50,
) -> Page[LetterItem]:
    """Messages that have left, the latest first."""
    page = views.letters(asker.scope, after, limit)
    return Page(items=tuple(map(_letter, page.lines)), next=page.next)


@get(
    "/dead-letters",
    sync_to_thread=True,
    guards=[operators_only],
    responses=answers(HTTPStatus.NOT_FOUND),
    tags=["Outgoing"],
)
def list_dead_letters(
    queue: NamedDependency[SkipValidation[JobQueue]], limit: Limit = 50
) -> Page[DeadLetterItem]:
    """Jobs that nothing helped, the newest first; for the platform only."""
    return Page(items=tuple(map(_dead, queue.dead_letters(limit))), next=None)


@post(
    "/dead-letters/{letter_id:uuid}/replay",
    status_code=HTTPStatus.NO_CONTENT,
    sync_to_thread=True,
    guards=[operators_only],
    responses=answers(HTTPStatus.NOT_FOUND),
    tags=["Outgoing"],
)
def replay(letter_id: FromPath[UUID], queue: NamedDependency[SkipValidation[JobQueue]]) -> None:
    """Queue the job again with fresh attempts; for the platform only."""
    queue.replay(letter_id)


def _letter(told: Told) -> LetterItem:
    return LetterItem(
        key=told.key,
        organisation_id=told.organisation_id,
        recipient=told.recipient,
        subject=told.subject,
        sent_at=told.sent_at,
        appointment_id=told.appointment_id,
    )


def _dead(letter: DeadLetter) -> DeadLetterItem:
    return DeadLetterItem(
        id=letter.id,
        kind=letter.job.kind,
        key=letter.job.key,
        facts=letter.job.facts,
        organisation_id=letter.job.organisation_id,
        attempts=letter.attempts,
        error=letter.error,
        died_at=letter.died_at,
    )
