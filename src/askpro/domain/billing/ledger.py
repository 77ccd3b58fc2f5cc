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

from askpro.domain.errors import Missing, Refused
from askpro.domain.ids import OrganisationId, TransactionId
from askpro.domain.money import Currency, Money


@attrs.define
class NoSuchTransaction(Missing):
    """There is no such transaction here."""


@attrs.define
class AlreadyReversed(Refused):
    """This transaction has been taken back before."""

    transaction_id: TransactionId


class Damaged(ValueError):  # not of the world: what was stored was right
    """What is stored under this id is no transaction any more."""

    def __init__(self, transaction_id: TransactionId, why: str) -> None:
        super().__init__(f"transaction {transaction_id} cannot be read: {why}")
        self.transaction_id = transaction_id


class Purpose(Enum):
    """What an organisation's account is for.

    What leaves the building has a mirror inside, so that everything sums to nothing:
    ``CLEARING`` faces those who pay in, ``VENDOR_PAYABLE`` the vendors, ``PAYOUT`` the
    bank of a reseller. ``BONUS`` is what an organisation was given and has not used,
    ``PROMOTION`` what its giver bears for it, ``BREAKAGE`` what the giver got back
    because it expired.
    """

    WALLET = "wallet"
    BONUS = "bonus"
    RECEIVABLE = "receivable"
    REVENUE = "revenue"
    COMMISSION = "commission"
    CLEARING = "clearing"
    PAYOUT = "payout"
    TAX = "tax"
    PROMOTION = "promotion"
    BREAKAGE = "breakage"
    VENDOR_COST = "vendor_cost"
    VENDOR_PAYABLE = "vendor_payable"

    __hash__ = object.__hash__  # each is there once; Enum's own is far slower


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
    """Entries that belong together; the source key makes posting twice posting once.

    Source key and text are kept for good, so they name keys and never a person.
    ``reverses`` is the transaction this one takes back; at most one may do so.
    """

    id: TransactionId
    source_key: str
    occurred_at: datetime
    posted_at: datetime
    text: str
    entries: tuple[Entry, ...] = attrs.field(validator=_balanced)
    reverses: TransactionId | None = None

    def of(self, organisation_id: OrganisationId) -> Money:
        """What the transaction leaves this organisation with, over all its accounts."""
        cents = sum(
            entry.cents
            for entry in self.entries
            if entry.account.organisation_id == organisation_id
        )
        return Money(cents, self.entries[0].account.currency)

    def reversed(self, id: TransactionId, source_key: str, now: datetime) -> "Transaction":
        """The transaction that takes this one back, as of now.

        A reversal is a transaction like any other: taking it back posts the entries of
        the first again, linked to the reversal and through it to the first.
        """
        return Transaction(
            id=id,
            source_key=source_key,
            occurred_at=now,
            posted_at=now,
            text=f"Reversal of {self.source_key}",
            entries=tuple(Entry(entry.account, -entry.cents) for entry in self.entries),
            reverses=self.id,
        )

    def same_posting(self, other: "Transaction") -> bool:
        """Whether a repetition under the same source key asks for what is already there.

        Ids and instants of a repetition are new and count for nothing; who pays whom
        how much, and what is taken back, must be equal.
        """
        return (
            self.source_key == other.source_key
            and self.reverses == other.reverses
            and Counter(self.entries) == Counter(other.entries)
        )


def balances(
    transactions: Iterable[Transaction], as_of: datetime | None = None
) -> Mapping[Account, int]:
    """What every account comes to, counting what was posted up to and at an instant."""
    sums: Counter[Account] = Counter()
    for transaction in transactions:
        if as_of is None or transaction.posted_at <= as_of:
            for entry in transaction.entries:
                sums[entry.account] += entry.cents
    return sums
