"""Dividing an amount by weight, by a rule that has a name: the rules differ by cents.

    15 by 80/8/12        largest remainder 12 1 2       first come 13 1 1
    77 by 10/20/70       largest remainder 8 15 54      first come 8 16 53
    8.00 by 3/3/3        largest remainder 267 267 266  round then correct 266 267 267

Parts always sum to the whole, a weight of nothing gets nothing, and a negative amount is
divided as its mirror. By largest remainder each part is less than a cent from its exact
share, by first come one cent at most, by round then correct one and a half at most.
"""

from collections.abc import Sequence
from enum import Enum

import attrs

from askpro.domain.money import Money


class Rule(Enum):
    """How the cents that do not divide are given out."""

    LARGEST_REMAINDER = "largest-remainder"
    FIRST_COME = "first-come"
    ROUND_THEN_CORRECT = "round-then-correct"


@attrs.frozen
class Allocation:
    """The parts of an amount, with the rule they were made by."""

    parts: tuple[Money, ...]
    rule: Rule


def allocate(
    amount: Money, weights: Sequence[int], rule: Rule = Rule.LARGEST_REMAINDER
) -> Allocation:
    """Divide an amount by weights of nothing or more, not all nothing.

    >>> [part.cents for part in allocate(Money(15), [80, 8, 12], Rule.FIRST_COME).parts]
    [13, 1, 1]
    """
    if rule is Rule.LARGEST_REMAINDER:
        return Allocation(amount.split(weights), rule)
    assert weights
    assert all(weight >= 0 for weight in weights)
    assert sum(weights) > 0
    divide = _first_come if rule is Rule.FIRST_COME else _rounded_then_corrected
    sign = -1 if amount.cents < 0 else 1
    sizes = divide(abs(amount.cents), weights)
    return Allocation(tuple(Money(sign * size, amount.currency) for size in sizes), rule)


def _first_come(size: int, weights: Sequence[int]) -> list[int]:
    """Every part rounded down; what is left goes to the first parts, a cent each."""
    whole = sum(weights)
    return _corrected(size, [size * weight // whole for weight in weights], weights)


def _rounded_then_corrected(size: int, weights: Sequence[int]) -> list[int]:
    """Every part rounded, halves to the even cent; the first parts take the difference."""
    whole = sum(weights)
    return _corrected(size, [_half_even(size * weight, whole) for weight in weights], weights)


def _half_even(numerator: int, denominator: int) -> int:
    below, rest = divmod(numerator, denominator)
    above_half = 2 * rest > denominator or (2 * rest == denominator and below % 2 == 1)
    return below + above_half


def _corrected(size: int, parts: list[int], weights: Sequence[int]) -> list[int]:
    """One cent more or less for the first parts that can bear it, until the sum is right."""
    missing = size - sum(parts)
    for place, weight in enumerate(weights):
        if missing > 0 and weight:
            parts[place] += 1
            missing -= 1
        elif missing < 0 and parts[place]:
            parts[place] -= 1
            missing += 1
    assert missing == 0
    return parts
