"""What came in from outside, and what has been sent to whom."""

from datetime import datetime

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.rows.calls import letter_row
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.calls import inbox, letters
from askpro.domain.notices.notice import Told
from askpro.ports.storage import Inbox, Letters


@attrs.frozen
class SqlInbox(Inbox):
    """One inbox for the whole tree; a message names nobody before it is read."""

    _sight: Sight

    def keep(self, source: str, key: str, body: bytes, now: datetime) -> bool:
        row = {"source": source, "key": key, "body": body, "received_at": now}
        return self._sight.add(inbox, row)


@attrs.frozen
class SqlLetters(Letters):
    """The letters of the scope."""

    _sight: Sight

    def keep(self, told: Told) -> None:
        self._sight.insist_on(told.organisation_id)
        self._sight.add(letters, letter_row(told))

    def sent(self, key: str) -> bool:
        known = sa.select(letters.c.key).where(
            letters.c.key == key, self._sight.sees(letters.c.organisation_id)
        )
        return self._sight.first(known) is not None
