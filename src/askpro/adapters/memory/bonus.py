"""Bonus credit and what live calls keep, in memory."""

from collections.abc import Sequence
from datetime import datetime

import attrs

from askpro.adapters.memory.sight import Sight
from askpro.adapters.memory.wallets import MemoryWallets
from askpro.domain.billing import reservation as rules
from askpro.domain.billing.lots import Lot, expire
from askpro.domain.billing.spending import covers, with_bonus
from askpro.domain.billing.wallet import (
    CannotPay,
    Keeping,
    NoSuchWallet,
    Reservation,
    Wallet,
)
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.ports.storage import AlreadyThere, Bonus, Reservations


@attrs.frozen
class MemoryBonus(Bonus):
    """The lots of the scope."""

    _sight: Sight

    def grant(self, lot: Lot) -> None:
        assert (lot.spent_cents, lot.broken_cents) == (0, 0), "a lot is granted unspent"
        wallet = self._wallet(lot.owner_id)
        if lot.id in self._sight.tables.lots:
            raise AlreadyThere(f"lot {lot.id}")
        self._sight.tables.lots.put(lot.id, lot)
        self._put(with_bonus(wallet, lot, lot.granted_cents))

    def of(self, organisation_id: OrganisationId) -> Sequence[Lot]:
        if not self._sight.sees(organisation_id):
            return []
        mine = (lot for lot in self._sight.tables.lots.rows() if lot.owner_id == organisation_id)
        return sorted(mine, key=lambda lot: lot.order)

    def overdue(self, now: datetime, most: int = 100) -> Sequence[OrganisationId]:
        owners = {
            lot.owner_id
            for lot in self._sight.tables.lots.rows()
            if self._is_over(lot, now) and self._sight.sees(lot.owner_id)
        }
        return sorted(owners)[:most]

    def end(self, organisation_id: OrganisationId, now: datetime) -> Sequence[tuple[Lot, int]]:
        wallet, tables = self._wallet(organisation_id), self._sight.tables
        broke = []
        for lot in sorted(self.of(organisation_id), key=lambda lot: lot.id):
            if not self._is_over(lot, now):
                continue
            after, cents = expire(lot, now)
            if lot.id not in tables.ended_lots:
                wallet = with_bonus(wallet, lot, -cents)
                tables.ended_lots.put(lot.id, now)
            tables.lots.put(lot.id, after)
            if cents:
                broke.append((after, cents))
        self._put(wallet)
        return broke

    def _is_over(self, lot: Lot, now: datetime) -> bool:
        ended = lot.id in self._sight.tables.ended_lots
        return lot.has_expired(now) and (not ended or lot.left_cents > 0)

    def _wallet(self, organisation_id: OrganisationId) -> Wallet:
        wallet = self._sight.tables.wallets.get(organisation_id)
        if wallet is None or not self._sight.sees(organisation_id):
            raise NoSuchWallet
        return wallet

    def _put(self, wallet: Wallet) -> None:
        self._sight.tables.wallets.put(wallet.organisation_id, wallet)


@attrs.frozen
class MemoryReservations(Reservations):
    """The reservations on the wallets in sight."""

    _sight: Sight

    def kept(self, source_key: str) -> Sequence[Reservation]:
        mine = [row for row in self._open() if row.source_key == source_key]
        return sorted(mine, key=self._depth, reverse=True)

    def extend(self, reservation: Reservation, now: datetime) -> bool:
        key = (reservation.source_key, reservation.organisation_id)
        kept = self._sight.tables.reservations.get(key)
        if kept not in self._open():
            return False
        assert kept is not None
        try:
            longer = rules.extend(kept, reservation.cents, reservation.expires_at, now)
        except rules.ReservationEnded:
            return False
        wallets = MemoryWallets(self._sight)
        wallet = wallets.get(reservation.organisation_id)
        lots = wallets.open_lots(reservation.organisation_id)
        if not covers(wallet, lots, reservation, None):
            raise CannotPay(wallet.organisation_id, Money(reservation.cents, wallet.currency))
        self._free(wallet, -reservation.cents)
        self._sight.tables.reservations.put(key, longer)
        return True

    def overdue(self, now: datetime, most: int = 100) -> Sequence[OrganisationId]:
        return sorted({row.organisation_id for row in self._open() if row.expires_at <= now})[:most]

    def expire(self, organisation_id: OrganisationId, now: datetime) -> Sequence[Reservation]:
        ended = []
        for row in self._open():
            after = rules.expire(row, now)
            if row.organisation_id == organisation_id and after.keeping is Keeping.EXPIRED:
                self._sight.tables.reservations.put((row.source_key, organisation_id), after)
                self._free(MemoryWallets(self._sight).get(organisation_id), row.cents)
                ended.append(after)
        return ended

    def _open(self) -> Sequence[Reservation]:
        return [
            row
            for row in self._sight.tables.reservations.rows()
            if row.keeping is Keeping.OPEN and self._sight.sees_wallet_of(row.organisation_id)
        ]

    def _depth(self, reservation: Reservation) -> int:
        organisation = self._sight.tables.organisations.get(reservation.organisation_id)
        return organisation.depth if organisation else 0

    def _free(self, wallet: Wallet, cents: int) -> None:
        after = attrs.evolve(wallet, reserved_cents=wallet.reserved_cents - cents)
        self._sight.tables.wallets.put(wallet.organisation_id, after)
