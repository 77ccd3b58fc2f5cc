"""What every voice platform must do."""

from datetime import datetime, timedelta
from decimal import Decimal

import attrs
import pytest

from askpro.domain.errors import Unavailable
from askpro.domain.ids import CallId
from askpro.domain.telephony.call import CallReport, CallStatus, Envelope, NoSuchCall
from askpro.domain.telephony.desk import Desk, Mode
from askpro.ports.voice import FunctionCall, NotAuthentic, NotUnderstood, VoicePlatform
from askpro.testing.contracts.storage.calls import a_desk
from askpro.testing.world import NOON, minutes, unplanted

ENVELOPE = Envelope(CallId("c1"), "+493012345678", "+491701234567", started_at=NOON)
ENDED = CallReport(
    envelope=ENVELOPE,
    event="call_ended",
    status=CallStatus.ENDED,
    ended_at=NOON + minutes(2),
    length_ms=111_400,
    reason="user_hangup",
    cost_cents=Decimal("34.45"),
    transcript="Zoë Müßig-Łęcka 🦷",
)


class VoiceContract:
    """Fill the platform, its pen and its knowledge."""

    @pytest.fixture
    def voice(self) -> VoicePlatform:
        """A platform; the subclass makes it."""
        raise NotImplementedError

    def sign(self, voice: VoicePlatform, body: bytes, at: datetime) -> str:
        """As the platform signs."""
        raise NotImplementedError

    def write_ring(self, voice: VoicePlatform, envelope: Envelope) -> bytes:
        """As the platform asks about a ringing call."""
        raise NotImplementedError

    def write_report(self, voice: VoicePlatform, report: CallReport) -> bytes:
        """As the platform tells of a call."""
        raise NotImplementedError

    def write_function_call(self, voice: VoicePlatform, call: FunctionCall) -> bytes:
        """As the agent wishes."""
        raise NotImplementedError

    def know(self, voice: VoicePlatform, report: CallReport) -> None:
        """The platform has this call."""
        raise NotImplementedError

    def fall_silent(self, voice: VoicePlatform) -> None:
        """From now on the platform does not answer."""
        raise NotImplementedError

    def test_what_the_platform_signed_is_authentic(self, voice: VoicePlatform) -> None:
        for body in (b"", b"{}", "Zoë 🦷\x00".encode(), b"\xff\xfe"):
            voice.authenticate(body, self.sign(voice, body, NOON), NOON)

    @pytest.mark.parametrize("seconds", [-299, 299])
    def test_a_signature_holds_for_five_minutes(self, voice: VoicePlatform, seconds: int) -> None:
        signature = self.sign(voice, b"{}", NOON)

        voice.authenticate(b"{}", signature, NOON + timedelta(seconds=seconds))

    @pytest.mark.parametrize("millis", [-300_001, 300_001])
    def test_too_old_or_too_far_ahead_is_not_authentic(
        self, voice: VoicePlatform, millis: int
    ) -> None:
        signature = self.sign(voice, b"{}", NOON)

        with pytest.raises(NotAuthentic):
            voice.authenticate(b"{}", signature, NOON + timedelta(milliseconds=millis))

    def test_one_changed_byte_is_not_authentic(self, voice: VoicePlatform) -> None:
        signature = self.sign(voice, b'{"a": 1}', NOON)

        with pytest.raises(NotAuthentic):
            voice.authenticate(b'{"a": 2}', signature, NOON)
        with pytest.raises(NotAuthentic):
            voice.authenticate(b'{"a": 1} ', signature, NOON)

    @pytest.mark.parametrize("signature", [None, "", "v", "t=1,v1=", "ü", "v=1,d=00", "0" * 9999])
    def test_a_missing_or_garbled_signature_is_not_authentic(
        self, voice: VoicePlatform, signature: str | None
    ) -> None:
        with pytest.raises(NotAuthentic):
            voice.authenticate(b"{}", signature, NOON)

    def test_a_ring_says_who_calls_whom(self, voice: VoicePlatform) -> None:
        ring = voice.read_ring(self.write_ring(voice, ENVELOPE))

        assert (ring.call_id, ring.ours, ring.caller) == (
            ENVELOPE.call_id,
            ENVELOPE.ours,
            ENVELOPE.caller,
        )

    def test_a_withheld_number_is_nobodys(self, voice: VoicePlatform) -> None:
        withheld = attrs.evolve(ENVELOPE, caller=None)

        assert voice.read_ring(self.write_ring(voice, withheld)).caller is None

    def test_a_report_tells_what_the_platform_knows(self, voice: VoicePlatform) -> None:
        read = voice.read_report(self.write_report(voice, ENDED))

        assert read == ENDED
        assert read.ends

    def test_what_a_report_does_not_tell_is_unknown(self, voice: VoicePlatform) -> None:
        bare = CallReport(ENVELOPE, "call_started", CallStatus.ONGOING)

        read = voice.read_report(self.write_report(voice, bare))

        assert (read.length_ms, read.cost_cents, read.ended_at) == (None, None, None)
        assert not read.ends

    def test_a_wish_carries_its_arguments_and_the_envelopes_identity(
        self, voice: VoicePlatform
    ) -> None:
        wish = FunctionCall(ENVELOPE, "book_v17", {"call_id": "12345", "datum": "morgen", "n": 2})

        read = voice.read_function_call(self.write_function_call(voice, wish))

        assert (read.name, dict(read.arguments)) == (wish.name, dict(wish.arguments))
        assert read.envelope.call_id == ENVELOPE.call_id

    @pytest.mark.parametrize(
        "body", [b"", b"{", b"[]", b"null", b"{}", b"\xff", b'{"call": 1}', b"[" * 100_000]
    )
    def test_what_has_no_such_shape_is_not_understood(
        self, voice: VoicePlatform, body: bytes
    ) -> None:
        for read in (voice.read_report, voice.read_ring, voice.read_function_call):
            with pytest.raises(NotUnderstood):
                read(body)

    def test_a_wish_without_a_call_is_not_understood(self, voice: VoicePlatform) -> None:
        nameless = FunctionCall(attrs.evolve(ENVELOPE, call_id=CallId("")), "book", {})

        with pytest.raises(NotUnderstood):
            voice.read_function_call(self.write_function_call(voice, nameless))

    def test_the_welcome_differs_by_desk(self, voice: VoicePlatform) -> None:
        desk = self._desk()
        taking = attrs.evolve(desk, mode=Mode.TAKE_MESSAGE)

        welcomes = {voice.welcome(one, NOON) for one in (None, desk, taking)}

        assert len(welcomes) == 3

    def test_the_welcome_names_the_company(self, voice: VoicePlatform) -> None:
        desk = self._desk()

        assert desk.company.encode() in voice.welcome(desk, NOON)
        assert desk.company.encode() not in voice.welcome(None, NOON)

    def test_a_known_call_can_be_asked_for(self, voice: VoicePlatform) -> None:
        self.know(voice, ENDED)

        report = voice.fetch(ENVELOPE.call_id)

        assert report.ends
        assert (report.length_ms, report.envelope.call_id) == (ENDED.length_ms, ENVELOPE.call_id)

    def test_an_unknown_call_is_missing(self, voice: VoicePlatform) -> None:
        with pytest.raises(NoSuchCall):
            voice.fetch(CallId("nobody"))

    def test_silence_is_unavailable(self, voice: VoicePlatform) -> None:
        self.know(voice, ENDED)
        self.fall_silent(voice)

        with pytest.raises(Unavailable):
            voice.fetch(ENVELOPE.call_id)

    def _desk(self) -> Desk:
        world = unplanted()
        return a_desk(world, world.salon.call("c1"))
