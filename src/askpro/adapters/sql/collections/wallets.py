"""Prepaid accounts: conditional statements, so that two at once never both win.

reserve   reserved + x     where balance + limit − reserved − owed ≥ x
settle    balance − x      where balance + limit − others' reserved ≥ x
          else the room that is there, and the rest is owed
"""

from typing import Any

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.collections import wallet_statements as statements
from askpro.adapters.sql.prepared import Prepared
from askpro.adapters.sql.rows.billing import wallet_of, wallet_row
from askpro.adapters.sql.sight import Sight, unless_there_selected
from askpro.adapters.sql.tables.billing import reservations, wallets
from askpro.adapters.sql.tables.organisations import organisations
from askpro.domain.billing.wallet import CannotPay, NoSuchWallet, Paid, Reservation, Wallet
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
        return self._read(organisation_id, statements.wallet(self._everywhere))

    def reserve(self, reservation: Reservation) -> None:
        if not self._note(reservation):
            self.get(reservation.organisation_id)
            return
        facts = {"of_owner": reservation.organisation_id, "by_cents": reservation.cents}
        if not self._run(statements.keep(self._everywhere), facts):
            self._sight.change(
                sa.delete(reservations).where(
                    reservations.c.source_key == reservation.source_key,
                    reservations.c.organisation_id == reservation.organisation_id,
                )
            )
            currency = self.get(reservation.organisation_id).currency
            raise CannotPay(reservation.organisation_id, Money(reservation.cents, currency))

    def settle(self, source_key: str, organisation_id: OrganisationId, cents: int) -> Paid:
        assert cents >= 0
        facts = {"of_owner": organisation_id, "of_source": source_key, **self._root}
        if self._sight.connection.dialect.name == "postgresql":
            at_once = statements.end_and_debit(self._everywhere)
            row = at_once.first(self._sight.connection, {**facts, "by_cents": cents})
            assert row is not None
            freed, debited = row.freed, row.debited
        else:
            ended = statements.end(self._everywhere).first(self._sight.connection, facts)
            freed = ended.cents if ended else 0
            debit = {"of_owner": organisation_id, "by_cents": cents, "freed_cents": freed}
            debited = self._run(statements.debit(self._everywhere), debit)
        if debited:
            return Paid(organisation_id, cents)
        return self._settle_in_part(organisation_id, cents, freed)

    def credit(self, organisation_id: OrganisationId, cents: int) -> int:
        assert cents >= 0
        facts = {"of_owner": organisation_id, "by_cents": cents}
        if self._run(statements.fill(self._everywhere), facts):
            return 0
        wallet = self._locked(organisation_id)
        settled = min(wallet.owed_cents, cents)
        self._write(
            organisation_id,
            balance_cents=wallet.balance.cents + cents - settled,
            owed_cents=wallet.owed_cents - settled,
        )
        return settled

    def release(self, source_key: str) -> None:
        ended = self._sight.connection.execute(
            sa.delete(reservations)
            .where(
                reservations.c.source_key == source_key,
                reservations.c.open,
                statements.reached(reservations.c.organisation_id, self._everywhere),
            )
            .returning(reservations.c.organisation_id, reservations.c.cents),
            self._root,
        ).all()
        freed = {row.organisation_id: row.cents for row in ended}
        for owner in self._towards_the_root(freed):
            less = wallets.c.reserved_cents - freed[owner]
            self._write(OrganisationId(owner), reserved_cents=less)

    @property
    def _everywhere(self) -> bool:
        return self._sight.scope.root is None

    @property
    def _root(self) -> dict[str, Any]:
        return {} if self._everywhere else {"scope_root": self._sight.scope.root}

    def _run(self, statement: Prepared, facts: dict[str, Any]) -> int:
        return statement.change(self._sight.connection, {**facts, **self._root})

    def _read(self, organisation_id: OrganisationId, statement: sa.Select[Any]) -> Wallet:
        facts = {"of_owner": organisation_id, **self._root}
        row = self._sight.connection.execute(statement, facts).first()
        if row is None:
            raise NoSuchWallet
        return wallet_of(row)

    def _locked(self, organisation_id: OrganisationId) -> Wallet:
        # As an update locks it: a plain FOR UPDATE waits for everybody who has just noted
        # a reservation, and they wait for us.
        mine = statements.wallet(self._everywhere)
        return self._read(organisation_id, mine.with_for_update(of=wallets, key_share=True))

    def _write(self, organisation_id: OrganisationId, **values: Any) -> None:
        mine = sa.update(wallets).where(wallets.c.organisation_id == organisation_id)
        self._sight.change(mine.values(**values))

    def _note(self, reservation: Reservation) -> bool:
        """Write the reservation down; False if it is known or there is no such wallet."""
        chosen = sa.select(
            sa.literal(reservation.source_key),
            wallets.c.organisation_id,
            sa.literal(reservation.cents, sa.BigInteger),
            sa.literal(reservation.expires_at, reservations.c.expires_at.type),
            sa.true(),
        ).where(
            wallets.c.organisation_id == reservation.organisation_id,
            statements.reached(wallets.c.organisation_id, self._everywhere),
        )
        insert = unless_there_selected(self._sight.connection.dialect.name, reservations, chosen)
        return self._sight.connection.execute(insert, self._root).rowcount == 1

    def _settle_in_part(self, organisation_id: OrganisationId, cents: int, freed: int) -> Paid:
        wallet = self._locked(organisation_id)
        reserved = wallet.reserved_cents - freed
        room = wallet.balance.cents + wallet.credit_limit_cents - reserved
        paid = min(cents, max(room, 0))
        self._write(
            organisation_id,
            balance_cents=wallet.balance.cents - paid,
            reserved_cents=reserved,
            owed_cents=wallet.owed_cents + cents - paid,
        )
        return Paid(organisation_id, paid, cents - paid)

    def _towards_the_root(self, owners: dict[Any, int]) -> list[Any]:
        """The tiers in the order charges lock them, so that nobody waits in a circle."""
        if len(owners) < 2:
            return list(owners)
        ordered = sa.select(organisations.c.id).where(organisations.c.id.in_(owners))
        rows = self._sight.all(ordered.order_by(sa.func.length(organisations.c.path).desc()))
        return [row.id for row in rows]
