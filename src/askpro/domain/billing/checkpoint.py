"""Sums of the ledger up to a place in the sealing order, so that nobody adds from zero.

A checkpoint stands at a *sequence*, not at an instant: a transaction may be committed
after another with a later ``posted_at``, so "everything until noon" can still grow,
"everything up to seal 5 000" cannot.

    checkpoint at 5 000 + transactions 5 001 … 5 200  =  sum of all 5 200
"""

from collections import Counter
from collections.abc import Iterable, Mapping

import attrs
from attrs.validators import ge

from askpro.domain.billing.ledger import Account, Transaction, balances


@attrs.frozen
class Checkpoint:
    """What every account came to after so many sealed transactions; no zeros are kept."""

    sequence: int = attrs.field(default=0, validator=ge(0))
    sums: Mapping[Account, int] = attrs.field(factory=dict)

    def plus(self, transactions: Iterable[Transaction]) -> "Checkpoint":
        """The checkpoint after the transactions that were sealed next."""
        later = tuple(transactions)
        sums = Counter(self.sums)
        for account, cents in balances(later).items():
            sums[account] += cents
        kept = {account: cents for account, cents in sums.items() if cents}
        return Checkpoint(self.sequence + len(later), kept)

    def balance(self, account: Account) -> int:
        """In cents; an account nobody used comes to nothing."""
        return self.sums.get(account, 0)
