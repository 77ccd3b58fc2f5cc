"""Signature first, over the raw bytes, failing closed."""

from typing import Any

from litestar import Request

from askpro.ports.clock import Clock
from askpro.ports.voice import VoicePlatform

SIGNATURE = "x-retell-signature"


def authenticate(
    request: Request[Any, Any, Any], body: bytes, voice: VoicePlatform, clock: Clock
) -> None:
    """Raises ``NotAuthentic``, before anybody has looked into the body."""
    voice.authenticate(body, request.headers.get(SIGNATURE), clock())
