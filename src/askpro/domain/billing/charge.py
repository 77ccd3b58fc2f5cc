"""A priced usage and the ledger transaction that moves its money."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import attrs

from askpro.domain.billing.ledger import Account, Entry, Purpose, Transaction
from askpro.domain.billing.meter import Metered
from askpro.domain.billing.rating import Rating, Share
from askpro.domain.billing.wallet import Paid
from askpro.domain.errors import Missing
from askpro.domain.ids import ChargeId, OrganisationId, TransactionId
from askpro.domain.money import Currency


@attrs.define
class NoSuchCharge(Missing):
    """There is no such charge here."""


@attrs.frozen
class Charge:
    """One usage of one meter: what every link pays, the rule that priced it, its inputs.

    ``began_at`` is known of what took a while; it tells which time of day its prices are of.
    """

    id: ChargeId
    source_key: str
    organisation_id: OrganisationId
    occurred_at: datetime
    rating: Rating
    transaction_id: TransactionId | None
    began_at: datetime | None = None

    @property
    def priced_at(self) -> datetime:
        return self.began_at or self.occurred_at


def due(ratings: Iterable[Rating]) -> Mapping[OrganisationId, int]:
    """What each paying tier owes in cents, the company first, the platform's child last.

    Wallets are always touched in this order: it is the same for every chain of a tree,
    so two calls never wait for each other, and the wallet that most calls share is
    kept for the shortest time.

    >>> due([])
    {}
    """
    owed: Counter[OrganisationId] = Counter()
    for rating in ratings:
        for share in reversed(rating.shares):
            if share.owes:
                owed[share.buyer_id] += share.amount.cents
    return dict(owed)


def prepaid_due(ratings: Iterable[Rating]) -> Mapping[OrganisationId, int]:
    """As ``due``, of the tiers that pay from a wallet."""
    known = tuple(ratings)
    in_advance = {share.buyer_id for rating in known for share in rating.shares if share.prepaid}
    return {tier: cents for tier, cents in due(known).items() if tier in in_advance}


def metered_for(tier: OrganisationId, ratings: Iterable[Rating]) -> tuple[Metered, ...]:
    """For which meters a tier owes what it owes, in the order of the ratings."""
    return tuple(
        Metered(rating.meter, share.amount.cents)
        for rating in ratings
        for share in rating.shares
        if share.owes and share.buyer_id == tier
    )


def post(
    ratings: Sequence[Rating],
    paid: Iterable[Paid],
    *,
    id: TransactionId,
    source_key: str,
    occurred_at: datetime,
    now: datetime,
    text: str,
) -> Transaction | None:
    """The transaction for rated usages of one source, or None where nothing is due.

    ``paid`` tells how the wallets met what was due; a tier without a line there is
    invoiced, so what it owes stands on its receivable account.
    """
    sums: Sums = Counter()
    for rating in ratings:
        _collect(rating, sums)
    _move_to_wallets(paid, sums)
    entries = tuple(Entry(Account(*of), cents) for of, cents in sums.items() if cents)
    if not entries:
        return None
    return Transaction(id, source_key, occurred_at, now, text, entries)


# What an account is made of: making and hashing the account itself for every addition took
# a fifth of a charge.
Sums = Counter[tuple[OrganisationId, Purpose, Currency]]


def _collect(rating: Rating, sums: Sums) -> None:
    """Walk the links upwards: who owes, who keeps, who passes on."""
    currency = rating.paid.currency
    for upper, lower in _pairs(rating):
        if lower.owes:
            sums[lower.buyer_id, Purpose.RECEIVABLE, currency] -= lower.amount.cents
        if upper is None or upper.owes:
            sums[lower.seller_id, Purpose.REVENUE, currency] += lower.amount.cents
        else:
            assert upper.earned is not None
            kept = upper.earned.amount.cents
            sums[lower.seller_id, Purpose.COMMISSION, currency] += kept


def _pairs(rating: Rating) -> Iterable[tuple[Share | None, Share]]:
    """Each share with the one above it; the platform has none above."""
    uppers: tuple[Share | None, ...] = (None, *rating.shares[:-1])
    return zip(uppers, rating.shares, strict=True)


def _move_to_wallets(paid: Iterable[Paid], sums: Sums) -> None:
    """What a wallet met, by money or bonus, no longer stands open."""
    for line in paid:
        _, _, currency = next(iter(sums))
        for purpose, cents in line.moves():
            sums[line.organisation_id, purpose, currency] += cents
