"""``GET /v2/get-call/{id}``: what the vendor knows of a call now."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote

import attrs
import httpx
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from askpro.adapters.retell.fields import decode
from askpro.adapters.retell.reading import report_of
from askpro.domain.errors import NotConfigured, Unavailable
from askpro.domain.ids import CallId
from askpro.domain.telephony.call import CallReport, NoSuchCall
from askpro.ports.voice import NotUnderstood

ATTEMPTS = 3
TIMEOUT = httpx.Timeout(10.0, connect=5.0)
LARGEST_ANSWER_BYTES = 16 * 1024 * 1024

_KEY_REFUSED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}


@attrs.frozen
class CallsApi:
    """Asks up to three times, with growing pauses."""

    http: httpx.Client
    base_url: str
    key: str = attrs.field(repr=False)
    setting: str
    pause: Callable[[float], None]

    def fetch(self, call_id: CallId) -> CallReport:
        """Raises ``NoSuchCall``, ``NotConfigured`` for a refused key, else ``Unavailable``."""
        again = Retrying(
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_random_exponential(multiplier=0.4, max=2.0),
            retry=retry_if_exception_type(Unavailable),
            sleep=self.pause,
            reraise=True,
        )
        return again(self._ask, call_id)

    def _ask(self, call_id: CallId) -> CallReport:
        url = f"{self.base_url.rstrip('/')}/v2/get-call/{quote(call_id, safe='')}"
        headers = {"Authorization": f"Bearer {self.key}"}
        try:
            with self.http.stream("GET", url, headers=headers, timeout=TIMEOUT) as response:
                self._check(response.status_code)
                report = report_of("fetched", decode(_bounded(response)))
        except (httpx.HTTPError, httpx.InvalidURL, NotUnderstood) as error:
            raise Unavailable from error
        if report.envelope.call_id != call_id:
            raise Unavailable
        return report

    def _check(self, status: int) -> None:
        if status == HTTPStatus.NOT_FOUND:
            raise NoSuchCall
        if status in _KEY_REFUSED:
            raise NotConfigured(self.setting)
        if status != HTTPStatus.OK:
            raise Unavailable


def _bounded(response: httpx.Response) -> bytes:
    body = bytearray()
    for piece in response.iter_bytes():
        body += piece
        if len(body) > LARGEST_ANSWER_BYTES:
            raise Unavailable
    return bytes(body)
