"""Every voice platform keeps the same promises."""

from datetime import datetime

import pytest

from askpro.adapters.memory import MemoryVoice
from askpro.domain.telephony.call import CallReport, Envelope
from askpro.ports.voice import FunctionCall, VoicePlatform
from askpro.testing.contracts.voice import VoiceContract


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


def _memory(voice: VoicePlatform) -> MemoryVoice:
    assert isinstance(voice, MemoryVoice)
    return voice
