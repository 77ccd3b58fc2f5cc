"""Sign-ins and one-time links in the tables ``visits`` and ``entry_links``."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.access import Transaction
from askpro.adapters.sql.failures import answering
from askpro.adapters.sql.visit_tables import entry_links, visits
from askpro.domain.organisations.visit import (
    IDLE_AT_MOST,
    LASTS_AT_MOST,
    EntryLink,
    Holder,
    LinkSpent,
    Visit,
)
from askpro.ports.visits import EntryLinks, Visits


@attrs.frozen
class SqlVisits(Visits):
    """As ``SqlKeys``."""

    write: Transaction
    read: Transaction

    def open(self, session: Visit) -> None:
        row = {**_columns(session.holder), "opened_at": session.opened_at}
        command = sa.insert(visits).values(digest=session.digest, seen_at=session.seen_at, **row)
        with answering(), self.write() as connection:
            connection.execute(command)

    def find(self, digest: bytes) -> Visit | None:
        query = sa.select(visits).where(visits.c.digest == digest)
        with answering(), self.read() as connection:
            row = connection.execute(query).one_or_none()
        return Visit(row.digest, _holder(row), row.opened_at, row.seen_at) if row else None

    def seen(self, digest: bytes, now: datetime) -> None:
        earlier = sa.and_(visits.c.digest == digest, visits.c.seen_at < now)
        with answering(), self.write() as connection:
            connection.execute(sa.update(visits).where(earlier).values(seen_at=now))

    def close(self, digest: bytes) -> None:
        with answering(), self.write() as connection:
            connection.execute(sa.delete(visits).where(visits.c.digest == digest))

    def sweep(self, now: datetime) -> int:
        over = sa.or_(
            visits.c.seen_at <= now - IDLE_AT_MOST, visits.c.opened_at <= now - LASTS_AT_MOST
        )
        with answering(), self.write() as connection:
            return connection.execute(sa.delete(visits).where(over)).rowcount


@attrs.frozen
class SqlEntryLinks(EntryLinks):
    """As ``SqlKeys``; who deletes the row has spent the link."""

    write: Transaction
    read: Transaction

    def keep(self, link: EntryLink) -> None:
        command = sa.insert(entry_links).values(
            digest=link.digest, expires_at=link.expires_at, **_columns(link.holder)
        )
        with answering(), self.write() as connection:
            connection.execute(command)

    def find(self, digest: bytes, now: datetime) -> EntryLink:
        query = sa.select(entry_links).where(entry_links.c.digest == digest)
        with answering(), self.read() as connection:
            return _good(connection.execute(query).one_or_none(), now)

    def spend(self, digest: bytes, now: datetime) -> EntryLink:
        command = sa.delete(entry_links).where(entry_links.c.digest == digest)
        with answering(), self.write() as connection:
            row = connection.execute(command.returning(*entry_links.c)).one_or_none()
        return _good(row, now)

    def sweep(self, now: datetime) -> int:
        over = entry_links.c.expires_at <= now
        with answering(), self.write() as connection:
            return connection.execute(sa.delete(entry_links).where(over)).rowcount


def _columns(holder: Holder) -> Mapping[str, Any]:
    return {
        "organisation_id": holder.organisation_id,
        "holder_name": holder.name,
        "key_id": holder.key,
    }


def _holder(row: sa.Row[Any]) -> Holder:
    return Holder(row.organisation_id, row.holder_name, row.key_id)


def _good(row: sa.Row[Any] | None, now: datetime) -> EntryLink:
    if row is None or row.expires_at <= now:
        raise LinkSpent
    return EntryLink(row.digest, _holder(row), row.expires_at)
