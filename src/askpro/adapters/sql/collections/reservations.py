"""What live calls keep. Locks are taken as a settling does: the reservation, then its wallet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.collections import wallet_statements as statements
from askpro.adapters.sql.collections.spending import keep_with_bound_bonus
from askpro.adapters.sql.rows.billing import wallet_of
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.billing import reservations, wallets
from askpro.adapters.sql.tables.organisations import organisations
from askpro.domain.billing.wallet import CannotPay, Keeping, Reservation
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.ports.storage import Reservations


@attrs.frozen
class SqlReservations(Reservations):
    """The reservations on the wallets of the scope and of the tiers above it."""

    _sight: Sight

    def kept(self, source_key: str) -> Sequence[Reservation]:
        mine = sa.select(reservations).join(
            organisations, organisations.c.id == reservations.c.organisation_id
        )
        of_source = mine.where(
            reservations.c.source_key == source_key, reservations.c.open, self._reached()
        )
        lowest_first = of_source.order_by(sa.func.length(organisations.c.path).desc())
        return [_reservation(row) for row in self._sight.all(lowest_first, self._sight.root)]

    def extend(self, reservation: Reservation, now: datetime) -> bool:
        this = sa.and_(
            reservations.c.source_key == reservation.source_key,
            reservations.c.organisation_id == reservation.organisation_id,
        )
        still = sa.select(reservations).where(
            this, reservations.c.open, reservations.c.expires_at > now, self._reached()
        )
        row = self._sight.first(still.with_for_update(of=reservations), self._sight.root)
        if row is None:
            return False
        self._keep_more(reservation)
        longer = max(row.expires_at, reservation.expires_at)
        more = reservations.c.cents + reservation.cents
        self._sight.change(
            sa.update(reservations).where(this).values(cents=more, expires_at=longer)
        )
        return True

    def overdue(self, now: datetime, most: int = 100) -> Sequence[OrganisationId]:
        over = sa.select(reservations.c.organisation_id).where(
            reservations.c.open, reservations.c.expires_at <= now, self._reached()
        )
        rows = self._sight.all(over.distinct().limit(most), self._sight.root)
        return [OrganisationId(row.organisation_id) for row in rows]

    def expire(self, organisation_id: OrganisationId, now: datetime) -> Sequence[Reservation]:
        over = sa.update(reservations).where(
            reservations.c.organisation_id == organisation_id,
            reservations.c.open,
            reservations.c.expires_at <= now,
            self._reached(),
        )
        ended = over.values(open=False).returning(*reservations.c)
        rows = self._sight.connection.execute(ended, self._sight.root).all()
        if rows:
            mine = sa.update(wallets).where(wallets.c.organisation_id == organisation_id)
            less = wallets.c.reserved_cents - sum(row.cents for row in rows)
            self._sight.change(mine.values(reserved_cents=less))
        return [attrs.evolve(_reservation(row), keeping=Keeping.EXPIRED) for row in rows]

    def _keep_more(self, reservation: Reservation) -> None:
        owner = reservation.organisation_id
        facts = {"of_owner": owner, "by_cents": reservation.cents, **self._sight.root}
        keep = statements.keep(self._sight.everywhere)
        if keep.change(self._sight.connection, facts):
            return
        row = statements.wallet(self._sight.everywhere).first(self._sight.connection, facts)
        assert row is not None, "a reservation stands on a wallet"
        wallet = wallet_of(row)
        if not keep_with_bound_bonus(self._sight, wallet, reservation):
            raise CannotPay(owner, Money(reservation.cents, wallet.currency))

    def _reached(self) -> sa.ColumnElement[bool]:
        return statements.reached(reservations.c.organisation_id, self._sight.everywhere)


def _reservation(row: sa.Row[Any]) -> Reservation:
    return Reservation(
        row.source_key, OrganisationId(row.organisation_id), row.cents, row.expires_at
    )
