"""Rate again what was really used, with other prices or commissions in the place of those.

    ten minutes, really      company 4.00    reseller 1.00    platform 3.00
    with a draft at 0.45     company 4.50    reseller 1.50    platform 3.00
    the difference                  +0.50             +0.50             0.00

What is not replaced is rated as it was charged: by the very rule, on top of what the period
then has. So the same prices give no difference, to the cent, and whatever differs comes from
what was replaced. Counters and commission bases are carried in memory, one for each counter
and agreement, never one for each charge. A draft holds for all that is rated, whatever its
dates are: the question is what a month would have come to.

Usages are taken in the order in which they occurred, then by id, from the first instant of a
period: what a usage costs may depend on what the period had before. A refund (no quantity)
is taken over as it is.
"""

from collections import Counter as Tally
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.billing.chain import Chain
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.commission import Agreement, period_of
from askpro.domain.billing.difference import Difference, LinkKey, LinkSums
from askpro.domain.billing.link import Link
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.price_book import NoPrice, PriceBook, PriceRule, rules_in_force
from askpro.domain.billing.rating import Counter, Rating, Share
from askpro.domain.billing.terms import Terms, terms_in_force
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.ids import AgreementId, OrganisationId

Path = tuple[OrganisationId, ...]
Held = Callable[[Path], tuple[Sequence[PriceRule], Sequence[Terms]]]
"""All prices and terms that held around then, between neighbours of a path."""

PricedAt = Callable[[Charge], datetime]
"""Which time of day a usage's prices are of; a call's is when it began."""


def as_it_occurred(charge: Charge) -> datetime:
    """The same instant that says in which month it counts."""
    return charge.occurred_at


ALWAYS = datetime(1, 1, 1, tzinfo=UTC)


@attrs.frozen
class Instead:
    """A book in the place of the versions beside it; commissions by who would earn them."""

    book: PriceBook | None = None
    commissions: Mapping[OrganisationId, Agreement] = attrs.Factory(dict)
    rules: tuple[PriceRule, ...] = attrs.field(init=False)

    @rules.default
    def _without_dates(self) -> tuple[PriceRule, ...]:
        if self.book is None:
            return ()
        return attrs.evolve(self.book, valid_from=ALWAYS, valid_until=None).rules()

    def takes_away(self, rule: PriceRule) -> bool:
        """Whether the book's publication would end this rule, or hide it for good."""
        book = self.book
        if book is None or (rule.seller_id, rule.buyer_id) != (book.seller_id, book.buyer_id):
            return False
        return rule.book_id is not None or self._prices(rule.meter)

    def outranks(self, rule: PriceRule, buyer_id: OrganisationId) -> bool:
        """Whether the book prices the meter for this buyer in the rule's stead."""
        book = self.book
        if book is None or rule.seller_id != book.seller_id or not self._prices(rule.meter):
            return False
        return book.buyer_id == buyer_id and rule.buyer_id is None

    def _prices(self, meter: Meter) -> bool:
        return any(rule.meter == meter for rule in self.rules)


Signature = tuple[Meter, tuple[tuple[object, ...], ...]]


