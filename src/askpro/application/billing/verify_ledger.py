"""Check the books: what must hold of money, whatever happened."""

from collections import Counter

import attrs

from askpro.domain.billing.ledger import Account, Purpose
from askpro.domain.errors import Missing
from askpro.domain.organisations.scope import Scope
from askpro.ports.storage import Storage, Work


@attrs.frozen
class Verified:
    """How much was looked at, and every sentence about what is wrong."""

    transactions: int
    accounts: int
    faults: tuple[str, ...]


@attrs.frozen
class VerifyLedger:
    """Reads everything and writes nothing."""

    storage: Storage

    def __call__(self) -> Verified:
        """Every transaction is balanced, all balances sum to nothing, wallets are their entries."""
        with self.storage.look(Scope.everything()) as work:
            sums: Counter[Account] = Counter()
            count = 0
            for transaction in work.ledger.all():  # reading one builds it, which checks it
                count += 1
                for entry in transaction.entries:
                    sums[entry.account] += entry.cents
            faults = [*_unbalanced(sums), *_strayed(work, sums), *_wrong_wallets(work, sums)]
        return Verified(count, len(sums), tuple(faults))


def _unbalanced(sums: Counter[Account]) -> list[str]:
    totals: Counter[str] = Counter()
    for account, cents in sums.items():
        totals[account.currency.value] += cents
    return [f"all {name} accounts sum to {cents} cents" for name, cents in totals.items() if cents]


def _strayed(work: Work, sums: Counter[Account]) -> list[str]:
    stored = work.ledger.balances()
    return [
        f"{account} is {stored.get(account, 0)} cents in the books, {cents} by its entries"
        for account, cents in sums.items()
        if stored.get(account, 0) != cents
    ]


def _wrong_wallets(work: Work, sums: Counter[Account]) -> list[str]:
    faults = []
    for account, cents in sums.items():
        if account.purpose is not Purpose.WALLET:
            continue
        try:
            wallet = work.wallets.get(account.organisation_id)
        except Missing:
            faults.append(f"{account.organisation_id} has wallet entries and no wallet")
            continue
        if wallet.balance.cents != cents:
            faults.append(
                f"the wallet of {account.organisation_id} says {wallet.balance.cents} cents, "
                f"its entries {cents}"
            )
    return faults
