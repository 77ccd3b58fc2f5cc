"""A ledger in memory: the rules of posting, without a database.

For what-if, for tests, and for those who use the billing core alone. Storage keeps the
same rules with unique columns: one transaction for a source key, one reversal for a
transaction, none in a closed period.

    post                       stored
    post again, equal          the stored one, nothing new
    post again, otherwise      refused: SourceKeyTaken
    reverse                    stored, linked by ``reverses``
    reverse again              refused: AlreadyReversed
    post into a closed month   refused: PeriodClosed
"""

from collections.abc import Mapping
from datetime import datetime

import attrs

from askpro.domain.billing.closing import Closing
from askpro.domain.billing.ledger import (
    Account,
    AlreadyReversed,
    NoSuchTransaction,
    Transaction,
    balances,
)
from askpro.domain.errors import Refused
from askpro.domain.ids import TransactionId


@attrs.define
class SourceKeyTaken(Refused):
    """Something else has been posted under this source key."""

    source_key: str


@attrs.define
class Journal:
    """Transactions in the order they were posted; a refused command changes nothing."""

    closing: Closing = attrs.field(factory=Closing)
    _by_id: dict[TransactionId, Transaction] = attrs.field(factory=dict, init=False)
    _by_key: dict[str, Transaction] = attrs.field(factory=dict, init=False)
    _reversals: dict[TransactionId, TransactionId] = attrs.field(factory=dict, init=False)

    @property
    def transactions(self) -> tuple[Transaction, ...]:
        return tuple(self._by_id.values())

    def post(self, transaction: Transaction) -> Transaction:
        """Store it; the same again gives what is stored.

        Raises:
            SourceKeyTaken: The key stands for other entries.
            AlreadyReversed: What it takes back has been taken back before.
            NoSuchTransaction: What it takes back is not here.
            PeriodClosed: Its ``posted_at`` lies in a closed period.
        """
        stored = self._by_key.get(transaction.source_key)
        if stored is not None:
            if stored.same_posting(transaction):
                return stored
            raise SourceKeyTaken(transaction.source_key)
        assert transaction.id not in self._by_id, "an id is given once"
        self.closing.refuse_if_closed(transaction.posted_at)
        if transaction.reverses is not None:
            self._note_reversal(transaction.reverses, transaction.id)
        self._by_id[transaction.id] = transaction
        self._by_key[transaction.source_key] = transaction
        return transaction

    def reverse(self, id: TransactionId, *, new_id: TransactionId, now: datetime) -> Transaction:
        """Take a transaction back, once.

        Raises:
            NoSuchTransaction: There is none with this id.
            AlreadyReversed: It has been taken back before.
            PeriodClosed: Now lies in a closed period.
        """
        if id in self._reversals:
            raise AlreadyReversed(id)
        return self.post(self.get(id).reversed(new_id, f"reversal:{id}", now))

    def get(self, id: TransactionId) -> Transaction:
        """Raises ``NoSuchTransaction``."""
        if id not in self._by_id:
            raise NoSuchTransaction
        return self._by_id[id]

    def lineage(self, id: TransactionId) -> tuple[Transaction, ...]:
        """The transaction, what it takes back, what that took back … down to the first."""
        line = [self.get(id)]
        while line[-1].reverses is not None:
            line.append(self.get(line[-1].reverses))
        return tuple(line)

    def balances(self, as_of: datetime | None = None) -> Mapping[Account, int]:
        """What every account comes to, in cents."""
        return balances(self._by_id.values(), as_of)

    def _note_reversal(self, of: TransactionId, by: TransactionId) -> None:
        self.get(of)
        if of in self._reversals:
            raise AlreadyReversed(of)
        self._reversals[of] = by
