"""Looks for what should not be, over everything that is kept."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from askpro.domain.billing.audit import Check, Finding


class Audit(Protocol):
    """For the whole tree only; in any other scope nothing is found."""

    @abstractmethod
    def find(self, check: Check, now: datetime, most: int = 100) -> Sequence[Finding]:
        """What breaks the check, in one order, so many at most.

        What is less than an hour old may still be under way and is left alone.
        """
