"""A mailbox in memory."""

from askpro.domain.errors import WorldError
from askpro.domain.notices.notice import Message
from askpro.ports.messenger import Messenger


class MemoryMessenger(Messenger):
    """Keeps what was sent, by key; fails as told."""

    def __init__(self) -> None:
        self._letters: dict[str, Message] = {}
        self._failure: WorldError | None = None

    @property
    def letters(self) -> tuple[Message, ...]:
        """What has arrived, the oldest first; one letter for each key."""
        return tuple(self._letters.values())

    def fail(self, failure: WorldError | None) -> None:
        """Answer every letter with this from now on; None: take letters again."""
        self._failure = failure

    def send(self, message: Message) -> None:
        if self._failure is not None:
            raise self._failure
        self._letters.setdefault(message.key, message)
