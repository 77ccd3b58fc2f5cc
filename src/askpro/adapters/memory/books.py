"""Refunds, seals, closed months, and everything in one go, in memory."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import attrs

from askpro.adapters.memory.sight import Sight
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.closed import ClosedPeriod
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.ledger import Transaction
from askpro.domain.billing.refunded import Refund
from askpro.domain.billing.seal import Seal
from askpro.domain.billing.wallet import Wallet
from askpro.domain.ids import AgreementId, ChargeId, TransactionId
from askpro.ports.storage import (
    AlreadyThere,
    Books,
    Closings,
    NoSuchOrganisation,
    Refunds,
    Seals,
)


@attrs.frozen
class MemoryRefunds(Refunds):
    """A refund belongs to the company that was charged."""

    _sight: Sight

    def add(self, refund: Refund) -> None:
        self._sight.must_see(refund.organisation_id)
        key = (refund.charge_id, refund.reference)
        if key in self._sight.tables.refunds:
            raise AlreadyThere(f"refund {refund.reference} of {refund.charge_id}")
        self._sight.tables.refunds.put(key, refund)

    def of_charge(self, charge_id: ChargeId) -> Sequence[Refund]:
        return [refund for refund in self._mine() if refund.charge_id == charge_id]

    def of_transaction(self, charged_in: TransactionId) -> Sequence[Refund]:
        return [refund for refund in self._mine() if refund.charged_in == charged_in]

    def _mine(self) -> Sequence[Refund]:
        rows = self._sight.tables.refunds.rows()
        mine = (refund for refund in rows if self._sight.sees(refund.organisation_id))
        return sorted(mine, key=lambda refund: (refund.refunded_at, refund.transaction_id))


@attrs.frozen
class MemorySeals(Seals):
    """Works run in turn, so the head is nobody else's."""

    _sight: Sight

    def head(self) -> Seal | None:
        return max(self._mine(), key=lambda seal: seal.sequence, default=None)

    def unsealed(self, limit: int, since: datetime | None = None) -> Sequence[Transaction]:
        tables = self._sight.tables
        found = [
            transaction
            for transaction in tables.transactions.rows()
            if self._sight.whole
            and transaction.id not in tables.sealed
            and (since is None or transaction.posted_at >= since)
        ]
        return sorted(found, key=lambda one: (one.posted_at, one.id))[:limit]

    def append(self, seals: Sequence[Seal]) -> bool:
        if not self._sight.whole:
            raise NoSuchOrganisation
        tables = self._sight.tables
        if seals and seals[0].sequence in tables.seals:
            return False
        for seal in seals:
            assert seal.transaction_id not in tables.sealed, "sealed once"
            tables.seals.put(seal.sequence, seal)
            tables.sealed.put(seal.transaction_id, seal.sequence)
        return True

    def sealed(self, after: int, limit: int) -> Sequence[tuple[Seal, Transaction]]:
        behind = sorted(
            (seal for seal in self._mine() if seal.sequence > after), key=lambda one: one.sequence
        )
        transactions = self._sight.tables.transactions
        pairs = ((seal, transactions.get(seal.transaction_id)) for seal in behind[:limit])
        return [(seal, transaction) for seal, transaction in pairs if transaction is not None]

    def _mine(self) -> Iterator[Seal]:
        return self._sight.tables.seals.rows() if self._sight.whole else iter(())


@attrs.frozen
class MemoryClosings(Closings):
    """A month is closed once."""

    _sight: Sight

    def all(self) -> Sequence[ClosedPeriod]:
        return sorted(self._sight.tables.closings.rows(), key=lambda one: one.period)

    def add(self, closed: ClosedPeriod) -> bool:
        if not self._sight.whole:
            raise NoSuchOrganisation
        if closed.period in self._sight.tables.closings:
            return False
        self._sight.tables.closings.put(closed.period, closed)
        return True


@attrs.frozen
class MemoryBooks(Books):
    """All of it is at hand."""

    _sight: Sight

    def charges(self) -> Iterator[Charge]:
        rows = self._sight.tables.charges.rows()
        return (charge for charge in rows if self._sight.sees(charge.organisation_id))

    def refunds(self) -> Iterator[Refund]:
        rows = self._sight.tables.refunds.rows()
        return (refund for refund in rows if self._sight.sees(refund.organisation_id))

    def wallets(self) -> Iterator[Wallet]:
        rows = self._sight.tables.wallets.rows()
        return (wallet for wallet in rows if self._sight.sees(wallet.organisation_id))

    def agreements(self) -> Mapping[AgreementId, Agreement]:
        rows = self._sight.tables.terms.rows()
        found = (terms.agreement for terms in rows if self._sight.sees(terms.buyer_id))
        return {agreement.id: agreement for agreement in found if agreement is not None}

    def bases(self) -> Mapping[tuple[AgreementId, str], int]:
        if not self._sight.whole:
            return {}
        return dict(self._sight.tables.bases.items())
