"""A voice platform in memory, with a dialect and a secret of its own.

As awkward as a vendor: times are milliseconds since 1970, a withheld number is the
word "anonymous", what is unknown is simply absent, and every message carries fields
that nobody asked for.

    {"event": "ring", "call": {"id": "c1", "from": "anonymous", "to": "+4930…"}, "trace": "…"}
    signature    t=1764000000000,v1=<hex of hmac-sha256(secret, "1764000000000." + body)>
"""

import hashlib
import hmac
import json
import re
from datetime import UTC, datetime, timedelta

from askpro.adapters.memory.dialect import (
    read_envelope,
    read_object,
    read_report,
    write_envelope,
    write_report,
)
from askpro.domain.errors import Unavailable
from askpro.domain.ids import CallId
from askpro.domain.telephony.call import CallReport, Envelope, NoSuchCall
from askpro.domain.telephony.desk import Desk
from askpro.ports.voice import FunctionCall, NotAuthentic, NotUnderstood, VoicePlatform

TOLERANCE = timedelta(minutes=5)
_SIGNATURE = re.compile(r"t=(\d{1,15}),v1=([0-9a-f]{64})")


class MemoryVoice(VoicePlatform):
    """Reads and writes the dialect; knows the calls it is told of."""

    def __init__(self, secret: str = "memory") -> None:  # noqa: S107 - a fake's secret
        self._secret = secret.encode()
        self._calls: dict[CallId, CallReport] = {}
        self._silent = False

    def know(self, report: CallReport) -> None:
        """From now on this is what the platform says of the call when asked."""
        self._calls[report.envelope.call_id] = report

    def fall_silent(self, *, silent: bool = True) -> None:
        """Answer nothing from now on, or answer again."""
        self._silent = silent

    def sign(self, body: bytes, at: datetime) -> str:
        """The signature the platform sends along."""
        millis = str((at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1))
        return f"t={millis},v1={self._digest(millis, body)}"

    def write_ring(self, envelope: Envelope) -> bytes:
        """The body with which the platform asks what to do with a ringing call."""
        return _json({"event": "ring", "call": write_envelope(envelope), "trace": "9f"})

    def write_report(self, report: CallReport) -> bytes:
        """The body with which the platform tells of a call."""
        return _json({"event": report.event, "call": write_report(report), "trace": "9f"})

    def write_function_call(self, call: FunctionCall) -> bytes:
        """The body with which the agent asks for something."""
        wish = {"name": call.name, "arguments": dict(call.arguments)}
        return _json({"event": "wish", "call": write_envelope(call.envelope), "wish": wish})

    def authenticate(self, body: bytes, signature: str | None, now: datetime) -> None:
        found = _SIGNATURE.fullmatch(signature or "")
        if found is None or not hmac.compare_digest(self._digest(found[1], body), found[2]):
            raise NotAuthentic
        signed_at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(found[1]))
        if abs(now - signed_at) > TOLERANCE:
            raise NotAuthentic

    def read_report(self, body: bytes) -> CallReport:
        message = read_object(body)
        event = message.get("event")
        if not isinstance(event, str) or event in {"ring", "wish"}:
            raise NotUnderstood("event")
        return read_report(event, message.get("call"))

    def read_ring(self, body: bytes) -> Envelope:
        message = read_object(body)
        if message.get("event") != "ring":
            raise NotUnderstood("event")
        return read_envelope(message.get("call"))

    def read_function_call(self, body: bytes) -> FunctionCall:
        message = read_object(body)
        wish = message.get("wish")
        if message.get("event") != "wish" or not isinstance(wish, dict):
            raise NotUnderstood("wish")
        name, arguments = wish.get("name"), wish.get("arguments", {})
        if not isinstance(name, str) or not isinstance(arguments, dict):
            raise NotUnderstood("wish")
        return FunctionCall(read_envelope(message.get("call")), name, arguments)

    def welcome(self, desk: Desk | None, now: datetime) -> bytes:
        if desk is None:
            return _json({"pick_up": False})
        return _json(
            {
                "pick_up": True,
                "company": desk.company,
                "mode": desk.mode.value,
                "language": desk.language.value,
                "now": now.astimezone(desk.zone).isoformat(),
            }
        )

    def fetch(self, call_id: CallId) -> CallReport:
        if self._silent:
            raise Unavailable
        if call_id not in self._calls:
            raise NoSuchCall
        return self._calls[call_id]

    def _digest(self, millis: str, body: bytes) -> str:
        return hmac.new(self._secret, millis.encode() + b"." + body, hashlib.sha256).hexdigest()


def _json(message: dict[str, object]) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode()
