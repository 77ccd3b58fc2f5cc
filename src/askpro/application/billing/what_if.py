"""What a month would have come to under a draft of prices, or another commission."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import attrs

from askpro.application.billing.agreed import CALL_KEY
from askpro.application.billing.charge_usages import BOOKS_ZONE
from askpro.application.billing.selling import own_book, seller_for
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.difference import Difference
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price_book import PriceBook, PriceRule
from askpro.domain.billing.terms import Terms
from askpro.domain.billing.what_if import Instead, Path, WhatIf
from askpro.domain.errors import Refused
from askpro.domain.ids import AgreementId, OrganisationId, PriceBookId
from askpro.domain.moment import Interval, edge_at_wall_time
from askpro.domain.money import Currency
from askpro.domain.organisations.actor import Actor
from askpro.domain.organisations.organisation import Kind
from askpro.ports.clock import NewId
from askpro.ports.storage import Storage, Work

PAGE = 1000
BEFORE = timedelta(days=1)
"""A usage is rated by what held when it began, which may be before the month."""


@attrs.define
class OtherCurrencyThanItsSeller(Refused):
    """A draft in another currency than its seller's cannot stand for its prices."""

    currency: Currency
    seller: Currency


@attrs.define
class NothingInstead(Refused):
    """Name a price book or an agreement to put in the place of what really held."""


@attrs.define
class TooManyCharges(Refused):
    """More was used in this month than is reckoned at once here; askpro whatif has no limit."""

    most: int


@attrs.define
class OnlyResellersEarn(Refused):
    """A commission is agreed with a reseller only."""

    organisation_id: OrganisationId


def month_of(year: int, month: int) -> Interval:
    """A calendar month of the books."""
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1)
    return Interval(*(edge_at_wall_time(day, time(0), BOOKS_ZONE) for day in (first, last)))


def nobody_listens(_: int) -> None:
    """For whoever does not want to hear how far it is."""


@attrs.frozen
class ReckonWhatIf:
    """Reads only. The charges stream by in pages; memory grows with the tree, not with them."""

    storage: Storage
    new_id: NewId

    def __call__(
        self,
        month: Interval,
        *,
        book: PriceBookId | None = None,
        commissions: Mapping[OrganisationId, Agreement] | None = None,
        by: Actor,
        most: int | None = None,
        progress: Callable[[int], None] = nobody_listens,
    ) -> Difference:
        """Old and new sums, of the actor's own links; the operator sees all of them.

        Args:
            month: A whole calendar month of the books, because commissions count in it.
            commissions: For each reseller, what it would earn; the id is of no matter.
            progress: Told after each page how many charges are done.

        Raises:
            NoSuchPriceBook, NoSuchOrganisation: Not there, or not the actor's own.
            NothingInstead, OtherCurrencyThanItsSeller, OnlyResellersEarn: Why not.
            TooManyCharges: There are more than ``most``.
        """
        if book is None and not commissions:
            raise NothingInstead
        with self.storage.look(by.scope) as work:
            instead = Instead(
                None if book is None else _usable(work, book, by),
                self._agreements(work, commissions or {}, by),
            )
            sees_all = _sees_all(work, by)
        what_if = WhatIf(instead, Held(self.storage, month, by), BOOKS_ZONE, CallsBegan())
        done = 0
        last: Charge | None = None
        while page := self._page(month, last, by):
            done, last = done + len(page), page[-1]
            if most is not None and done > most:
                raise TooManyCharges(most)
            what_if.take_all(page)
            progress(done)
        found = what_if.difference()
        if sees_all:
            return found
        assert by.organisation_id is not None
        return found.dealt_with(by.organisation_id)

    def _page(self, month: Interval, last: Charge | None, by: Actor) -> Sequence[Charge]:
        with self.storage.look(by.scope) as work:
            return work.charges.between(month.start, month.end, last, PAGE)

    def _agreements(
        self,
        work: Work,
        commissions: Mapping[OrganisationId, Agreement],
        by: Actor,
    ) -> Mapping[OrganisationId, Agreement]:
        """Each under an id of its own, so that their bases are counted apart."""
        found = {}
        for id, agreement in commissions.items():
            reseller = work.organisations.get(id)
            if reseller.kind is not Kind.RESELLER or reseller.parent_id is None:
                raise OnlyResellersEarn(id)
            seller_for(work, reseller.parent_id, by)
            found[id] = attrs.evolve(agreement, id=AgreementId(self.new_id()))
        return found


@attrs.define
class CallsBegan:
    """When each call began; it is charged when it ended, its seconds first."""

    _ended_at: datetime | None = attrs.field(default=None, init=False)
    _began_at: dict[str, datetime] = attrs.field(factory=dict, init=False)

    def __call__(self, charge: Charge) -> datetime:
        if charge.occurred_at != self._ended_at:
            self._ended_at = charge.occurred_at
            self._began_at.clear()
        key, rating = charge.source_key, charge.rating
        if key.startswith(CALL_KEY) and rating.meter == CALL_SECOND:
            self._began_at[key] = charge.occurred_at - timedelta(seconds=rating.quantity)
        return self._began_at.get(key, charge.occurred_at)


Pair = tuple[OrganisationId, OrganisationId]
Found = tuple[Sequence[PriceRule], Sequence[Terms]]


@attrs.frozen
class Held:
    """What held along a path in a month, asked for once for each link."""

    storage: Storage
    month: Interval
    by: Actor
    _known: dict[Pair, Found] = attrs.field(factory=dict, init=False)

    def __call__(self, path: Path) -> Found:
        links = list(pairwise(path))
        if any(link not in self._known for link in links):
            with self.storage.look(self.by.scope) as work:
                found = work.prices.along(path, self.month.start - BEFORE, self.month.end)
            self._keep(links, *found)
        held = [self._known[link] for link in links]
        rules = [rule for known, _ in held for rule in known]
        return rules, [term for _, terms in held for term in terms]

    def _keep(
        self,
        links: Sequence[Pair],
        rules: Sequence[PriceRule],
        terms: Sequence[Terms],
    ) -> None:
        for seller_id, buyer_id in links:
            self._known[seller_id, buyer_id] = (
                [rule for rule in rules if rule.is_for(seller_id, buyer_id)],
                [term for term in terms if term.buyer_id == buyer_id],
            )


def _usable(work: Work, id: PriceBookId, by: Actor) -> PriceBook:
    book = own_book(work, id, by)
    seller = work.organisations.get(book.seller_id)
    if book.currency is not seller.currency:
        raise OtherCurrencyThanItsSeller(book.currency, seller.currency)
    return book


def _sees_all(work: Work, by: Actor) -> bool:
    if by.organisation_id is None:
        return True
    return work.organisations.get(by.organisation_id).kind is Kind.PLATFORM
