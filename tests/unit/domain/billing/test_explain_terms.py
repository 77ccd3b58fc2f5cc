"""The terms of an explanation add up to the price they explain, exactly."""

from datetime import UTC, datetime, time

import pytest

from askpro.domain.billing.explain_terms import terms_of_total, terms_of_usage
from askpro.domain.billing.price import (
    Graduated,
    Percentage,
    PerSecond,
    Stage,
    StagedPerSecond,
    Tier,
    TimeBand,
    TimedPerSecond,
    TimedPerUnit,
)
from askpro.domain.money import Price
from askpro.testing.world import BERLIN

EURO, HALF = Price.parse("1.00"), Price.parse("0.50")
SUNDAY = TimeBand(HALF, time(0), time(0), weekdays=(6,))
ON_SUNDAY, ON_MONDAY = (datetime(2026, 11, day, 12, tzinfo=UTC) for day in (22, 23))
FEES = [
    Percentage(10_000, EURO),
    PerSecond(EURO, connect_fee=EURO),
    StagedPerSecond((Stage(0, EURO),), connect_fee=EURO),
    TimedPerSecond(EURO, BERLIN, (SUNDAY,), connect_fee=EURO),
]


def test_a_price_by_the_day_is_explained_by_the_day_of_use() -> None:
    model = TimedPerUnit(EURO, BERLIN, (SUNDAY,))

    ((sunday,), (monday,)) = (terms_of_usage(model, 3, at) for at in (ON_SUNDAY, ON_MONDAY))

    assert (sunday.count, sunday.price, sunday.label) == (3, HALF, SUNDAY)
    assert (monday.count, monday.price, monday.label) == (3, EURO, None)


@pytest.mark.parametrize("model", FEES, ids=lambda model: type(model).__name__)
def test_no_fee_is_named_for_what_was_not_used(
    model: Percentage | PerSecond | StagedPerSecond | TimedPerSecond,
) -> None:
    nothing, something = (terms_of_usage(model, used, ON_MONDAY) for used in (0, 300))

    assert sum(term.exact for term in nothing) == 0
    assert sum(term.exact for term in something) == model.amount(300, ON_MONDAY).cents * 10_000


def test_a_tier_by_the_hundred_counts_begun_hundreds_only_where_it_says_so() -> None:
    exact, begun = (
        terms_of_total(Graduated((Tier(None, EURO, per=100, begun=begun),)), 150)
        for begun in (False, True)
    )

    assert sum(term.exact for term in exact) == 1_500_000
    assert sum(term.exact for term in begun) == 2_000_000
