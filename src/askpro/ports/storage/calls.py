"""Calls, their desks, what the platform told of them, and the letters that went out."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from askpro.domain.ids import CallId
from askpro.domain.notices.notice import Told
from askpro.domain.telephony.call import Call
from askpro.domain.telephony.desk import Desk


class Calls(Protocol):
    """The calls of the scope; calls of nobody are seen only by the whole tree."""

    @abstractmethod
    def meet(self, first: Call) -> Call:
        """The call under this id, kept from others until the work ends.

        It is ``first`` when it was not known before; two who meet it at once get it in turn.
        """

    @abstractmethod
    def save(self, call: Call) -> None:
        """Raises ``NoSuchCall``."""

    @abstractmethod
    def get(self, id: CallId) -> Call:
        """Raises ``NoSuchCall``."""

    @abstractmethod
    def keep_desk(self, desk: Desk) -> None:
        """The call's desk, once and for all; a second one is ignored."""

    @abstractmethod
    def desk(self, id: CallId) -> Desk | None:
        """The desk settled when the call was picked up."""

    @abstractmethod
    def unended(self, seen_before: datetime, most: int = 100) -> Sequence[Call]:
        """Calls first seen before the instant that nobody has told the end of."""


class Inbox(Protocol):
    """Messages from outside, as they came; for the operator, and to know a repetition."""

    @abstractmethod
    def keep(self, source: str, key: str, body: bytes, now: datetime) -> bool:
        """Keep the message; False when this key of this source was kept before."""


class Letters(Protocol):
    """What has been sent to whom."""

    @abstractmethod
    def keep(self, told: Told) -> None:
        """Note that a message has left; noting it twice is noting it once."""

    @abstractmethod
    def sent(self, key: str) -> bool:
        """Whether the message under this key has left."""
