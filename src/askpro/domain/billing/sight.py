"""What of a charge each tier may see: its own links, never those above or beside it.

    4.00 by margin            company   reseller   platform
    company → reseller 4.00     sees       sees       sees
    reseller → platform 3.00      -        sees       sees

What is hidden in a transaction is shown as one sum, so that the page still balances;
that sum is the negative of what is shown and tells nothing new.
"""

from collections.abc import Collection, Sequence

import attrs

from askpro.domain.billing.ledger import Entry, Purpose, Transaction
from askpro.domain.billing.rating import Rating, Share
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money

# Where a child pays its seller; its revenue would tell the prices it sets itself.
PAYS_FROM = frozenset({Purpose.WALLET, Purpose.BONUS, Purpose.RECEIVABLE})
EARNS = frozenset({Purpose.REVENUE, Purpose.COMMISSION})


@attrs.frozen
class Viewer:
    """Who looks: an organisation, its direct children, and whether it is the platform."""

    id: OrganisationId
    children: Collection[OrganisationId] = ()
    sees_all: bool = False

    def deals_with(self, company: OrganisationId) -> bool:
        """Whether what the company pays is this tier's own link."""
        return self.sees_all or company == self.id or company in self.children

    def shares(self, rating: Rating) -> Sequence[Share]:
        """The links this tier buys or sells on."""
        return tuple(
            share
            for share in rating.shares
            if self.sees_all or self.id in (share.seller_id, share.buyer_id)
        )

    def paid(self, rating: Rating) -> Money | None:
        """What the company pays, if that is this tier's own link."""
        return rating.paid if rating.shares[-1] in self.shares(rating) else None

    def gain(self, rating: Rating) -> Money | None:
        """What this tier is left with, if it has a part in it."""
        return rating.gains().get(self.id)

    def entries(self, transaction: Transaction) -> Sequence[Entry]:
        """The tier's own entries, and what its direct children pay."""
        return tuple(entry for entry in transaction.entries if self._sees(entry))

    def hidden(self, transaction: Transaction) -> Money:
        """What the entries that are not shown come to."""
        currency = transaction.entries[0].account.currency
        return Money(-sum(entry.cents for entry in self.entries(transaction)), currency)

    def moved(self, transaction: Transaction) -> Money:
        """What left or reached the wallet, or stands open, in the tier's favour."""
        return self._sum(transaction, PAYS_FROM)

    def earned(self, transaction: Transaction) -> Money:
        """What the tier keeps of a charge after what it owes above it."""
        if not any(
            entry.account.purpose in EARNS and entry.account.organisation_id == self.id
            for entry in transaction.entries
        ):
            return Money(0, transaction.entries[0].account.currency)
        return transaction.of(self.id)

    def _sum(self, transaction: Transaction, purposes: Collection[Purpose]) -> Money:
        cents = sum(
            entry.cents
            for entry in transaction.entries
            if entry.account.organisation_id == self.id and entry.account.purpose in purposes
        )
        return Money(cents, transaction.entries[0].account.currency)

    def _sees(self, entry: Entry) -> bool:
        owner = entry.account.organisation_id
        if self.sees_all or owner == self.id:
            return True
        return owner in self.children and entry.account.purpose in PAYS_FROM
