"""Transactions, in memory."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from askpro.adapters.memory.charges import MemoryCharges
from askpro.adapters.memory.sight import Sight
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.ledger import (
    Account,
    AlreadyReversed,
    NoSuchTransaction,
    Transaction,
    balances,
)
from askpro.domain.ids import TransactionId
from askpro.ports.storage import AlreadyThere, Ledger, NoSuchOrganisation, Posted, Posting


@attrs.frozen
class MemoryLedger(Ledger):
    """The transactions that touch the scope."""

    _sight: Sight

    def post(self, transaction: Transaction, charges: Sequence[Charge] = ()) -> Posted:
        known_id = self._sight.tables.sources.get(transaction.source_key)
        if known_id is not None:
            return Posted(self.get(known_id), new=False)
        if not self._touches(transaction):
            raise NoSuchOrganisation
        if transaction.id in self._sight.tables.transactions:
            raise AlreadyThere(f"transaction {transaction.id}")
        if transaction.reverses is not None:
            if transaction.reverses in self._sight.tables.reversals:
                raise AlreadyReversed(transaction.reverses)
            self._sight.tables.reversals.put(transaction.reverses, transaction.id)
        self._sight.tables.transactions.put(transaction.id, transaction)
        self._sight.tables.sources.put(transaction.source_key, transaction.id)
        MemoryCharges(self._sight).add(charges)
        return Posted(transaction, new=True)

    def post_all(self, postings: Sequence[Posting]) -> None:
        for posting in postings:
            if posting.transaction is None:
                MemoryCharges(self._sight).add(posting.charges)
            elif not self.post(posting.transaction, posting.charges).new:
                raise AlreadyThere(posting.transaction.source_key)

    def get(self, id: TransactionId) -> Transaction:
        transaction = self._sight.tables.transactions.get(id)
        if transaction is None or not self._touches(transaction):
            raise NoSuchTransaction
        return transaction

    def under(self, source_key: str) -> Transaction | None:
        id = self._sight.tables.sources.get(source_key)
        transaction = self._sight.tables.transactions.get(id) if id is not None else None
        return transaction if transaction is not None and self._touches(transaction) else None

    def reversed_by(self, id: TransactionId) -> TransactionId | None:
        by = self._sight.tables.reversals.get(id)
        found = self._sight.tables.transactions.get(by) if by is not None else None
        return by if found is not None and self._touches(found) else None

    def all(self) -> Iterator[Transaction]:
        seen = filter(self._touches, self._sight.tables.transactions.rows())
        yield from sorted(seen, key=lambda transaction: transaction.posted_at)

    def balances(self) -> Mapping[Account, int]:
        return {
            account: cents
            for account, cents in balances(self.all()).items()
            if self._sight.sees(account.organisation_id)
        }

    def _touches(self, transaction: Transaction) -> bool:
        return any(self._sight.sees(entry.account.organisation_id) for entry in transaction.entries)
