"""Where a page ends, as text that may stand in an address.

A cursor names its list, the key of the last line and the line's id; whatever does not is
refused, so that a cursor of another list, or a made-up one, never selects anything.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import attrs

from askpro.ports.views import BadCursor

LONGEST_CURSOR = 2000
Read = Callable[[Any], Any]
"""Makes a key of its JSON, or raises ValueError or TypeError."""


def instant(value: Any) -> datetime:
    if type(value) is not str:
        raise TypeError
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC)


def text(value: Any) -> str:
    if type(value) is not str or "\0" in value:
        raise TypeError
    return value


def identity(value: Any) -> UUID:
    return UUID(text(value))


@attrs.frozen
class Cursors:
    """The cursors of one list, with the types of its key and id."""

    name: str
    key: Read = instant
    id: Read = identity

    def write(self, key: object, id: object) -> str:
        plain = [self.name, key.isoformat() if isinstance(key, datetime) else key, str(id)]
        written = json.dumps(plain, separators=(",", ":")).encode()
        return urlsafe_b64encode(written).decode().rstrip("=")

    def read(self, cursor: str) -> tuple[Any, Any]:
        """The key and id of the line a page ended with.

        Raises:
            BadCursor: No page of this list ended with it.
        """
        try:
            if len(cursor) > LONGEST_CURSOR:
                raise BadCursor
            padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
            name, key, line = json.loads(urlsafe_b64decode(padded))
            found = self.key(key), self.id(line)
        except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error) as error:
            raise BadCursor from error
        if name != self.name or self.write(*found) != cursor:
            raise BadCursor
        return found
