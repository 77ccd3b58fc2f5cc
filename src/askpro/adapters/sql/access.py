"""Keys in the table ``api_keys``."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

import attrs
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from askpro.adapters.sql.access_tables import api_keys
from askpro.adapters.sql.failures import answering
from askpro.adapters.sql.metadata import Instant
from askpro.domain.ids import OrganisationId
from askpro.domain.organisations.key import ApiKey, KeyId
from askpro.ports.access import Keys, NoSuchKey
from askpro.ports.storage import AlreadyThere

Transaction = Callable[[], AbstractContextManager[sa.Connection]]
"""Opens a transaction that is committed at the end and rolled back on an exception."""


@attrs.frozen
class SqlKeys(Keys):
    """``write`` shares the one writer of SQLite; ``read`` waits for nobody.

    Raises ``Unavailable`` while the database does not answer.
    """

    write: Transaction
    read: Transaction

    def add(self, key: ApiKey) -> None:
        try:
            with answering(), self.write() as connection:
                connection.execute(sa.insert(api_keys).values(attrs.asdict(key)))
        except IntegrityError as error:
            if not self._known(key):
                raise
            raise AlreadyThere(f"key {key.id}") from error

    def find(self, token_hash: bytes) -> ApiKey:
        query = sa.select(api_keys).where(api_keys.c.token_hash == token_hash)
        with answering(), self.read() as connection:
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            raise NoSuchKey
        return ApiKey(**row)

    def of(self, organisation_id: OrganisationId) -> Sequence[ApiKey]:
        query = (
            sa.select(api_keys)
            .where(api_keys.c.organisation_id == organisation_id)
            .order_by(api_keys.c.created_at.desc(), api_keys.c.id.desc())
        )
        with answering(), self.read() as connection:
            return [ApiKey(**row) for row in connection.execute(query).mappings()]

    def revoke(self, id: KeyId, now: datetime) -> None:
        first = sa.func.coalesce(api_keys.c.revoked_at, sa.literal(now, Instant()))
        command = sa.update(api_keys).where(api_keys.c.id == id).values(revoked_at=first)
        with answering(), self.write() as connection:
            if not connection.execute(command).rowcount:
                raise NoSuchKey

    def _known(self, key: ApiKey) -> bool:
        same = sa.or_(api_keys.c.id == key.id, api_keys.c.token_hash == key.token_hash)
        with answering(), self.read() as connection:
            return connection.execute(sa.select(api_keys.c.id).where(same)).first() is not None
