"""Invariants 18, 20 to 23 and 28, on chains of one to eight links, both settlements mixed."""

from contextlib import suppress
from datetime import datetime
from itertools import pairwise
from uuid import UUID

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askpro.domain.billing.afford import left_after, max_seconds
from askpro.domain.billing.chain import Chain, SellsBelowCost, chain_in_force
from askpro.domain.billing.meter import CALL_SECOND, Meter
from askpro.domain.billing.price_book import (
    NoPrice,
    PriceBook,
    PriceRule,
    PublishedBook,
    rules_in_force,
    rules_of,
)
from askpro.domain.billing.publishing import NotPublishable, publish
from askpro.domain.billing.wallet import CannotPay
from askpro.domain.ids import OrganisationId, PriceBookId
from askpro.domain.money import Money
from askpro.domain.organisations.lineage import BelowItself, Lineage, MovedLater, move_below
from askpro.domain.organisations.organisation import Kind, NoSuchPlace
from askpro.testing.billing_strategies.chains import (
    DEEPEST,
    TIERS,
    chains,
    drafts,
    seconds,
    usages,
    wallets_along,
)
from askpro.testing.strategies import rules
from askpro.testing.world import NOON, minutes

LONGEST = 7200
every_depth = pytest.mark.parametrize("depth", range(1, DEEPEST + 1))
few = settings(max_examples=25)
SELLER, BUYER = TIERS[:2]
FUTURE = PriceBookId(UUID(int=99))


def published(books: list[PriceBook]) -> tuple[PriceBook, ...]:
    """All that can be published, one after the other; a later one may be refused."""
    held: dict[object, PriceBook] = {}
    for book in books:
        with suppress(NotPublishable, PublishedBook):
            held |= {one.id: one for one in publish(book, held.values(), NOON)}
    return tuple(held.values())


@given(st.lists(drafts(), max_size=6), st.integers(-1, 40))
def test_18_exactly_one_version_holds_at_an_instant(drafted: list[PriceBook], minute: int) -> None:
    books, at = published(drafted), NOON + minutes(minute)

    holding = [book for book in books if book.holds(at)]
    begun = [book.valid_from for book in books if book.valid_from <= at]

    assert len(holding) <= 1
    for book in holding:
        assert book.valid_from == max(begun)
        priced = rules_in_force(rules_of(books), SELLER, BUYER, at)
        assert {rule.version for rule in priced} == {book.version}


@given(st.lists(drafts(), min_size=1, max_size=6))
def test_18_the_boundary_instant_belongs_to_the_new_version(drafted: list[PriceBook]) -> None:
    for book in published(drafted):
        assert rules_in_force(rules_of(published(drafted)), SELLER, BUYER, book.valid_from) == (
            book.rules()
        )


@given(st.lists(drafts(), max_size=5), drafts(), st.integers(-5, 40), seconds())
def test_18_a_future_version_changes_nothing_before_it(
    drafted: list[PriceBook], future: PriceBook, minute: int, quantity: int
) -> None:
    at = NOON + minutes(minute)
    future = attrs.evolve(future, valid_from=max(future.valid_from, at + minutes(1)))
    future = attrs.evolve(future, id=FUTURE, valid_until=None)
    before, after = published(drafted), published([*drafted, future])

    def paid(books: tuple[PriceBook, ...]) -> Money | None:
        chain = chain_in_force((SELLER, BUYER), rules_of(books), (), at)
        return chain.rate(CALL_SECOND, quantity).paid if chain.prices(CALL_SECOND) else None

    assert paid(before) == paid(after)


@every_depth
@few
@given(data=st.data(), usage=usages())
def test_20_what_the_company_pays_is_what_the_tiers_keep(
    depth: int, data: st.DataObject, usage: tuple[Meter, int]
) -> None:
    chain = data.draw(chains(depth))

    rating = chain.rate(*usage)

    gains = dict(rating.gains())
    assert len(gains) == depth + 1
    assert gains.pop(chain.company_id) == -rating.paid
    assert Money.total(gains.values()) == rating.paid


@every_depth
@few
@given(data=st.data(), usage=usages())
def test_21_a_margin_is_what_comes_in_less_what_goes_up(
    depth: int, data: st.DataObject, usage: tuple[Meter, int]
) -> None:
    rating = data.draw(chains(depth)).rate(*usage)

    gains = rating.gains()
    for upper, lower in pairwise(rating.shares):
        assert gains[upper.buyer_id] == lower.amount - upper.amount
        if upper.earned:
            assert gains[upper.buyer_id] == upper.earned.amount >= Money(0)


@every_depth
@few
@given(data=st.data(), usage=usages())
def test_21_only_who_may_lose_loses(
    depth: int, data: st.DataObject, usage: tuple[Meter, int]
) -> None:
    drawn = data.draw(chains(depth))
    chain = Chain(
        tuple(attrs.evolve(link, may_lose=data.draw(st.booleans())) for link in drawn.links)
    )
    rating = chain.rate(*usage)
    gains = rating.gains()
    allowed = {link.buyer_id for link in chain.links if link.may_lose} | {chain.company_id}
    losing = [tier for tier, gain in gains.items() if gain.cents < 0 and tier not in allowed]

    if not losing:
        chain.refuse_losses(rating)
    else:
        with pytest.raises(SellsBelowCost) as refused:
            chain.refuse_losses(rating)
        assert refused.value.organisation_id in losing
        assert refused.value.loss == -gains[refused.value.organisation_id]


