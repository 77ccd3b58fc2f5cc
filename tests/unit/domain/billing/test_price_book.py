"""One price for every instant."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import attrs
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.meter import CALL, CALL_SECOND
from askpro.domain.billing.price import Flat
from askpro.domain.billing.price_book import PriceRule, rules_in_force
from askpro.domain.ids import OrganisationId, PriceRuleId
from askpro.domain.money import Price
from askpro.testing.world import NOON, minutes

SELLER, BUYER, OTHER = (OrganisationId(UUID(int=number)) for number in (1, 2, 3))
TICK = timedelta(microseconds=1)


def a_rule(
    number: int,
    valid_from: datetime = NOON,
    valid_until: datetime | None = None,
    buyer: OrganisationId | None = None,
) -> PriceRule:
    model = Flat(Price(number))
    id = PriceRuleId(UUID(int=number))
    return PriceRule(id, CALL, SELLER, buyer, valid_from, model, valid_until)


def in_force(*rules: PriceRule, at: datetime = NOON) -> tuple[PriceRule, ...]:
    return rules_in_force(rules, SELLER, BUYER, at)


def test_the_boundary_instant_belongs_to_the_new_price() -> None:
    change = NOON + minutes(60)
    old, new = a_rule(1, NOON, change), a_rule(2, change)

    assert in_force(old, new, at=change - TICK) == (old,)
    assert in_force(old, new, at=change) == (new,)


def test_an_older_price_without_end_gives_way_to_a_younger_one() -> None:
    old, new = a_rule(2, NOON), a_rule(1, NOON + minutes(60))

    assert in_force(new, old, at=NOON + minutes(59)) == (old,)
    assert in_force(new, old, at=NOON + minutes(60)) == (new,)


def test_before_the_first_price_there_is_none() -> None:
    assert in_force(a_rule(1), at=NOON - TICK) == ()


def test_a_price_made_for_the_buyer_goes_before_the_one_for_all() -> None:
    own, general = a_rule(1, NOON, buyer=BUYER), a_rule(2, NOON + minutes(1))

    assert in_force(own, general, at=NOON + minutes(2)) == (own,)


def test_a_price_for_somebody_else_is_none_for_the_buyer() -> None:
    assert in_force(a_rule(1, buyer=OTHER)) == ()


def test_the_next_version_of_the_same_day_counts() -> None:
    first = a_rule(2)
    second = attrs.evolve(first, id=PriceRuleId(UUID(int=1)), version=2)

    assert in_force(second, first) == (second,)


def test_each_meter_has_its_own_price() -> None:
    call = a_rule(1)
    second = attrs.evolve(a_rule(2), meter=CALL_SECOND)

    assert set(in_force(call, second)) == {call, second}


STARTS = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from([None, 3, 6]), st.sampled_from([None, BUYER])),
    max_size=6,
)


@given(STARTS, st.integers(-1, 7), st.randoms())
def test_at_most_one_price_counts_whatever_their_order(
    spans: list[tuple[int, int | None, OrganisationId | None]],
    at: int,
    random: Random,
) -> None:
    rules = [
        a_rule(
            number,
            NOON + minutes(start),
            None if length is None else NOON + minutes(start + length),
            buyer,
        )
        for number, (start, length, buyer) in enumerate(spans, 1)
    ]
    shuffled = random.sample(rules, len(rules))

    found = in_force(*rules, at=NOON + minutes(at))

    assert len(found) <= 1
    assert found == in_force(*shuffled, at=NOON + minutes(at))
    assert bool(found) == any(rule.holds(NOON + minutes(at)) for rule in rules)


@given(STARTS, st.integers(0, 5))
def test_a_future_price_changes_nothing_before_it(
    spans: list[tuple[int, int | None, OrganisationId | None]], at: int
) -> None:
    rules = [a_rule(n, NOON + minutes(start)) for n, (start, _, _) in enumerate(spans, 1)]
    future = a_rule(99, NOON + minutes(6), buyer=BUYER)

    before = in_force(*rules, at=NOON + minutes(at))

    assert in_force(*rules, future, at=NOON + minutes(at)) == before
