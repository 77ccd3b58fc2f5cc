"""Lists for pages and the API, in memory."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from askpro.adapters.memory.lines import appointment_line, call_line, charge_line
from askpro.adapters.memory.sight import Sight
from askpro.adapters.memory.storage import MemoryStorage
from askpro.domain.billing.ledger import Transaction
from askpro.domain.notices.notice import Told
from askpro.domain.organisations.scope import Scope
from askpro.ports.views import (
    MOST_LINES,
    AppointmentLine,
    BadCursor,
    CallLine,
    ChargeLine,
    PageOf,
    Views,
    WalletLine,
)

Row = TypeVar("Row")
Shown = TypeVar("Shown")


class MemoryViews(Views):
    """Reads one storage. A cursor names its list and the last line of the page."""

    def __init__(self, storage: MemoryStorage) -> None:
        self._store = storage.store

    def calls(self, scope: Scope, after: str | None = None, most: int = 50) -> PageOf[CallLine]:
        with self._sight(scope) as sight:
            seen = (row for row in sight.tables.calls.rows() if sight.sees(row.organisation_id))
            rows = _newest_first(seen, lambda row: (row.first_seen_at, row.id))
            return _page(
                "calls", rows, lambda row: row.id, lambda row: call_line(sight.tables, row),
                after, most,
            )  # fmt: skip

    def appointments(
        self, scope: Scope, after: str | None = None, most: int = 50
    ) -> PageOf[AppointmentLine]:
        with self._sight(scope) as sight:
            tables = sight.tables
            seen = (row for row in tables.appointments.rows() if sight.sees(row.organisation_id))
            rows = _newest_first(seen, lambda row: (row.during.start, str(row.id)))
            return _page(
                "appointments", rows, lambda row: str(row.id),
                lambda row: appointment_line(tables, row), after, most,
            )  # fmt: skip

    def charges(self, scope: Scope, after: str | None = None, most: int = 50) -> PageOf[ChargeLine]:
        with self._sight(scope) as sight:
            tables = sight.tables
            seen = (row for row in tables.charges.rows() if sight.sees(row.organisation_id))
            rows = _newest_first(seen, lambda row: (row.occurred_at, str(row.id)))
            return _page(
                "charges", rows, lambda row: str(row.id),
                lambda row: charge_line(tables, row), after, most,
            )  # fmt: skip

    def transactions(
        self, scope: Scope, after: str | None = None, most: int = 50
    ) -> PageOf[Transaction]:
        with self._sight(scope) as sight:
            seen = (
                row
                for row in sight.tables.transactions.rows()
                if any(sight.sees(entry.account.organisation_id) for entry in row.entries)
            )
            rows = _newest_first(seen, lambda row: (row.posted_at, str(row.id)))
            return _page("transactions", rows, lambda row: str(row.id), _itself, after, most)

    def wallets(self, scope: Scope, after: str | None = None, most: int = 50) -> PageOf[WalletLine]:
        with self._sight(scope) as sight:
            lines = [
                WalletLine(organisation, wallet)
                for wallet in sight.tables.wallets.rows()
                if sight.sees(wallet.organisation_id)
                for organisation in [sight.tables.organisations.get(wallet.organisation_id)]
                if organisation is not None
            ]
            lines.sort(key=lambda line: (line.organisation.name, str(line.organisation.id)))
            return _page(
                "wallets", lines, lambda line: str(line.organisation.id), _itself, after, most
            )

    def letters(self, scope: Scope, after: str | None = None, most: int = 50) -> PageOf[Told]:
        with self._sight(scope) as sight:
            seen = (row for row in sight.tables.letters.rows() if sight.sees(row.organisation_id))
            rows = _newest_first(seen, lambda row: (row.sent_at, row.key))
            return _page("letters", rows, lambda row: row.key, _itself, after, most)

    @contextmanager
    def _sight(self, scope: Scope) -> Iterator[Sight]:
        with self._store.snapshot() as tables:
            yield Sight(tables, scope)


def _itself(row: Row) -> Row:
    return row


def _newest_first(rows: Iterable[Row], at: Callable[[Row], tuple[datetime, str]]) -> list[Row]:
    return sorted(rows, key=at, reverse=True)


def _page(
    list_name: str,
    rows: list[Row],
    name: Callable[[Row], str],
    show: Callable[[Row], Shown],
    after: str | None,
    most: int,
) -> PageOf[Shown]:
    """The lines behind the cursor."""
    begin = 0
    if after is not None:
        cursors = [f"{list_name}:{name(row)}" for row in rows]
        if after not in cursors:
            raise BadCursor
        begin = cursors.index(after) + 1
    end = begin + max(1, min(most, MOST_LINES))
    lines = tuple(show(row) for row in rows[begin:end])
    last = f"{list_name}:{name(rows[end - 1])}" if end < len(rows) else None
    return PageOf(lines, last)