@every_depth
@few
@given(data=st.data(), quantity=seconds())
def test_22_without_a_price_nobody_is_charged_and_the_tier_is_named(
    depth: int, data: st.DataObject, quantity: int
) -> None:
    links = list(data.draw(chains(depth)).links)
    priced = [number for number, link in enumerate(links) if link.agreement is None]
    mute = data.draw(st.sampled_from(priced))
    links[mute] = attrs.evolve(links[mute], rules=())

    with pytest.raises(NoPrice) as refused:
        Chain(tuple(links)).rate(CALL_SECOND, quantity)

    assert refused.value.seller_id == links[mute].seller_id
    assert refused.value.buyer_id == links[mute].buyer_id


@every_depth
@few
@given(data=st.data(), usage=usages())
def test_22_all_tiers_pay_or_none_and_the_one_that_cannot_is_named(
    depth: int, data: st.DataObject, usage: tuple[Meter, int]
) -> None:
    chain = data.draw(chains(depth))
    available = data.draw(wallets_along(chain))
    kept = dict(available)
    rating = chain.rate(*usage)
    owed = {share.buyer_id: share.amount.cents for share in rating.shares if share.owes}
    unable = [tier for tier, cents in owed.items() if cents > available.get(tier, cents)]

    if unable:
        with pytest.raises(CannotPay) as refused:
            left_after([rating], available)
        assert refused.value.organisation_id == unable[-1]
        assert refused.value.needed == Money(owed[unable[-1]])
    else:
        left = left_after([rating], available)
        assert left == {tier: cents - owed.get(tier, 0) for tier, cents in available.items()}
    assert available == kept


@every_depth
@few
@given(data=st.data(), longest=st.integers(0, LONGEST))
def test_23_one_second_more_than_is_affordable_fails_at_a_tier(
    depth: int, data: st.DataObject, longest: int
) -> None:
    chain = data.draw(chains(depth))
    available = data.draw(wallets_along(chain))

    found = max_seconds(chain, available, longest=longest)

    def unable(quantity: int) -> set[OrganisationId]:
        shares = chain.rate(CALL_SECOND, quantity).shares
        return {
            share.buyer_id
            for share in shares
            if share.owes and share.amount.cents > available.get(share.buyer_id, 10**12)
        }

    if found.limited_by is None:
        assert found.quantity == longest
        assert not unable(longest)
    elif unable(0):
        assert (found.quantity, found.limited_by in unable(0)) == (0, True)
    else:
        assert not unable(found.quantity)
        assert found.limited_by in unable(found.quantity + 1)


@every_depth
@few
@given(data=st.data())
def test_23_the_chain_lasts_as_long_as_its_weakest_tier(depth: int, data: st.DataObject) -> None:
    chain = data.draw(chains(depth))
    available = data.draw(wallets_along(chain))

    alone = [
        max_seconds(chain, {tier: cents}, longest=LONGEST).quantity
        for tier, cents in available.items()
    ]

    assert max_seconds(chain, available, longest=LONGEST).quantity == min([*alone, LONGEST])


def a_tree(draw: st.DrawFn) -> tuple[Lineage, list[OrganisationId]]:
    """Up to seven resellers anywhere below the platform, and a company as the last of all."""
    lineage = Lineage.founded(TIERS[0], NOON)
    many = draw(st.integers(2, DEEPEST - 1))
    for number in range(1, many):
        parent = TIERS[draw(st.integers(0, number - 1))]
        lineage = lineage.joined(TIERS[number], Kind.RESELLER, parent, NOON)
    parent = TIERS[draw(st.integers(0, many - 1))]
    return lineage.joined(TIERS[many], Kind.COMPANY, parent, NOON), list(TIERS[: many + 1])


def all_prices(draw: st.DrawFn, tiers: list[OrganisationId]) -> list[PriceRule]:
    return [draw(rules(seller, None)) for seller in tiers[:-1]]


@given(st.data(), st.integers(1, 30), st.integers(0, 60), seconds())
def test_28_a_move_changes_only_what_happens_from_then_on(
    data: st.DataObject, moved: int, happened: int, quantity: int
) -> None:
    lineage, tiers = data.draw(st.composite(a_tree)())
    prices = data.draw(st.composite(all_prices)(tiers))
    company, parent = tiers[-1], data.draw(st.sampled_from(tiers[:-1]))
    at, event = NOON + minutes(moved), NOON + minutes(happened)

    after = move_below(lineage, company, parent, at)

    def chain(tree: Lineage, when: datetime) -> Chain:
        return chain_in_force(tree.path_at(company, when), prices, (), when)

    if event < at:
        assert chain(after, event).rate(CALL_SECOND, quantity) == chain(lineage, event).rate(
            CALL_SECOND, quantity
        )
    else:
        assert after.path_at(company, event) == (*lineage.path_at(parent, event), company)
        assert chain(after, event).links[-1].seller_id == parent


@given(st.data(), st.lists(st.tuples(st.integers(1, 7), st.integers(0, 7)), max_size=8))
def test_28_no_moves_ever_close_a_circle(data: st.DataObject, moves: list[tuple[int, int]]) -> None:
    lineage, tiers = data.draw(st.composite(a_tree)())
    times = data.draw(st.permutations(range(1, len(moves) + 1)))

    for minute, (child, parent) in zip(times, moves, strict=True):
        mover, below = tiers[child % len(tiers)], tiers[parent % len(tiers)]
        with suppress(BelowItself, MovedLater, NoSuchPlace):
            lineage = move_below(lineage, mover, below, NOON + minutes(minute))

    for minute in range(len(moves) + 2):
        for tier in tiers:
            path = lineage.path_at(tier, NOON + minutes(minute))
            assert (path[0], path[-1]) == (tiers[0], tier)
            assert len(set(path)) == len(path)
