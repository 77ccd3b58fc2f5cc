"""Where sign-ins at the pages are kept."""

from abc import abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from askpro.domain.organisations.visit import EntryLink, Holder, Visit

NewToken = Callable[[], str]
"""256 random bits that are safe in an address."""

RecogniseKey = Callable[[str], Holder | None]
"""Whose API key this is; None for one that is unknown, expired or withdrawn."""

KeyLives = Callable[[Holder], bool]
"""Whether the key that somebody signed in with is still good."""


class Visits(Protocol):
    """The open sign-ins, by the SHA-256 of their token."""

    @abstractmethod
    def open(self, session: Visit) -> None:
        """Keep a new one."""

    @abstractmethod
    def find(self, digest: bytes) -> Visit | None:
        """The session, whether it still holds or not."""

    @abstractmethod
    def seen(self, digest: bytes, now: datetime) -> None:
        """Note its use; one that was closed in the meantime stays closed."""

    @abstractmethod
    def close(self, digest: bytes) -> None:
        """End it for good; closing twice is closing once."""

    @abstractmethod
    def sweep(self, now: datetime) -> int:
        """Forget those that hold no more; returns how many there were."""


class EntryLinks(Protocol):
    """Links that sign in once."""

    @abstractmethod
    def keep(self, link: EntryLink) -> None:
        """Make the link good until it expires."""

    @abstractmethod
    def find(self, digest: bytes, now: datetime) -> EntryLink:
        """The link, still good. Looking does not spend it. Raises ``LinkSpent``."""

    @abstractmethod
    def spend(self, digest: bytes, now: datetime) -> EntryLink:
        """Use it up; of two who do so at once one succeeds. Raises ``LinkSpent``."""

    @abstractmethod
    def sweep(self, now: datetime) -> int:
        """Forget those that have expired; returns how many there were."""
