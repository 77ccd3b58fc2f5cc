"""What people look at, one statement a list, cut by key."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import attrs
import sqlalchemy as sa

from askpro.adapters.sql import cursors
from askpro.adapters.sql.collections.ledger import touching
from askpro.adapters.sql.cursors import Cursors
from askpro.adapters.sql.failures import answering
from askpro.adapters.sql.rows import lines
from askpro.adapters.sql.rows.billing import transaction_of
from askpro.adapters.sql.rows.calls import letter_of
from askpro.adapters.sql.sight import within
from askpro.adapters.sql.tables.billing import charges, entries, transactions, wallets
from askpro.adapters.sql.tables.booking import appointments, customers, services, staff
from askpro.adapters.sql.tables.calls import calls, letters
from askpro.adapters.sql.tables.organisations import branches, organisations
from askpro.domain.billing.ledger import Transaction
from askpro.domain.notices.notice import Told
from askpro.domain.organisations.scope import Scope
from askpro.ports.views import (
    MOST_LINES,
    AppointmentLine,
    CallLine,
    ChargeLine,
    PageOf,
    Views,
    WalletLine,
)

L = TypeVar("L")

_CALLS = Cursors("calls", id=cursors.text)
_APPOINTMENTS = Cursors("appointments")
_CHARGES = Cursors("charges")
_TRANSACTIONS = Cursors("transactions")
_WALLETS = Cursors("wallets", key=cursors.text)
_LETTERS = Cursors("letters", id=cursors.text)


@attrs.frozen
class SqlViews(Views):
    """Reads with the engine of ``make_reader``."""

    reader: sa.Engine

    def calls(self, scope: Scope, after: str | None = None, most: int = 50) -> PageOf[CallLine]:
        of_call = charges.c.source_key == sa.literal("call:") + calls.c.id
        mine = charges.c.organisation_id == calls.c.organisation_id
        paid = sa.select(sa.cast(sa.func.sum(charges.c.paid_cents), sa.BigInteger))
        currency = sa.select(sa.func.min(charges.c.currency))
        booked = sa.select(sa.func.count()).where(
            appointments.c.call_id == calls.c.id,
            appointments.c.organisation_id == calls.c.organisation_id,
        )
        columns = sa.select(
            calls.c.id,
            calls.c.organisation_id,
            organisations.c.name.label("company"),
            calls.c.caller,
            calls.c.ours,
            calls.c.status,
            calls.c.first_seen_at,
            calls.c.length_seconds,
            paid.where(of_call, mine).scalar_subquery().label("paid_cents"),
            currency.where(of_call, mine).scalar_subquery().label("currency"),
            booked.scalar_subquery().label("appointments"),
        ).outerjoin(organisations, organisations.c.id == calls.c.organisation_id)
        statement = columns.where(within(scope, calls.c.organisation_id))
        key = (calls.c.first_seen_at, calls.c.id)
        return self._page(_Listed(statement, key, _CALLS), after, most, lines.call_line)

    def appointments(
        self, scope: Scope, after: str | None = None, most: int = 50
    ) -> PageOf[AppointmentLine]:
        of_branch = services.c.branch_id == appointments.c.branch_id
        statement = (
            sa.select(
                *(column for column in appointments.c if column.name != "changes"),
                organisations.c.name.label("company"),
                branches.c.zone,
                sa.func.coalesce(customers.c.name, "").label("customer"),
                customers.c.phone,
                sa.func.coalesce(services.c.name, "").label("service"),
                sa.func.coalesce(staff.c.name, "").label("staff"),
            )
            .join(organisations, organisations.c.id == appointments.c.organisation_id)
            .join(branches, branches.c.id == appointments.c.branch_id)
            .outerjoin(customers, customers.c.id == appointments.c.customer_id)
            .outerjoin(services, sa.and_(of_branch, services.c.id == appointments.c.service_id))
            .outerjoin(staff, staff.c.id == appointments.c.staff_id)
            .where(within(scope, appointments.c.organisation_id))
        )
        key = (appointments.c.starts_at, appointments.c.id)
        return self._page(
            _Listed(statement, key, _APPOINTMENTS), after, most, lines.appointment_line
        )

    def charges(self, scope: Scope, after: str | None = None, most: int = 50) -> PageOf[ChargeLine]:
        statement = (
            sa.select(
                *(column for column in charges.c if column.name != "shares"),
                organisations.c.name.label("company"),
            )
            .join(organisations, organisations.c.id == charges.c.organisation_id)
            .where(within(scope, charges.c.organisation_id))
        )
        key = (charges.c.occurred_at, charges.c.id)
        return self._page(_Listed(statement, key, _CHARGES), after, most, lines.charge_line)

    def transactions(
        self, scope: Scope, after: str | None = None, most: int = 50
    ) -> PageOf[Transaction]:
        statement = sa.select(transactions).where(touching(scope))
        key = (transactions.c.posted_at, transactions.c.id)
        listed, limit = _Listed(statement, key, _TRANSACTIONS), _bounded(most)
        page = listed.cut(after, limit).subquery("page")
        whole = (
            sa.select(page, *(column for column in entries.c if column.name != "transaction_id"))
            .join(entries, entries.c.transaction_id == page.c.id)
            .order_by(page.c.posted_at.desc(), page.c.id.desc(), entries.c.position)
        )
        grouped: dict[object, list[sa.Row[Any]]] = {}
        for row in self._read(whole):
            grouped.setdefault(row.id, []).append(row)
        rows = [lined[0] for lined in grouped.values()]
        return listed.page(rows, limit, lambda row: transaction_of(row, grouped[row.id]))

    def wallets(self, scope: Scope, after: str | None = None, most: int = 50) -> PageOf[WalletLine]:
        statement = (
            sa.select(
                organisations,
                *(column for column in wallets.c if column.name != "currency"),
                wallets.c.currency.label("wallet_currency"),
            )
            .join(wallets, wallets.c.organisation_id == organisations.c.id)
            .where(within(scope, organisations.c.id))
        )
        key = (organisations.c.name, organisations.c.id)
        return self._page(
            _Listed(statement, key, _WALLETS, rising=True), after, most, lines.wallet_line
        )

    def letters(self, scope: Scope, after: str | None = None, most: int = 50) -> PageOf[Told]:
        statement = sa.select(letters).where(within(scope, letters.c.organisation_id))
        key = (letters.c.sent_at, letters.c.key)
        return self._page(_Listed(statement, key, _LETTERS), after, most, letter_of)

    def _page(
        self, listed: "_Listed", after: str | None, most: int, line: Callable[[sa.Row[Any]], L]
    ) -> PageOf[L]:
        limit = _bounded(most)
        return listed.page(self._read(listed.cut(after, limit)), limit, line)

    def _read(self, statement: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        with answering(), self.reader.begin() as connection:
            return connection.execute(statement).all()


def _bounded(most: int) -> int:
    return min(max(most, 1), MOST_LINES)


@attrs.frozen
class _Listed:
    """A list: what is selected, its order, and its cursors."""

    statement: sa.Select[Any]
    key: tuple[sa.Column[Any], sa.Column[Any]]
    cursors: Cursors
    rising: bool = False

    def cut(self, after: str | None, limit: int) -> sa.Select[Any]:
        """What follows the cursor; one row more than wanted tells whether there is more."""
        statement = self.statement
        if after is not None:
            here, there = sa.tuple_(*self.key), self.cursors.read(after)
            statement = statement.where(here > there if self.rising else here < there)
        order = (part if self.rising else part.desc() for part in self.key)
        return statement.order_by(*order).limit(limit + 1)

    def page(
        self, rows: Sequence[sa.Row[Any]], limit: int, line: Callable[[sa.Row[Any]], L]
    ) -> PageOf[L]:
        shown = rows[:limit]
        following = None
        if len(rows) > limit:
            moment, line_id = (getattr(shown[-1], part.name) for part in self.key)
            following = self.cursors.write(moment, line_id)
        return PageOf(tuple(line(row) for row in shown), following)
