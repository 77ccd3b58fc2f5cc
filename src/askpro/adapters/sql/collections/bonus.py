"""Bonus credit: lots granted, shown and ended. Wallets spend them (``spending``)."""

from collections.abc import Sequence
from datetime import datetime

import attrs
import sqlalchemy as sa

from askpro.adapters.sql.collections.spending import locked_wallet, write_lots, write_wallet
from askpro.adapters.sql.rows.lots import lot_of, lot_row
from askpro.adapters.sql.sight import Sight
from askpro.adapters.sql.tables.lots import lots
from askpro.domain.billing.lots import Lot, expire
from askpro.domain.billing.spending import with_bonus
from askpro.domain.billing.wallet import NoSuchWallet, Wallet
from askpro.domain.ids import LotId, OrganisationId
from askpro.ports.storage import AlreadyThere, Bonus

_LEFT = lots.c.granted_cents > lots.c.spent_cents + lots.c.broken_cents


def _over(now: datetime) -> sa.ColumnElement[bool]:
    """Whose time is over, and that have not ended or have got something back since."""
    return sa.and_(lots.c.expires_at <= now, sa.or_(lots.c.ended_at.is_(None), _LEFT))


@attrs.frozen
class SqlBonus(Bonus):
    """The lots of the scope."""

    _sight: Sight

    def grant(self, lot: Lot) -> None:
        assert (lot.spent_cents, lot.broken_cents) == (0, 0), "a lot is granted unspent"
        wallet = self._locked(lot.owner_id)
        if not self._sight.add(lots, lot_row(lot)):
            raise AlreadyThere(f"lot {lot.id}")
        write_wallet(self._sight, with_bonus(wallet, lot, lot.granted_cents))

    def of(self, organisation_id: OrganisationId) -> Sequence[Lot]:
        mine = sa.and_(
            lots.c.organisation_id == organisation_id, self._sight.sees(lots.c.organisation_id)
        )
        found = [lot_of(row) for row in self._sight.all(sa.select(lots).where(mine))]
        return sorted(found, key=lambda lot: lot.order)

    def overdue(self, now: datetime, most: int = 100) -> Sequence[OrganisationId]:
        seen = self._sight.sees(lots.c.organisation_id)
        owners = sa.select(lots.c.organisation_id).where(_over(now), seen).distinct()
        rows = self._sight.all(owners.order_by(lots.c.organisation_id).limit(most))
        return [OrganisationId(row.organisation_id) for row in rows]

    def end(self, organisation_id: OrganisationId, now: datetime) -> Sequence[tuple[Lot, int]]:
        wallet = self._locked(organisation_id)
        mine = lots.c.organisation_id == organisation_id
        broke = []
        for row in self._sight.all(sa.select(lots).where(mine, _over(now))):
            lot, cents = expire(lot_of(row), now)
            if row.ended_at is None:
                wallet = with_bonus(wallet, lot, -cents)
                self._sight.change(sa.update(lots).where(lots.c.id == lot.id).values(ended_at=now))
            if cents:
                broke.append((lot, cents))
        write_lots(self._sight, [lot for lot, _ in broke])
        write_wallet(self._sight, wallet)
        return sorted(broke, key=lambda each: LotId(each[0].id))

    def _locked(self, organisation_id: OrganisationId) -> Wallet:
        wallet = None
        if self._sight.contains(organisation_id):
            wallet = locked_wallet(self._sight, organisation_id)
        if wallet is None:
            raise NoSuchWallet
        return wallet
