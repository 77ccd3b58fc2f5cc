"""A service at the other end of the line: real functions in memory behind a few doors.

It is as strict as the real one about signatures and can be away for a while.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import attrs
import httpx

from askpro.domain.billing.wallet import Wallet
from askpro.domain.ids import BranchId, CallId, OrganisationId
from askpro.domain.money import Money
from askpro.domain.organisations.branch import PhoneNumber
from askpro.domain.organisations.organisation import Kind, Language, below
from askpro.domain.organisations.scope import Scope
from askpro.domain.telephony.call import Envelope
from askpro.entrypoints.cli.simulator import Line, SimulatedCall
from askpro.entrypoints.cli.simulator.line import signature
from askpro.ports.voice import FunctionCall
from tests.unit.application.house import (
    BRANCH,
    CALLER,
    CATALOGUE,
    NUMBER,
    RESELLER,
    House,
    make_house,
    top_up,
)

KEY = "key_simulated"
ENGLISH_NUMBER = "+442079460000"


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


def speaking_english() -> StandIn:
    """The same services at a company that answers in English."""
    stand_in = StandIn(language=Language.ENGLISH)
    company = attrs.evolve(
        below(RESELLER, OrganisationId(UUID(int=5)), Kind.COMPANY, "Mane Street"),
        language=Language.ENGLISH,
    )
    branch = attrs.evolve(BRANCH, id=BranchId(UUID(int=11)), organisation_id=company.id)
    with stand_in.house.storage.begin(Scope.everything()) as work:
        work.organisations.add(company)
        work.branches.add(branch)
        work.branches.connect(PhoneNumber(ENGLISH_NUMBER, branch.id, company.id))
        work.catalogues.put(branch.id, CATALOGUE)
        work.wallets.open(Wallet(company.id, Money(0)))
    top_up(stand_in.house, company.id, 5000)
    return stand_in


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
        number = ENGLISH_NUMBER if stand_in.language is Language.ENGLISH else NUMBER
        given = {"call_id": "call_1", "to": number, "caller": CALLER, **changes}
        yield SimulatedCall(line, **given)
