"""``x-retell-signature: v=<unix ms>,d=<hex of hmac-sha256(key, body + v)>``.

Five minutes to either side are accepted, to the millisecond, as the vendor's own check
does; nothing may follow the digest and upper-case hex does not count.
"""

import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta

TOLERANCE_MS = 300_000

_HEADER = re.compile(r"v=([0-9]{1,15}),d=([0-9a-f]{64})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def sign(key: str, body: bytes, at: datetime) -> str:
    """The header the vendor sends along with a body."""
    millis = str((at - _EPOCH) // _MILLISECOND)
    return f"v={millis},d={_digest(key, body, millis)}"


def genuine(key: str, body: bytes, header: str | None, now: datetime) -> bool:
    """Whether the header signs exactly these bytes with this key, recently."""
    found = _HEADER.fullmatch(header or "")
    if found is None:
        return False
    millis, digest = found.groups()
    fresh = abs((now - _EPOCH) // _MILLISECOND - int(millis)) <= TOLERANCE_MS
    return hmac.compare_digest(_digest(key, body, millis), digest) and fresh


def _digest(key: str, body: bytes, millis: str) -> str:
    return hmac.new(key.encode(), body + millis.encode(), hashlib.sha256).hexdigest()
