"""The chain of an instant: terms, prices and counters that meet in it."""

from uuid import UUID

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.chain import chain_in_force
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.markup import Markup
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import PerSecond
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.rating import Counter
from askpro.domain.billing.terms import Edge, Terms
from askpro.domain.billing.used import Used
from askpro.domain.ids import AgreementId, OrganisationId, PriceRuleId
from askpro.domain.money import Money, Price
from askpro.testing.world import NOON, minutes, some_id
from tests.unit.domain.billing.counting import after_free

PLATFORM, RESELLER, SUB, COMPANY = (OrganisationId(UUID(int=number)) for number in range(1, 5))
TEN_MINUTES = 600


def a_rule(seller: OrganisationId, buyer: OrganisationId, price: str) -> PriceRule:
    model = PerSecond(Price.parse(price))
    return PriceRule(PriceRuleId(some_id()), CALL_SECOND, seller, buyer, NOON, model)


PATH = (PLATFORM, RESELLER, COMPANY)
RULES = (a_rule(PLATFORM, RESELLER, "0.30"), a_rule(RESELLER, COMPANY, "0.40"))


def test_without_terms_the_settlement_is_by_margin_and_prepaid() -> None:
    chain = chain_in_force(PATH, RULES, (), NOON)

    assert [(link.agreement, link.prepaid, link.may_lose) for link in chain.links] == [
        (None, True, False),
        (None, True, False),
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_terms_in_force_the_youngest_count(order: int) -> None:
    change = NOON + minutes(60)
    agreement = Agreement.flat("25", AgreementId(some_id()))
    old = Terms(RESELLER, NOON, agreement=agreement)
    new = Terms(RESELLER, change, prepaid=False)
    terms = (old, new)[::order]

    before = chain_in_force(PATH, RULES, terms, change - minutes(1)).links[0]
    after = chain_in_force(PATH, RULES, terms, change).links[0]

    assert (before.agreement, before.prepaid) == (agreement, True)
    assert (after.agreement, after.prepaid) == (None, False)


def test_a_chain_does_not_change_with_a_future_price() -> None:
    future = attrs.evolve(RULES[1], valid_from=NOON + minutes(1), id=PriceRuleId(some_id()))

    assert chain_in_force(PATH, RULES, (), NOON) == chain_in_force(PATH, (future, *RULES), (), NOON)


def test_terms_with_a_former_parent_end_with_the_move() -> None:
    agreement = Agreement.flat("25", AgreementId(some_id()))
    terms = (
        Terms(RESELLER, NOON, prepaid=False),
        Terms(RESELLER, NOON + minutes(1), agreement=agreement, seller_id=SUB),
    )

    below_sub = chain_in_force((SUB, *PATH[1:]), RULES, terms, NOON + minutes(1)).links[0]
    below_platform = chain_in_force(PATH, RULES, terms, NOON + minutes(1)).links[0]

    assert (below_sub.agreement, below_sub.prepaid) == (agreement, True)
    assert (below_platform.agreement, below_platform.prepaid) == (None, False)


@pytest.mark.parametrize(
    ("named", "agreement", "edge"),
    [
        (None, None, Edge.PRINCIPAL),
        (None, Agreement.flat("25"), Edge.AGENT),
        (Edge.AGENT, None, Edge.AGENT),
        (Edge.PRINCIPAL, Agreement.flat("25"), Edge.PRINCIPAL),
    ],
)
def test_an_edge_is_as_it_is_settled_unless_it_is_named(
    named: Edge | None, agreement: Agreement | None, edge: Edge
) -> None:
    terms = Terms(RESELLER, NOON, agreement=agreement, edge=named)

    rating = chain_in_force(PATH, RULES, [terms], NOON).rate(CALL_SECOND, TEN_MINUTES)

    assert terms.stands_as is edge
    assert rating.shares[0].stands_as is edge
    assert rating.gains()[RESELLER] == Money(100)


def test_bounds_of_the_terms_reach_the_link() -> None:
    markups = (Markup(CALL_SECOND, most_millionths=0),)

    chain = chain_in_force(PATH, RULES, [Terms(RESELLER, NOON, markups=markups)], NOON)

    assert [link.markups for link in chain.links] == [markups, ()]


def test_a_price_that_counts_is_told_what_the_period_had_and_tells_what_it_adds() -> None:
    free = attrs.evolve(RULES[1], model=after_free(Price.parse("0.01"), free=500))
    chain = chain_in_force(PATH, (RULES[0], free), (), NOON)
    counter = Counter(COMPANY, CALL_SECOND)

    first = chain.rate(CALL_SECOND, 400)
    second = chain.rate(CALL_SECOND, 200, at=NOON, used=first.counted())

    assert (first.paid, second.paid) == (Money(0), Money(100))
    assert first.counted() == {counter: Used(400, 0)}
    assert second.counted() == {counter: Used(200, 100)}
    assert second.shares[-1].before == Used(400, 0)
    assert second.shares[0].before is None
    assert Used(400, 0) + Used(200, 100) == Used(600, 100)


@given(st.lists(st.integers(0, 300), max_size=8))
def test_counted_usages_come_to_the_price_of_the_whole(parts: list[int]) -> None:
    rule = attrs.evolve(RULES[1], model=after_free(Price.parse("0.01")))
    chain = chain_in_force(PATH, (RULES[0], rule), (), NOON)
    used: dict[Counter, Used] = {}
    paid = 0

    for part in parts:
        rating = chain.rate(CALL_SECOND, part, used=used)
        paid += rating.paid.cents
        for counter, more in rating.counted().items():
            used[counter] = used.get(counter, Used()) + more

    assert paid == chain.rate(CALL_SECOND, sum(parts)).paid.cents
    assert used.get(Counter(COMPANY, CALL_SECOND), Used()) == Used(sum(parts), paid)


def test_a_chain_rated_before_equals_one_that_was_not() -> None:
    rated, fresh = (chain_in_force(PATH, RULES, (), NOON) for _ in range(2))

    rated.rate(CALL_SECOND, 1)

    assert rated == fresh
    assert hash(rated) == hash(fresh)
    assert attrs.evolve(rated, links=fresh.links[:1]).rate(CALL_SECOND, 600).paid == Money(300)
