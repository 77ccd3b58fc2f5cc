"""Prepaid accounts: conditional statements, so that two at once never both win.

reserve   reserved + x     where balance + limit − reserved − owed ≥ x
settle    balance − x      where balance + limit − others' reserved ≥ x
          else the room that is there, and the rest is owed
          where there is bonus, its lots first
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.collections import wallet_statements as statements
from askpro.adapters.sql.collections.settling import debit_all
from askpro.adapters.sql.collections.spending import (
    keep_with_bound_bonus,
    met_by,
    return_to_lots,
    settle_with_bonus,
    write_wallet,
)
from askpro.adapters.sql.prepared import Prepared
from askpro.adapters.sql.rows.billing import wallet_of, wallet_row
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.billing import reservations, wallets
from askpro.adapters.sql.tables.organisations import organisations
from askpro.domain.billing.wallet import (
    Back,
    CannotPay,
    Due,
    NoSuchWallet,
    Paid,
    Reservation,
    Wallet,
)
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.ports.storage import AlreadyThere, Wallets


@attrs.frozen
class SqlWallets(Wallets):
    """The wallets of the scope and of the tiers above it."""

    _sight: Sight

    def open(self, wallet: Wallet) -> None:
        used = wallet.balance.cents, wallet.reserved_cents, wallet.owed_cents
        assert used == (0, 0, 0), "a wallet is opened empty"
        self._sight.insist_on(wallet.organisation_id)
        if not self._sight.add(wallets, wallet_row(wallet)):
            raise AlreadyThere(str(wallet.organisation_id))

    def get(self, organisation_id: OrganisationId) -> Wallet:
        return self._read(organisation_id, statements.wallet(self._sight.everywhere))

    def reserve(self, reservation: Reservation) -> None:
        facts = {
            "of_source": reservation.source_key,
            "of_owner": reservation.organisation_id,
            "by_cents": reservation.cents,
            "until": reservation.expires_at,
        }
        if not self._run(statements.note(self._sight.everywhere), facts):
            self.get(reservation.organisation_id)
            return
        if self._run(statements.keep(self._sight.everywhere), facts):
            return
        wallet = self.get(reservation.organisation_id)
        if not keep_with_bound_bonus(self._sight, wallet, reservation):
            self._run(statements.forget(), facts)
            raise CannotPay(wallet.organisation_id, Money(reservation.cents, wallet.currency))

    def settle(self, dues: Sequence[Due], now: datetime | None = None) -> Sequence[Paid]:
        of: defaultdict[OrganisationId, list[int]] = defaultdict(list)
        for place, due in enumerate(dues):
            of[due.organisation_id].append(place)
        paid: dict[int, Paid] = {}
        for owner, met in debit_all(self._sight, dues):
            freed = met.freed_cents
            for place in of[owner]:
                due = dues[place]
                if met.in_full:
                    paid[place] = Paid(owner, due.cents)
                else:
                    paid[place] = self._settle_in_part(due, freed, now)
                    freed = 0
        if len(paid) < len(dues):
            raise NoSuchWallet
        return [paid[place] for place in range(len(dues))]

    def credit(self, organisation_id: OrganisationId, cents: int) -> int:
        assert cents >= 0
        facts = {"of_owner": organisation_id, "by_cents": cents}
        if self._run(statements.fill(self._sight.everywhere), facts):
            return 0
        wallet = self._locked(organisation_id)
        write_wallet(self._sight, wallet.credited(cents))
        return min(wallet.owed_cents, cents)

    def give_back(self, source_key: str, organisation_id: OrganisationId, cents: int) -> Back:
        assert cents >= 0
        met = met_by(self._sight, source_key, organisation_id)
        if met is None:
            return Back(cents, 0, self.credit(organisation_id, cents))
        wallet = self._locked(organisation_id)
        return return_to_lots(self._sight, wallet, source_key, cents)

    def release(self, source_key: str) -> None:
        ended = self._sight.connection.execute(
            sa.delete(reservations)
            .where(
                reservations.c.source_key == source_key,
                reservations.c.open,
                statements.reached(reservations.c.organisation_id, self._sight.everywhere),
            )
            .returning(reservations.c.organisation_id, reservations.c.cents),
            self._sight.root,
        ).all()
        freed = {row.organisation_id: row.cents for row in ended}
        for owner in self._towards_the_root(freed):
            less = wallets.c.reserved_cents - freed[owner]
            self._write(OrganisationId(owner), reserved_cents=less)

    def _run(self, statement: Prepared, facts: dict[str, Any]) -> int:
        return statement.change(self._sight.connection, {**facts, **self._sight.root})

    def _read(self, organisation_id: OrganisationId, statement: Prepared) -> Wallet:
        facts = {"of_owner": organisation_id, **self._sight.root}
        row = statement.first(self._sight.connection, facts)
        if row is None:
            raise NoSuchWallet
        return wallet_of(row)

    def _locked(self, organisation_id: OrganisationId) -> Wallet:
        return self._read(organisation_id, statements.wallet_locked(self._sight.everywhere))

    def _write(self, organisation_id: OrganisationId, **values: Any) -> None:
        mine = sa.update(wallets).where(wallets.c.organisation_id == organisation_id)
        self._sight.change(mine.values(**values))

    def _settle_in_part(self, due: Due, freed: int, now: datetime | None) -> Paid:
        wallet = self._locked(due.organisation_id)
        if wallet.has_bonus:
            return settle_with_bonus(self._sight, wallet, due, freed, now)
        after, paid = wallet.debited(due.cents, freed_cents=freed)
        write_wallet(self._sight, after)
        return paid

    def _towards_the_root(self, owners: dict[Any, int]) -> list[Any]:
        """The tiers in the order charges lock them, so that nobody waits in a circle."""
        if len(owners) < 2:
            return list(owners)
        ordered = sa.select(organisations.c.id).where(organisations.c.id.in_(owners))
        rows = self._sight.all(ordered.order_by(sa.func.length(organisations.c.path).desc()))
        return [row.id for row in rows]
