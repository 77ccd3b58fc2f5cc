"""A service at the other end of the line: real functions in memory behind a few doors.

It is as strict as the real one about signatures and can be away for a while.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import attrs
import httpx

from askpro.domain.ids import CallId
from askpro.domain.organisations.organisation import Language
from askpro.domain.telephony.call import Envelope
from askpro.entrypoints.cli.simulator import Line, SimulatedCall
from askpro.entrypoints.cli.simulator.line import signature
from askpro.ports.voice import FunctionCall
from tests.unit.application.house import (
    CALLER,
    NUMBER,
    House,
    make_house,
)

KEY = "key_simulated"


@attrs.define
class StandIn:
    """``away`` is how many requests get no proper answer from now on, ``heard`` what came."""

    house: House = attrs.field(factory=make_house)
    away: list[int | type[httpx.TransportError]] = attrs.field(factory=list)
    heard: list[tuple[str, Mapping[str, Any]]] = attrs.field(factory=list)
    mode: str = "serve"
    language: Language = Language.GERMAN
    rejects: bool = False

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if self.away:
            trouble = self.away.pop(0)
            if isinstance(trouble, int):
                return httpx.Response(trouble, text="<html>")
            raise trouble("no route")
        header = request.headers.get("x-retell-signature", "")
        moment = datetime.fromtimestamp(int(header[2:].split(",")[0]) / 1000, UTC)
        if header != signature(KEY, request.content, moment):
            return httpx.Response(401, json={"code": "not_authentic"})
        message = json.loads(request.content)
        self.heard.append((request.url.path, message))
        if request.url.path == "/retell/inbound":
            return httpx.Response(200, json={"call_inbound": self._welcome()})
        if request.url.path == "/retell/functions":
            return httpx.Response(200, json=self._answer(message))
        return httpx.Response(204)

    def events(self) -> list[str]:
        return [message["event"] for path, message in self.heard if path == "/webhooks/retell"]

    def told(self, event: str) -> Mapping[str, Any]:
        """The call object of the event."""
        call: Mapping[str, Any] = next(
            message["call"] for _, message in self.heard if message.get("event") == event
        )
        return call

    def _welcome(self) -> dict[str, Any]:
        if self.rejects:
            return {"reject": True}
        variables = {"company": "Salon Haarmonie", "language": self.language.value}
        variables["mode"] = self.mode
        return {"dynamic_variables": variables, "metadata": {"branch_id": "b1"}}

    def _answer(self, message: Mapping[str, Any]) -> dict[str, Any]:
        call = message["call"]
        caller = None if call["from_number"] == "anonymous" else call["from_number"]
        envelope = Envelope(CallId(call["call_id"]), call["to_number"], caller)
        wish = FunctionCall(envelope, message["name"], message["args"])
        answer = self.house.container.answer_function()(wish)
        return {"ok": answer.ok, "say": answer.say, "data": dict(answer.data)}


@contextmanager
def ringing_at(stand_in: StandIn, **changes: Any) -> Iterator[SimulatedCall]:
    """A call on a line to the stand-in; ``tries`` and ``key`` are the line's."""
    transport = httpx.MockTransport(stand_in)
    with httpx.Client(base_url="http://askpro.test", transport=transport) as client:
        line = Line(
            client,
            changes.pop("key", KEY),
            stand_in.house.watch,
            tries=changes.pop("tries", 1),
        )
        given = {"call_id": "call_1", "to": NUMBER, "caller": CALLER, **changes}
        yield SimulatedCall(line, **given)
