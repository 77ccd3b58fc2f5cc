"""The platform's side of the wire: signed posts, tried again when nobody answers."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import attrs
import httpx

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@attrs.define
class ServiceAway(Exception):
    """No answer, or that of a broken service, as often as it was tried."""

    path: str
    why: str

    def __str__(self) -> str:
        return f"{self.path} gives no answer: {self.why}"


@attrs.define
class NobodyAnswers(Exception):
    """The ringing reaches no askpro: nothing is there, or something else is."""

    why: str

    def __str__(self) -> str:
        return self.why


@attrs.define
class NotAccepted(Exception):
    """The service answers that the message itself is wrong."""

    path: str
    status: int
    body: str

    def __str__(self) -> str:
        return f"{self.path} answers {self.status}: {self.body}"


def millis(at: datetime) -> int:
    """Milliseconds since 1970, as the platform counts them."""
    return (at - _EPOCH) // timedelta(milliseconds=1)


def signature(key: str, body: bytes, at: datetime) -> str:
    """The platform's header over these very bytes."""
    moment = str(millis(at))
    digest = hmac.new(key.encode(), body + moment.encode(), hashlib.sha256).hexdigest()
    return f"v={moment},d={digest}"


def _no_pause(_: int) -> None:
    """Try again at once."""


@attrs.frozen
class Line:
    """``tries`` is how often a message is sent in all; ``pause`` is called with the number
    of the failed try before the next one."""

    client: httpx.Client
    key: str = attrs.field(repr=False)
    clock: Callable[[], datetime]
    tries: int = 1
    pause: Callable[[int], None] = _no_pause

    def send(self, path: str, message: Mapping[str, object]) -> httpx.Response:
        """The answer; every try has a fresh signature, as the platform's have.

        Raises:
            ServiceAway: No answer, or a 429 or 5xx, as often as it was tried.
            NotAccepted: Another 4xx: wrong key, wrong address, wrong shape.
        """
        body = json.dumps(message, ensure_ascii=False).encode()
        away = ServiceAway(path, "it was never asked")
        for number in range(1, self.tries + 1):
            try:
                answer = self._post(path, body)
            except httpx.TransportError as error:
                away = ServiceAway(path, type(error).__name__)
            else:
                if not _is_away(answer):
                    return _accepted(path, answer)
                away = ServiceAway(path, f"status {answer.status_code}")
            if number < self.tries:
                self.pause(number)
        raise away

    def _post(self, path: str, body: bytes) -> httpx.Response:
        headers = {
            "content-type": "application/json",
            "x-retell-signature": signature(self.key, body, self.clock()),
        }
        return self.client.post(path, content=body, headers=headers)


def _is_away(answer: httpx.Response) -> bool:
    return answer.is_server_error or answer.status_code == HTTPStatus.TOO_MANY_REQUESTS


def _accepted(path: str, answer: httpx.Response) -> httpx.Response:
    if not answer.is_success:
        raise NotAccepted(path, answer.status_code, answer.text[:300])
    return answer
