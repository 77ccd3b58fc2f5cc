"""The voice platform over Retell's webhooks and API."""

import time
from collections.abc import Callable
from datetime import datetime

import attrs
import httpx

from askpro.adapters.retell import reading
from askpro.adapters.retell.calls_api import CallsApi
from askpro.adapters.retell.signature import genuine
from askpro.adapters.retell.welcome import welcome
from askpro.domain.errors import NotConfigured
from askpro.domain.ids import CallId
from askpro.domain.telephony.call import CallReport, Envelope
from askpro.domain.telephony.desk import Desk
from askpro.ports.voice import FunctionCall, NotAuthentic, VoicePlatform

BASE_URL = "https://api.retellai.com"


@attrs.frozen
class RetellVoice(VoicePlatform):
    """``api_key`` is the one with the webhook badge; None or empty refuses everything.

    ``setting`` is the key's name in our settings, for the sentence that asks for it.
    """

    api_key: str | None = attrs.field(repr=False)
    http: httpx.Client
    base_url: str = BASE_URL
    setting: str = "retell_api_key"
    pause: Callable[[float], None] = time.sleep

    def authenticate(self, body: bytes, signature: str | None, now: datetime) -> None:
        if not self.api_key or not genuine(self.api_key, body, signature, now):
            raise NotAuthentic

    def read_report(self, body: bytes) -> CallReport:
        return reading.read_report(body)

    def read_ring(self, body: bytes) -> Envelope:
        return reading.read_ring(body)

    def read_function_call(self, body: bytes) -> FunctionCall:
        return reading.read_function_call(body)

    def welcome(self, desk: Desk | None, now: datetime) -> bytes:
        return welcome(desk, now)

    def fetch(self, call_id: CallId) -> CallReport:
        if not self.api_key:
            raise NotConfigured(self.setting)
        api = CallsApi(self.http, self.base_url, self.api_key, self.setting, self.pause)
        return api.fetch(call_id)
