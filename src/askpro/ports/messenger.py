"""Carries a message to its recipient."""

from abc import abstractmethod
from typing import Protocol

import attrs

from askpro.domain.errors import Refused
from askpro.domain.notices.notice import Message


@attrs.define
class Undeliverable(Refused):
    """The recipient's side will never take this message."""

    recipient: str
    answer: str


class Messenger(Protocol):
    """Carries messages; sending one key twice is at worst the same letter twice."""

    @abstractmethod
    def send(self, message: Message) -> None:
        """Hand the message over, with its calendar file where it has an event.

        The key goes along as the message's own identity, so a repetition is recognisable.

        Raises:
            Undeliverable: Refused for good; trying again is pointless.
            Unavailable: No answer. Calling again is safe.
        """
