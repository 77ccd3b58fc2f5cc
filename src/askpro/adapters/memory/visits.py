"""Sign-ins in memory: they end with the process."""

import threading
from datetime import datetime

import attrs

from askpro.domain.organisations.visit import EntryLink, LinkSpent, Visit
from askpro.ports.visits import EntryLinks, Visits


class MemoryVisits(Visits):
    """The open sign-ins of this process."""

    def __init__(self) -> None:
        self._visits: dict[bytes, Visit] = {}
        self._turn = threading.Lock()

    def open(self, session: Visit) -> None:
        with self._turn:
            self._visits[session.digest] = session

    def find(self, digest: bytes) -> Visit | None:
        return self._visits.get(digest)

    def seen(self, digest: bytes, now: datetime) -> None:
        with self._turn:
            known = self._visits.get(digest)
            if known is not None:
                self._visits[digest] = attrs.evolve(known, seen_at=max(known.seen_at, now))

    def close(self, digest: bytes) -> None:
        with self._turn:
            self._visits.pop(digest, None)

    def sweep(self, now: datetime) -> int:
        with self._turn:
            over = [digest for digest, visit in self._visits.items() if not visit.holds(now)]
            for digest in over:
                del self._visits[digest]
        return len(over)


class MemoryEntryLinks(EntryLinks):
    """The unspent links of this process."""

    def __init__(self) -> None:
        self._links: dict[bytes, EntryLink] = {}
        self._turn = threading.Lock()

    def keep(self, link: EntryLink) -> None:
        with self._turn:
            self._links[link.digest] = link

    def find(self, digest: bytes, now: datetime) -> EntryLink:
        return self._good(self._links.get(digest), now)

    def spend(self, digest: bytes, now: datetime) -> EntryLink:
        with self._turn:
            return self._good(self._links.pop(digest, None), now)

    def sweep(self, now: datetime) -> int:
        with self._turn:
            over = [digest for digest, link in self._links.items() if link.expires_at <= now]
            for digest in over:
                del self._links[digest]
        return len(over)

    def _good(self, link: EntryLink | None, now: datetime) -> EntryLink:
        if link is None or link.expires_at <= now:
            raise LinkSpent
        return link
