"""Keep a message of the platform that is about no call."""

import hashlib

import attrs

from askpro.domain.organisations.scope import Scope
from askpro.ports.clock import Clock
from askpro.ports.storage import Storage


@attrs.frozen
class KeepMessage:
    """As it came, for the operator; the same bytes are kept once."""

    storage: Storage
    clock: Clock

    def __call__(self, body: bytes) -> None:
        with self.storage.begin(Scope.everything()) as work:
            key = f"other:{hashlib.sha256(body).hexdigest()}"
            work.inbox.keep("voice", key, body, self.clock())
