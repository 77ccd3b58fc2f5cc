"""Check the books: what must hold of money, whatever happened.

    transactions   each balanced, all together nothing, none behind a closed month
    reversals      the opposite of what they take back
    wallets        the sum of their entries
    seals          whole, from the first to the last, and to where each month was closed
    commissions    bases as charged and refunded, earnings by the floor rule

Reads piece by piece: memory grows with accounts and agreements, never with transactions.
All of it is one state of the books, whoever posts meanwhile.
"""

from collections import Counter
from collections.abc import Callable, Iterator

import attrs

from askpro.application.billing.verify_commissions import commission_faults
from askpro.application.billing.verify_seals import seal_faults
from askpro.domain.billing.ledger import (
    Account,
    Damaged,
    NoSuchTransaction,
    Purpose,
    Transaction,
)
from askpro.domain.money import Currency
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import Storage, Work

Progress = Callable[[str, int], None]
"""Told what is being looked at, and how many have been."""

PROGRESS_EVERY = 10_000


def _quiet(_what: str, _count: int) -> None:
    """Who does not ask is not told."""


@attrs.frozen
class Verified:
    """How much was looked at, and every sentence about what is wrong."""

    transactions: int
    accounts: int
    faults: tuple[str, ...]
    sealed: int = 0


@attrs.frozen
class VerifyLedger:
    """Reads everything and writes nothing."""

    storage: Storage

    def __call__(self, progress: Progress = _quiet) -> Verified:
        """Every sentence about what does not hold; of the seals the first."""
        with self.storage.audit(Scope.everything()) as work:
            sums: Counter[Account] = Counter()
            count = 0
            faults: list[str] = []
            try:
                for transaction in work.ledger.all():  # reading one builds it, which checks it
                    count += 1
                    if count % PROGRESS_EVERY == 0:
                        progress("transactions", count)
                    for entry in transaction.entries:
                        sums[entry.account] += entry.cents
                    faults += _wrong_reversal(work, transaction)
            except Damaged as damage:
                faults.append(str(damage))
            else:  # sums of a part would say nothing
                faults += [*_unbalanced(sums), *_strayed(work, sums), *_wrong_wallets(work, sums)]
            sealed, broken = seal_faults(work, progress)
            faults += [*broken, *commission_faults(work, progress)]
        return Verified(count, len(sums), tuple(dict.fromkeys(faults)), sealed)


def _unbalanced(sums: Counter[Account]) -> Iterator[str]:
    totals: Counter[Currency] = Counter()
    for account, cents in sums.items():
        totals[account.currency] += cents
    for currency, cents in totals.items():
        if cents:
            yield f"all {currency.value} accounts sum to {cents} cents"


def _strayed(work: Work, sums: Counter[Account]) -> Iterator[str]:
    """Entries without a transaction are in the one and not in the other."""
    stored = work.ledger.balances()
    for account in {**stored, **sums}:
        if stored.get(account, 0) != sums[account]:
            yield (
                f"{account} is {stored.get(account, 0)} cents in the books, "
                f"{sums[account]} by its entries"
            )


def _wrong_wallets(work: Work, sums: Counter[Account]) -> Iterator[str]:
    without = {account for account, cents in sums.items() if account.purpose is Purpose.WALLET}
    for wallet in work.books.wallets():
        account = Account(wallet.organisation_id, Purpose.WALLET, wallet.currency)
        without.discard(account)
        if wallet.balance.cents != sums[account]:
            yield (
                f"the wallet of {wallet.organisation_id} says {wallet.balance.cents} cents, "
                f"its entries {sums[account]}"
            )
    for account in without:
        yield f"{account.organisation_id} has wallet entries and no wallet"


def _wrong_reversal(work: Work, reversal: Transaction) -> Iterator[str]:
    if reversal.reverses is None:
        return
    try:
        first = work.ledger.get(reversal.reverses)
    except NoSuchTransaction:
        yield f"transaction {reversal.id} takes back {reversal.reverses}, which is not there"
        return
    opposite = first.reversed(reversal.id, reversal.source_key, reversal.posted_at)
    if not opposite.same_posting(reversal):
        yield f"transaction {reversal.id} is not the opposite of {first.id}, which it takes back"
