"""Every voice platform keeps the same promises."""

from datetime import datetime

import pytest

from askpro.adapters.memory import MemoryVoice
from askpro.adapters.retell import RetellVoice
from askpro.adapters.retell.signature import sign
from askpro.domain.telephony.call import CallReport, Envelope
from askpro.ports.voice import FunctionCall, VoicePlatform
from askpro.testing.contracts.voice import VoiceContract
from tests.contract.stand_ins.retell import (
    KEY,
    RetellStandIn,
    call_object,
    report_object,
    written,
)


class TestMemoryVoice(VoiceContract):
    @pytest.fixture
    def voice(self) -> MemoryVoice:
        return MemoryVoice("secret")

    def sign(self, voice: VoicePlatform, body: bytes, at: datetime) -> str:
        return _memory(voice).sign(body, at)

    def write_ring(self, voice: VoicePlatform, envelope: Envelope) -> bytes:
        return _memory(voice).write_ring(envelope)

    def write_report(self, voice: VoicePlatform, report: CallReport) -> bytes:
        return _memory(voice).write_report(report)

    def write_function_call(self, voice: VoicePlatform, call: FunctionCall) -> bytes:
        return _memory(voice).write_function_call(call)

    def know(self, voice: VoicePlatform, report: CallReport) -> None:
        _memory(voice).know(report)

    def fall_silent(self, voice: VoicePlatform) -> None:
        _memory(voice).fall_silent()


class TestRetellVoice(VoiceContract):
    vendor: RetellStandIn

    @pytest.fixture
    def voice(self) -> VoicePlatform:
        self.vendor = RetellStandIn()
        pauses: list[float] = []
        return RetellVoice(KEY, self.vendor.client(), pause=pauses.append)

    def sign(self, voice: VoicePlatform, body: bytes, at: datetime) -> str:
        return sign(KEY, body, at)

    def write_ring(self, voice: VoicePlatform, envelope: Envelope) -> bytes:
        return written({"event": "call_inbound", "call_inbound": call_object(envelope)})

    def write_report(self, voice: VoicePlatform, report: CallReport) -> bytes:
        return written({"event": report.event, "call": report_object(report)})

    def write_function_call(self, voice: VoicePlatform, call: FunctionCall) -> bytes:
        wish = {"name": call.name, "args": dict(call.arguments)}
        return written({**wish, "call": call_object(call.envelope)})

    def know(self, voice: VoicePlatform, report: CallReport) -> None:
        self.vendor.know(report_object(report))

    def fall_silent(self, voice: VoicePlatform) -> None:
        self.vendor.stumble(*["silence"] * 3)


def _memory(voice: VoicePlatform) -> MemoryVoice:
    assert isinstance(voice, MemoryVoice)
    return voice
