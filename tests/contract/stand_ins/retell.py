"""Retell's API as its users meet it: slow to know, terse in refusal, generous with fields."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import httpx

from askpro.domain.telephony.call import CallReport, Direction, Envelope

KEY = "key_stand_in"


def call_object(envelope: Envelope) -> dict[str, Any]:
    """The call as the vendor writes it: no number is a word, and strangers stand beside."""
    outbound = envelope.direction is Direction.OUTBOUND
    sides = (envelope.caller or "anonymous", envelope.ours)
    theirs, ours = reversed(sides) if outbound else sides
    return {
        "call_type": "phone_call",
        "call_id": envelope.call_id,
        "agent_id": "agent_1",
        "agent_version": 7,
        "direction": envelope.direction.value,
        "from_number": theirs,
        "to_number": ours,
        "custom_sip_headers": {"x-trunk": "de-1"},
        **_without_none({"start_timestamp": _millis(envelope.started_at)}),
    }


def report_object(report: CallReport) -> dict[str, Any]:
    """What the vendor knows of the call; what it does not know is absent."""
    cost = report.cost_cents
    facts = {
        "call_status": report.status.value if report.status else None,
        "end_timestamp": _millis(report.ended_at),
        "duration_ms": report.length_ms,
        "disconnection_reason": report.reason,
        "transcript": report.transcript,
        "call_cost": None if cost is None else {"combined_cost": float(cost)},
    }
    return {**call_object(report.envelope), **_without_none(facts)}


def written(message: Mapping[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode()


def _millis(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp() * 1000)


def _without_none(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value is not None}


class RetellStandIn:
    """Knows calls; ``stumble`` makes the next answers fail first, as the vendor's do."""

    def __init__(self, key: str = KEY) -> None:
        self.key = key
        self.asked: list[str] = []
        self._calls: dict[str, bytes] = {}
        self._stumbles: list[int | str] = []

    def know(self, call: Mapping[str, Any]) -> None:
        """Answer with this call object, and with what nobody asked for."""
        whole = {**call, "latency": {"e2e": {"p50": 812.5}}, "brand_new_field": [None, {}]}
        self._calls[call["call_id"]] = json.dumps(whole).encode()

    def say(self, call_id: str, body: bytes) -> None:
        """Answer with exactly these bytes."""
        self._calls[call_id] = body

    def stumble(self, *steps: int | str) -> None:
        """Before the next answers: a status, or ``silence``."""
        self._stumbles.extend(steps)

    def client(self) -> httpx.Client:
        return httpx.Client(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.raw_path.decode())
        if self._stumbles:
            step = self._stumbles.pop(0)
            if isinstance(step, str):
                raise httpx.ReadTimeout("nothing came", request=request)
            return _refusal(step, "Something went wrong, please try again.")
        if request.headers.get("authorization") != f"Bearer {self.key}":
            return _refusal(401, "Invalid API key.")
        known = self._calls.get(request.url.path.rpartition("/")[2])
        if known is None or not request.url.path.startswith("/v2/get-call/"):
            return _refusal(404, "Cannot find requested asset under given api key.")
        return httpx.Response(200, content=known, headers={"content-type": "application/json"})


def _refusal(status: int, message: str) -> httpx.Response:
    return httpx.Response(status, json={"status": "error", "message": message})