@attrs.define
class WhatIf:
    """Takes one charge after the other and keeps sums only."""

    instead: Instead
    held: Held
    zone: ZoneInfo
    priced_at: PricedAt = as_it_occurred
    _period: str = attrs.field(default="", init=False)
    _bases: dict[AgreementId, int] = attrs.field(factory=dict, init=False)
    _used: dict[Counter, Used] = attrs.field(factory=dict, init=False)
    _sums: dict[LinkKey, LinkSums] = attrs.field(factory=dict, init=False)
    _companies: set[OrganisationId] = attrs.field(factory=set, init=False)
    _unpriced: Tally[Meter] = attrs.field(factory=Tally, init=False)
    _chains: dict[Signature, Chain] = attrs.field(factory=dict, init=False)
    _charges: int = attrs.field(default=0, init=False)

    def take(self, charge: Charge) -> None:
        """Add what it really came to, and what it would have come to."""
        self._charges += 1
        self._companies.add(charge.organisation_id)
        self._turn_period(charge.occurred_at)
        really = charge.rating
        for share in really.shares:
            self._of(share).add_old(share.amount.cents)
        if really.quantity == 0:
            again: Rating | None = really
        else:
            again = self._again(charge)
        if again is None:
            self._unpriced[really.meter] += 1
            return
        for share in again.shares:
            self._of(share).new_cents += share.amount.cents

    def take_all(self, charges: Iterable[Charge]) -> None:
        for charge in charges:
            self.take(charge)

    def difference(self) -> Difference:
        """What it comes to so far."""
        sums = {key: attrs.evolve(each) for key, each in self._sums.items()}
        return Difference(sums, frozenset(self._companies), self._charges, dict(self._unpriced))

    def _again(self, charge: Charge) -> Rating | None:
        really = charge.rating
        try:
            rating = self._chain(charge).rate(
                really.meter,
                really.quantity,
                self._bases,
                at=self.priced_at(charge),
                used=self._used,
            )
        except NoPrice:
            return None
        for share in rating.shares:
            if share.earned:
                earned = share.earned
                self._bases[earned.agreement_id] = earned.before_cents + earned.base_cents
        for counter, used in rating.counted().items():
            self._used[counter] = self._used.get(counter, NOTHING) + used
        return rating

    def _turn_period(self, at: datetime) -> None:
        period = period_of(at, self.zone)
        if period != self._period:
            assert period > self._period, "usages are taken in their order"
            self._period = period
            self._bases.clear()
            self._used.clear()

    def _of(self, share: Share) -> LinkSums:
        key = LinkKey(share.seller_id, share.buyer_id, share.amount.currency)
        sums = self._sums.get(key)
        if sums is None:
            sums = self._sums[key] = LinkSums()
        return sums

    def _chain(self, charge: Charge) -> Chain:
        """The chain as it was charged, with what is replaced; made once for each kind."""
        shares, meter = charge.rating.shares, charge.rating.meter
        signature = meter, tuple(_signature(share) for share in shares)
        chain = self._chains.get(signature)
        if chain is not None:
            return chain
        rules, terms = self.held((shares[0].seller_id, *(share.buyer_id for share in shares)))
        found = [self._link(share, charge, rules, terms) for share in shares]
        chain = Chain(tuple(link for link, _ in found))
        if all(lasting for _, lasting in found):
            self._chains[signature] = chain
        return chain

    def _link(
        self, share: Share, charge: Charge, rules: Sequence[PriceRule], terms: Sequence[Terms]
    ) -> tuple[Link, bool]:
        """One link, and whether it is the same at every instant."""
        agreement, known = self._agreement(share, charge.occurred_at, terms)
        rule, lasting = self._rule(share, charge, rules)
        link = Link(share.seller_id, share.buyer_id, () if rule is None else (rule,), agreement)
        return link, known and (agreement is not None or lasting)

    def _agreement(
        self, share: Share, at: datetime, terms: Sequence[Terms]
    ) -> tuple[Agreement | None, bool]:
        instead = self.instead.commissions.get(share.buyer_id)
        if instead is not None or share.earned is None:
            return instead, True
        for term in terms:
            if term.agreement and term.agreement.id == share.earned.agreement_id:
                return term.agreement, True
        holding = terms_in_force(terms, share.seller_id, share.buyer_id, at)
        return holding.agreement if holding else None, False

    def _rule(
        self, share: Share, charge: Charge, rules: Sequence[PriceRule]
    ) -> tuple[PriceRule | None, bool]:
        """The very rule that was charged by, unless the book puts another in its place."""
        instead, meter = self.instead, charge.rating.meter
        for rule in rules:
            if rule.id == share.rule_id and rule.meter == meter:
                if instead.takes_away(rule) or instead.outranks(rule, share.buyer_id):
                    break
                return rule, True
        left = [rule for rule in rules if rule.meter == meter and not instead.takes_away(rule)]
        found = rules_in_force(
            (*left, *(rule for rule in instead.rules if rule.meter == meter)),
            share.seller_id,
            share.buyer_id,
            charge.occurred_at,
        )
        return (found[0], found[0] in instead.rules) if found else (None, False)


def _signature(share: Share) -> tuple[object, ...]:
    earned = share.earned.agreement_id if share.earned else None
    return share.seller_id, share.buyer_id, share.rule_id, earned
