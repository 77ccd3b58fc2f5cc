"""What a buyer owes its seller because a month ends, on their one link.

    base fee           in arrears, each price for the stretch it was in force
    standing charge    of prices that count a month's total: what is due for nothing used
    minimum spend      what is missing to the least, after all that the month was charged

Each tier owes this to its own seller only: what a reseller's company pays as base fee is
the reseller's, who owes its own to the platform. Agents directly above the link earn their
commission on it, by what they had agreed at the month's last moment. An agent itself buys
nothing, and owes nothing for the stretch in which it is one.

    least 100.00, standing charge 10.00, usage of 60.00        10.00 + 30.00 due
    least 100.00, nothing used, opened on 2026-11-16           50.00 due

    >>> from datetime import UTC, date
    >>> from uuid import UUID
    >>> from zoneinfo import ZoneInfo
    >>> from askpro.domain.billing.price import Flat
    >>> from askpro.domain.billing.proration import Period
    >>> from askpro.domain.money import Price
    >>> platform, salon = (OrganisationId(UUID(int=number)) for number in (1, 2))
    >>> def fee(number, price, *since):
    ...     return PriceRule(UUID(int=number), BASE_FEE, platform, None,
    ...                      datetime(*since, tzinfo=UTC), Flat(Price.parse(price)))
    >>> october = Period.month_of(date(2026, 10, 1)).interval(ZoneInfo("Europe/Berlin"))
    >>> def ended(*fees):
    ...     return month_end((platform, salon), fees, (), october)
    >>> dearer = ended(fee(8, "99.00", 2026, 1, 1), fee(9, "119.00", 2026, 10, 15, 22))
    >>> [str(part.amount) for part in dearer.parts[BASE_FEE]]
    ['47.84 EUR', '61.50 EUR']
    >>> [str(rating.paid) for rating in dearer.rate({}, {})]
    ['109.34 EUR']
    >>> same = ended(fee(8, "99.00", 2026, 1, 1), fee(9, "99.00", 2026, 10, 15, 22))
    >>> [str(rating.paid) for rating in same.rate({}, {})]
    ['99.00 EUR']
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import takewhile

import attrs

from askpro.domain.billing.chain import links_in_force, passed_up
from askpro.domain.billing.link import Link
from askpro.domain.billing.meter import BASE_FEE, Meter
from askpro.domain.billing.month_part import Cause, Part, prorated_part
from askpro.domain.billing.price import Bounded
from askpro.domain.billing.price.bounds import standing_charge
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.rating import Counter, Rating, Share
from askpro.domain.billing.terms import Terms
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.errors import Refused
from askpro.domain.ids import AgreementId, OrganisationId
from askpro.domain.moment import Interval
from askpro.domain.money import Money

A_MOMENT = timedelta(microseconds=1)


@attrs.define
class SeveralCurrencies(Refused):
    """The prices of this meter changed their currency within the month; charge it by hand."""

    meter: Meter
    buyer_id: OrganisationId


@attrs.frozen
class MonthEnd:
    """A month of one link. Without parts nothing is due, whatever was used.

    ``link`` and ``agents``, the lowest first, are as at the month's last moment; ``parts``
    are of each meter, in their order of time; ``counting`` names the meters whose total
    matters to some price of the month.
    """

    month: Interval
    link: Link
    agents: tuple[Link, ...]
    parts: Mapping[Meter, tuple[Part, ...]]
    counting: frozenset[Meter]

    @property
    def occurred_at(self) -> datetime:
        """The last moment of the month, in which it counts."""
        return self.month.end - A_MOMENT

    @property
    def counters(self) -> tuple[Counter, ...]:
        """What has to be known of the month before it is rated."""
        return tuple(
            Counter(self.link.buyer_id, meter) for meter in self.parts if meter in self.counting
        )

    @property
    def agreements(self) -> tuple[AgreementId, ...]:
        """Whose bases have to be known before it is rated."""
        return tuple(link.agreement.id for link in self.agents if link.agreement)

    def rate(
        self, bases: Mapping[AgreementId, int], used: Mapping[Counter, Used]
    ) -> tuple[Rating, ...]:
        """What is due, by meter; also where that is nothing because the least was met.

        Args:
            bases: For each agreement, the base its month already has, in cents.
            used: For each counter, what the month already had. Afterwards add
                ``Rating.counted()``; then nothing is missing any more.

        Raises:
            SeveralCurrencies: Amounts of different currencies do not add up.
        """
        reached, ratings = dict(bases), []
        for meter, parts in self.parts.items():
            share = self._share(meter, parts, used)
            above = passed_up(self.agents, share.amount, reached) if self.agents else []
            for earned in (each.earned for each in above if each.earned):
                reached[earned.agreement_id] = earned.before_cents + earned.base_cents
            shares = tuple(reversed([share, *above]))
            ratings.append(Rating(meter, 1 if meter == BASE_FEE else 0, shares))
        return tuple(ratings)

    def _share(self, meter: Meter, parts: Sequence[Part], used: Mapping[Counter, Used]) -> Share:
        if len({part.whole.currency for part in parts}) > 1:
            raise SeveralCurrencies(meter, self.link.buyer_id)
        counts = meter in self.counting
        had = used.get(Counter(self.link.buyer_id, meter), NOTHING) if counts else NOTHING
        asked, missing = due(parts, had)
        return Share(
            self.link.seller_id,
            self.link.buyer_id,
            asked + missing,
            parts[-1].rule_id,
            parts[-1].rule_version,
            prepaid=self.link.prepaid,
            edge=self.link.edge,
            before=had if counts else None,
            parts=tuple(parts),
        )


def due(parts: Sequence[Part], had: Used) -> tuple[Money, Money]:
    """What the parts of one meter ask for, and what is missing to their least beyond that."""
    currency = parts[0].whole.currency
    least = Money.total((each.amount for each in parts if each.cause is Cause.LEAST), currency)
    asked = Money.total((each.amount for each in parts if each.cause is not Cause.LEAST), currency)
    missing = least - asked - Money(had.cents, currency)
    return asked, max(missing, Money(0, currency))


def month_end(
    path: tuple[OrganisationId, ...],
    rules: Iterable[PriceRule],
    terms: Iterable[Terms],
    month: Interval,
    since: datetime | None = None,
) -> MonthEnd:
    """The month of the last link of a path from the platform down.

    ``rules`` and ``terms`` are all that may have been in force along the path at any instant
    of the month; ``since`` is when the buyer came, None: before the month.
    """
    known, agreed = tuple(rules), tuple(terms)
    seller, buyer = path[-2:]
    found: dict[Meter, list[Part]] = {}
    counting = set()
    for rule, during in _stretches(seller, buyer, known, agreed, month, since):
        found.setdefault(rule.meter, []).extend(_parts(rule, during, month))
        if rule.counts:
            counting.add(rule.meter)
    *above, link = links_in_force(path, known, agreed, month.end - A_MOMENT)
    return MonthEnd(
        month,
        link,
        tuple(takewhile(lambda each: each.agreement is not None, reversed(above))),
        {meter: tuple(found[meter]) for meter in sorted(found) if found[meter]},
        frozenset(counting),
    )


def _parts(rule: PriceRule, during: Interval, month: Interval) -> Iterator[Part]:
    """What a price asks for a stretch; a price without such parts asks for nothing."""
    model = rule.model
    wholes = {
        Cause.FEE: rule.amount(1, during.start) if rule.meter == BASE_FEE else None,
        Cause.STANDING: standing_charge(model),
        Cause.LEAST: model.minimum if isinstance(model, Bounded) else None,
    }
    for cause, whole in wholes.items():
        if whole:
            yield prorated_part(cause, rule.id, rule.version, during, whole, month)


def _stretches(
    seller: OrganisationId,
    buyer: OrganisationId,
    rules: Sequence[PriceRule],
    terms: Sequence[Terms],
    month: Interval,
    since: datetime | None,
) -> Iterator[tuple[PriceRule, Interval]]:
    """Each price of the link with the moments of the month it was the buyer's; by time."""
    start = month.start if since is None else max(month.start, since)
    if start >= month.end:
        return
    dated: list[PriceRule | Terms] = [rule for rule in rules if rule.is_for(seller, buyer)]
    dated += [term for term in terms if term.buyer_id == buyer]
    changes = {each.valid_from for each in dated}
    changes |= {each.valid_until for each in dated if each.valid_until is not None}
    borders = [start, *sorted(each for each in changes if start < each < month.end), month.end]
    open_since: dict[PriceRule, datetime] = {}
    for begin in borders[:-1]:
        (link,) = links_in_force((seller, buyer), rules, terms, begin)
        held = () if link.agreement else link.rules
        for rule in held:
            open_since.setdefault(rule, begin)
        for rule in [each for each in open_since if each not in held]:
            yield rule, Interval(open_since.pop(rule), begin)
    for rule, begin in open_since.items():
        yield rule, Interval(begin, month.end)
