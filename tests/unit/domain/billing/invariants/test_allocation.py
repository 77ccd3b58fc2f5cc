"""Invariant 29: dividing an amount by a rule that has a name."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.allocation import Rule, allocate
from askpro.domain.money import Currency, Money

amounts = st.builds(Money, st.integers(-(10**9), 10**9), st.sampled_from(Currency))
weights = st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any)
rules = st.sampled_from(Rule)

FARTHEST = {
    Rule.LARGEST_REMAINDER: Fraction(1),
    Rule.FIRST_COME: Fraction(1),
    Rule.ROUND_THEN_CORRECT: Fraction(3, 2),
}


@given(amounts, weights, rules)
def test_29_parts_sum_to_the_whole_and_the_rule_is_recorded(
    amount: Money, weights: list[int], rule: Rule
) -> None:
    allocated = allocate(amount, weights, rule)

    assert allocated.rule is rule
    assert len(allocated.parts) == len(weights)
    assert Money.total(allocated.parts, amount.currency) == amount


@given(amounts, weights, rules)
def test_29_each_part_is_near_its_exact_share(
    amount: Money, weights: list[int], rule: Rule
) -> None:
    for part, weight in zip(allocate(amount, weights, rule).parts, weights, strict=True):
        distance = abs(part.cents - Fraction(amount.cents * weight, sum(weights)))
        assert distance <= FARTHEST[rule]
        if rule is Rule.LARGEST_REMAINDER:
            assert distance < 1


@given(amounts, weights, rules)
def test_29_a_weight_of_nothing_gets_nothing_and_no_part_turns_its_sign(
    amount: Money, weights: list[int], rule: Rule
) -> None:
    for part, weight in zip(allocate(amount, weights, rule).parts, weights, strict=True):
        assert weight or not part
        assert part.cents * amount.cents >= 0


@given(amounts, weights, rules)
def test_29_a_negative_amount_is_divided_as_its_mirror(
    amount: Money, weights: list[int], rule: Rule
) -> None:
    mirrored = allocate(-amount, weights, rule).parts

    assert mirrored == tuple(-part for part in allocate(amount, weights, rule).parts)


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [1, -1], [2, -1]])
@pytest.mark.parametrize("rule", Rule)
def test_29_there_is_no_dividing_by_nothing(weights: list[int], rule: Rule) -> None:
    with pytest.raises(AssertionError):
        allocate(Money(5), weights, rule)


@pytest.mark.parametrize(
    ("rule", "parts"),
    [
        (Rule.LARGEST_REMAINDER, [12, 1, 2]),
        (Rule.FIRST_COME, [13, 1, 1]),
        (Rule.ROUND_THEN_CORRECT, [12, 1, 2]),
    ],
)
def test_29_the_rules_differ_by_cents(rule: Rule, parts: list[int]) -> None:
    assert [part.cents for part in allocate(Money(15), [80, 8, 12], rule).parts] == parts


def test_29_a_part_of_nothing_gives_no_cent_back() -> None:
    parts = allocate(Money(4), [4, 6, 6, 6, 6, 6, 6], Rule.ROUND_THEN_CORRECT).parts

    assert [part.cents for part in parts] == [0, 0, 0, 1, 1, 1, 1]
