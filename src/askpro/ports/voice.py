"""The platform that speaks with the caller."""

from abc import abstractmethod
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

import attrs

from askpro.domain.errors import Refused
from askpro.domain.ids import CallId
from askpro.domain.telephony.call import CallReport, Envelope
from askpro.domain.telephony.desk import Desk


@attrs.define
class NotAuthentic(Refused):
    """The message is not signed by the platform, or its signature is too old."""


@attrs.define
class NotUnderstood(Refused):
    """The message is signed but has not the shape it should have."""

    what: str


@attrs.define
class NamesNoCall(NotUnderstood):
    """The message is in order but does not say which call it is about."""


@attrs.frozen
class FunctionCall:
    """What the agent wants done in a live call.

    ``name`` and ``arguments`` are what a language model filled in: never identity.
    """

    envelope: Envelope
    name: str
    arguments: Mapping[str, object]


class VoicePlatform(Protocol):
    """Speaks with callers, tells us of their calls, asks us during them."""

    @abstractmethod
    def authenticate(self, body: bytes, signature: str | None, now: datetime) -> None:
        """Check the signature over the raw bytes.

        Raises:
            NotAuthentic: Missing, wrong, too old or too far in the future.
        """

    @abstractmethod
    def read_report(self, body: bytes) -> CallReport:
        """An authentic event about a call.

        Raises:
            NamesNoCall: An event about something else.
            NotUnderstood: Not an event.
        """

    @abstractmethod
    def read_ring(self, body: bytes) -> Envelope:
        """An authentic question what to do with a call that rings.

        Raises:
            NamesNoCall: The call has no name yet; the platform must decide by itself.
            NotUnderstood: Not such a question.
        """

    @abstractmethod
    def read_function_call(self, body: bytes) -> FunctionCall:
        """An authentic wish of the agent during a call.

        Raises:
            NamesNoCall: A wish without its call.
            NotUnderstood: Not such a wish.
        """

    @abstractmethod
    def welcome(self, desk: Desk | None, now: datetime) -> bytes:
        """The answer to a ringing call: what the agent should know, or None: do not pick up."""

    @abstractmethod
    def fetch(self, call_id: CallId) -> CallReport:
        """What the platform knows of a call now.

        Raises:
            NoSuchCall: It knows of none.
            NotConfigured: No key is set.
            Unavailable: No answer. Calling again is safe.
        """
