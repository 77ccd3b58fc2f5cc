"""Prepaid accounts, in memory. Works run in turn, so each command has the wallet alone."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import attrs

from askpro.adapters.memory.sight import Sight
from askpro.domain.billing.lots import Lot
from askpro.domain.billing.spending import Met, covers, debit, give_back
from askpro.domain.billing.wallet import (
    Back,
    CannotPay,
    Due,
    Keeping,
    NoSuchWallet,
    Paid,
    Reservation,
    Wallet,
)
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.ports.storage import AlreadyThere, Wallets


@attrs.frozen
class MemoryWallets(Wallets):
    """The wallets of the scope, and of those above it who pay along with it."""

    _sight: Sight

    def open(self, wallet: Wallet) -> None:
        assert wallet == Wallet(
            wallet.organisation_id,
            Money(0, wallet.currency),
            credit_limit_cents=wallet.credit_limit_cents,
        ), "a wallet is opened empty"
        self._sight.must_see(wallet.organisation_id)
        if wallet.organisation_id in self._sight.tables.wallets:
            raise AlreadyThere(f"wallet of {wallet.organisation_id}")
        self._put(wallet)

    def get(self, organisation_id: OrganisationId) -> Wallet:
        wallet = self._sight.tables.wallets.get(organisation_id)
        if wallet is None or not self._sight.sees_wallet_of(organisation_id):
            raise NoSuchWallet
        return wallet

    def reserve(self, reservation: Reservation) -> None:
        wallet = self.get(reservation.organisation_id)
        key = (reservation.source_key, reservation.organisation_id)
        if key in self._sight.tables.reservations:
            return
        if not covers(wallet, self.open_lots(wallet.organisation_id), reservation, None):
            needed = Money(reservation.cents, wallet.currency)
            raise CannotPay(wallet.organisation_id, needed)
        self._sight.tables.reservations.put(key, reservation)
        self._put(attrs.evolve(wallet, reserved_cents=wallet.reserved_cents + reservation.cents))

    def settle(self, dues: Sequence[Due], now: datetime | None = None) -> Sequence[Paid]:
        for due in dues:
            self.get(due.organisation_id)
            self._end(due.source_key, due.organisation_id, as_=Keeping.CAPTURED)
        return [self._debit(due, now) for due in dues]

    def _debit(self, due: Due, now: datetime | None) -> Paid:
        wallet = self.get(due.organisation_id)
        made = debit(wallet, self.open_lots(due.organisation_id), due, now)
        self._put(made.wallet)
        self._put_lots(made.lots)
        if made.uses:
            key = (due.source_key, due.organisation_id)
            before = self._sight.tables.met.get(key) or Met()
            self._sight.tables.met.put(key, before.plus(made))
        return made.paid

    def credit(self, organisation_id: OrganisationId, cents: int) -> int:
        assert cents >= 0
        wallet = self.get(organisation_id)
        self._put(wallet.credited(cents))
        return min(wallet.owed_cents, cents)

    def give_back(self, source_key: str, organisation_id: OrganisationId, cents: int) -> Back:
        assert cents >= 0
        tables, key = self._sight.tables, (source_key, organisation_id)
        wallet, met = self.get(organisation_id), tables.met.get(key)
        if met is None:
            return Back(cents, 0, self.credit(organisation_id, cents))
        lots = [lot for lot in tables.lots.rows() if lot.owner_id == organisation_id]
        ended = {lot.id for lot in lots if lot.id in tables.ended_lots}
        made = give_back(wallet, lots, ended, met, cents)
        self._put(made.wallet)
        self._put_lots(made.lots)
        tables.met.put(key, made.met)
        return made.back

    def release(self, source_key: str) -> None:
        for reservation in list(self._sight.tables.reservations.rows()):
            owner = reservation.organisation_id
            if reservation.source_key == source_key and self._sight.sees_wallet_of(owner):
                self._end(source_key, owner, as_=Keeping.VOIDED)

    def _end(self, source_key: str, organisation_id: OrganisationId, as_: Keeping) -> None:
        key = (source_key, organisation_id)
        reservation = self._sight.tables.reservations.get(key)
        if reservation is not None and reservation.keeping is Keeping.OPEN:
            wallet = self.get(organisation_id)
            left = wallet.reserved_cents - reservation.cents
            self._put(attrs.evolve(wallet, reserved_cents=left))
            # A settled one stays, so that a late repetition does not reserve anew.
            if as_ is Keeping.VOIDED:
                self._sight.tables.reservations.drop(key)
            else:
                self._sight.tables.reservations.put(key, attrs.evolve(reservation, keeping=as_))

    def open_lots(self, organisation_id: OrganisationId) -> Sequence[Lot]:
        """What its bonus is made of."""
        tables = self._sight.tables
        return [
            lot
            for lot in tables.lots.rows()
            if lot.owner_id == organisation_id and lot.id not in tables.ended_lots
        ]

    def _put_lots(self, lots: Iterable[Lot]) -> None:
        for lot in lots:
            self._sight.tables.lots.put(lot.id, lot)

    def _put(self, wallet: Wallet) -> None:
        self._sight.tables.wallets.put(wallet.organisation_id, wallet)
