"""A duty that comes round, at the same instants on every node.

every_seconds   slots (UTC)
60              each full minute
86 400          each midnight
"""

from collections.abc import Callable
from datetime import UTC, datetime

import attrs
from attrs.validators import gt

Claim = Callable[[str, datetime], bool]
"""Whether this node is the first to ask for the slot of the duty of this name."""


@attrs.frozen
class Duty:
    """Done once per slot across all nodes; what fails waits for the next slot."""

    name: str
    every_seconds: int = attrs.field(validator=gt(0))
    do: Callable[[], None]

    def slot(self, now: datetime) -> datetime:
        """The latest instant, not after now, at which the duty came round."""
        seconds = int(now.timestamp())
        return datetime.fromtimestamp(seconds - seconds % self.every_seconds, UTC)
