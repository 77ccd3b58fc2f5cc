"""What every route of the API has in common in its document."""

from http import HTTPStatus
from typing import Annotated

from litestar.openapi.datastructures import ResponseSpec
from litestar.params import QueryParameter

from askpro.entrypoints.http.problems import PROBLEM_TYPE, Problem
from askpro.ports.views import MOST_LINES

LONGEST_CURSOR = 400
VISIBLE = r"^[^\x00-\x1f\x7f]+$"
"""No control characters: no id or cursor has one, and databases choke on them."""

After = Annotated[
    str | None,
    QueryParameter(
        description="The `next` of the page before.", max_length=LONGEST_CURSOR, pattern=VISIBLE
    ),
]
Limit = Annotated[int, QueryParameter(description="How many items at most.", ge=1, le=MOST_LINES)]

_WORDS = {
    HTTPStatus.BAD_REQUEST: "The request cannot be read",
    HTTPStatus.UNAUTHORIZED: "A valid API key is needed",
    HTTPStatus.FORBIDDEN: "Not by this organisation",
    HTTPStatus.NOT_FOUND: "Not there, or not yours",
    HTTPStatus.CONFLICT: "The rule says no",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is too large",
    HTTPStatus.UNPROCESSABLE_ENTITY: "The request has mistakes; all are listed",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong on our side",
    HTTPStatus.SERVICE_UNAVAILABLE: "No answer this time; try again after a pause",
}
_ALWAYS = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.SERVICE_UNAVAILABLE,
)


def answers(*statuses: HTTPStatus) -> dict[int, ResponseSpec]:
    """The problems a route may answer with, besides those that any route may."""
    return {
        int(status): ResponseSpec(
            Problem,
            description=_WORDS[status],
            media_type=PROBLEM_TYPE,
            generate_examples=False,
        )
        for status in (*_ALWAYS, *statuses)
    }
