"""What the agent asks during a call: always one shape, always a sentence.

A business refusal is a 200 with ``ok: false`` and a sentence, because the agent falls
silent over anything else. Even our own mistake comes with one.
"""

from functools import partial
from http import HTTPStatus
from typing import Any

import attrs
import msgspec
from litestar import MediaType, Request, Response, Router, post
from litestar.di import NamedDependency
from litestar.params import RawBody, SkipValidation

from askpro.application.conversation.answer_function import AnswerFunction
from askpro.domain.errors import Unavailable
from askpro.domain.organisations.organisation import Language
from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.spoken import say, say_refusal
from askpro.entrypoints.container import Container
from askpro.entrypoints.http.hooks.signed import authenticate
from askpro.entrypoints.http.limits import LIVE_BYTES
from askpro.entrypoints.http.problems import log_our_mistake
from askpro.entrypoints.http.provide import from_container
from askpro.ports.clock import Clock
from askpro.ports.voice import VoicePlatform

LONGEST_ANSWER_CHARACTERS = 15_000
"""The platform cuts off what is longer, in the middle of the JSON."""


@attrs.frozen
class Line:
    """What an answer needs, in one piece: Litestar makes a task of each of several."""

    voice: VoicePlatform
    clock: Clock
    answer_function: AnswerFunction


def _line(container: Container) -> Line:
    return Line(container.voice(), container.clock(), container.answer_function())


def say_sorry(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Our own mistake, logged; the caller hears that it does not work just now."""
    log_our_mistake(request, error)
    sentence = say("unavailable", Language.GERMAN)
    return _spoken(Answer(False, sentence), HTTPStatus.INTERNAL_SERVER_ERROR)


@post(
    "/retell/functions",
    status_code=200,
    sync_to_thread=True,
    request_max_body_size=LIVE_BYTES,
    exception_handlers={Exception: say_sorry},
)
def answer(
    request: Request[Any, Any, Any],
    body: RawBody,
    line: NamedDependency[SkipValidation[Line]],
) -> Response[bytes]:
    """One function call of the agent."""
    authenticate(request, body, line.voice, line.clock)
    wish = line.voice.read_function_call(body)
    try:
        return _spoken(line.answer_function(wish))
    except Unavailable as error:
        # Not even the desk could be read, so the call's language is unknown.
        sentence = say_refusal(error, Language.GERMAN)
        return _spoken(Answer(False, sentence, {"reason": error.code}))


def voice_router(container: Container) -> Router:
    return Router(
        "/",
        route_handlers=[answer],
        dependencies={"line": from_container(partial(_line, container))},
        include_in_schema=False,
    )


def _spoken(told: Answer, status: HTTPStatus = HTTPStatus.OK) -> Response[bytes]:
    body = msgspec.json.encode({"ok": told.ok, "say": told.say, "data": told.data}, enc_hook=str)
    if len(body) > LONGEST_ANSWER_CHARACTERS:
        body = msgspec.json.encode({"ok": told.ok, "say": told.say, "data": {}})
    return Response(body, status_code=status, media_type=MediaType.JSON)
