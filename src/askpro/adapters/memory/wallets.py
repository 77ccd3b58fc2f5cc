"""Prepaid accounts, in memory. Works run in turn, so each command has the wallet alone."""

from collections.abc import Sequence

import attrs

from askpro.adapters.memory.sight import Sight
from askpro.domain.billing.wallet import CannotPay, Due, NoSuchWallet, Paid, Reservation, Wallet
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
        if wallet.available.cents < reservation.cents:
            needed = Money(reservation.cents, wallet.currency)
            raise CannotPay(wallet.organisation_id, needed)
        self._sight.tables.reservations.put(key, reservation)
        self._put(attrs.evolve(wallet, reserved_cents=wallet.reserved_cents + reservation.cents))

    def settle(self, dues: Sequence[Due]) -> Sequence[Paid]:
        for due in dues:
            self.get(due.organisation_id)
            self._end(due.source_key, due.organisation_id)
        return [self._debit(due) for due in dues]

    def _debit(self, due: Due) -> Paid:
        assert due.cents >= 0
        wallet = self.get(due.organisation_id)
        room = wallet.balance.cents + wallet.credit_limit_cents - wallet.reserved_cents
        paid = min(due.cents, max(room, 0))
        balance = wallet.balance - Money(paid, wallet.currency)
        owed = wallet.owed_cents + due.cents - paid
        self._put(attrs.evolve(wallet, balance=balance, owed_cents=owed))
        return Paid(due.organisation_id, paid, due.cents - paid)

    def credit(self, organisation_id: OrganisationId, cents: int) -> int:
        assert cents >= 0
        wallet = self.get(organisation_id)
        settled = min(cents, wallet.owed_cents)
        balance = wallet.balance + Money(cents - settled, wallet.currency)
        self._put(attrs.evolve(wallet, balance=balance, owed_cents=wallet.owed_cents - settled))
        return settled

    def release(self, source_key: str) -> None:
        for reservation in list(self._sight.tables.reservations.rows()):
            owner = reservation.organisation_id
            if reservation.source_key == source_key and self._sight.sees_wallet_of(owner):
                self._end(source_key, owner)

    def _end(self, source_key: str, organisation_id: OrganisationId) -> None:
        reservation = self._sight.tables.reservations.get((source_key, organisation_id))
        if reservation is not None:
            wallet = self.get(organisation_id)
            left = wallet.reserved_cents - reservation.cents
            self._put(attrs.evolve(wallet, reserved_cents=left))
            self._sight.tables.reservations.drop((source_key, organisation_id))

    def _put(self, wallet: Wallet) -> None:
        self._sight.tables.wallets.put(wallet.organisation_id, wallet)
