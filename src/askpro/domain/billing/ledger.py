"""Double entry: transactions of entries that sum to nothing, never changed, never deleted.

An entry's amount is seen from its account's owner: a plus is in the owner's favour.
A charge of 4.00 over two margin links:

    company     wallet     -4.00
    reseller    revenue    +4.00
    reseller    wallet     -3.00
    platform    revenue    +3.00
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import Enum

import attrs

from askpro.domain.errors import Missing
from askpro.domain.ids import OrganisationId, TransactionId
from askpro.domain.money import Currency, Money


@attrs.define
class NoSuchTransaction(Missing):
    """There is no such transaction here."""


class Purpose(Enum):
    """What an organisation's account is for."""

    WALLET = "wallet"
    RECEIVABLE = "receivable"
    REVENUE = "revenue"
    COMMISSION = "commission"
    CLEARING = "clearing"


@attrs.frozen
class Account:
    """One account of one organisation; it needs no opening."""

    organisation_id: OrganisationId
    purpose: Purpose
    currency: Currency = Currency.EUR


@attrs.frozen
class Entry:
    """So many cents in favour (+) or to the burden (-) of an account's owner."""

    account: Account
    cents: int


def _balanced(_: object, __: object, entries: tuple[Entry, ...]) -> None:
    if len(entries) < 2:
        raise ValueError("a transaction has at least two entries")
    if any(entry.cents == 0 for entry in entries):
        raise ValueError("an entry moves something")
    sums: Counter[Currency] = Counter()
    for entry in entries:
        sums[entry.account.currency] += entry.cents
    if any(sums.values()):
        raise ValueError(f"entries sum to nothing, not {dict(sums)}")


@attrs.frozen
class Transaction:
    """Entries that belong together; the source key makes posting twice posting once."""

    id: TransactionId
    source_key: str
    occurred_at: datetime
    posted_at: datetime
    text: str
    entries: tuple[Entry, ...] = attrs.field(validator=_balanced)

    def of(self, organisation_id: OrganisationId) -> Money:
        """What the transaction leaves this organisation with, over all its accounts."""
        cents = sum(
            entry.cents
            for entry in self.entries
            if entry.account.organisation_id == organisation_id
        )
        return Money(cents, self.entries[0].account.currency)

    def reversed(self, id: TransactionId, source_key: str, now: datetime) -> "Transaction":
        """The transaction that takes this one back, as of now."""
        return Transaction(
            id=id,
            source_key=source_key,
            occurred_at=now,
            posted_at=now,
            text=f"Reversal of {self.source_key}",
            entries=tuple(Entry(entry.account, -entry.cents) for entry in self.entries),
        )


def balances(transactions: Iterable[Transaction]) -> Mapping[Account, int]:
    """What every account comes to."""
    sums: Counter[Account] = Counter()
    for transaction in transactions:
        for entry in transaction.entries:
            sums[entry.account] += entry.cents
    return sums
