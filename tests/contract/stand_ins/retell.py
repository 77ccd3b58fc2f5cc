"""Retell's API as its users meet it: slow to know, terse in refusal, generous with fields."""

import json
from collections.abc import Mapping
from typing import Any

import httpx

KEY = "key_stand_in"


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
