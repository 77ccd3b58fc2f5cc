"""How often an address has failed to sign in lately; in the memory of one process."""

import threading
from datetime import datetime, timedelta

import attrs

from askpro.domain.errors import Refused

FAILURES_AT_MOST = 5
REMEMBERED_FOR = timedelta(minutes=15)
ADDRESSES_AT_MOST = 10_000


@attrs.define
class TooManyAttempts(Refused):
    """Too many failed sign-ins from this address; try again later."""

    wait_seconds: int


class Attempts:
    """Counts failures, so that keys cannot be guessed at leisure."""

    def __init__(self) -> None:
        self._failures: dict[str, list[datetime]] = {}
        self._turn = threading.Lock()

    def admit(self, address: str, now: datetime) -> None:
        """Raises ``TooManyAttempts`` after five failures within fifteen minutes."""
        with self._turn:
            recent = self._recent(address, now)
            if len(recent) >= FAILURES_AT_MOST:
                wait = recent[0] + REMEMBERED_FOR - now
                raise TooManyAttempts(int(wait.total_seconds()) + 1)

    def failed(self, address: str, now: datetime) -> None:
        """Note a failure; the addresses that failed longest ago are forgotten first."""
        with self._turn:
            recent = [*self._recent(address, now), now][-FAILURES_AT_MOST:]
            self._failures.pop(address, None)
            self._failures[address] = recent
            while len(self._failures) > ADDRESSES_AT_MOST:
                del self._failures[next(iter(self._failures))]

    def _recent(self, address: str, now: datetime) -> list[datetime]:
        return [at for at in self._failures.get(address, []) if at + REMEMBERED_FOR > now]
