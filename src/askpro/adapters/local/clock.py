"""The machine's clock, and identities that sort by age."""

from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7


def system_clock() -> datetime:
    """The present instant, aware and in UTC."""
    return datetime.now(UTC)


def new_id() -> UUID:
    """A version 7 UUID; of two made in one process the later one is the greater."""
    return uuid7()
