"""Along one path every instant has its chain, and a chain is made once between two changes."""

from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest

from askpro.domain.billing.chain import chain_in_force
from askpro.domain.billing.meter import CALL
from askpro.domain.billing.price import PerUnit
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.terms import Terms
from askpro.domain.billing.timeline import Timeline
from askpro.domain.ids import OrganisationId, PriceRuleId
from askpro.domain.money import Price
from askpro.testing.world import NOON

PLATFORM, RESELLER, COMPANY = PATH = tuple(OrganisationId(UUID(int=n)) for n in (1, 2, 3))
DAY, TICK = timedelta(days=1), timedelta(microseconds=1)


def a_rule(seller: OrganisationId, since: int, until: int | None, price: str) -> PriceRule:
    ends = None if until is None else NOON + until * DAY
    model = PerUnit(Price.parse(price))
    return PriceRule(
        PriceRuleId(UUID(int=since)), CALL, seller, None, NOON + since * DAY, model, ends
    )


RULES = [
    a_rule(PLATFORM, 0, None, "0.10"),
    a_rule(RESELLER, 0, 10, "0.30"),
    a_rule(RESELLER, 10, 30, "0.40"),
]
TERMS = [Terms(RESELLER, NOON + 20 * DAY, NOON + 25 * DAY, prepaid=False)]
CHANGES = [NOON + days * DAY for days in (0, 10, 20, 25, 30)]


@pytest.mark.parametrize(
    "instant", [at + shift for at in CHANGES for shift in (-TICK, 0 * DAY, DAY)]
)
def test_an_instant_has_the_chain_that_is_in_force_then(instant: datetime) -> None:
    timeline = Timeline(PATH, RULES, TERMS)
    for other in CHANGES:
        timeline.at(other)

    assert timeline.at(instant) == chain_in_force(PATH, RULES, TERMS, instant)


def test_a_chain_is_made_once_between_two_changes() -> None:
    timeline = Timeline(PATH, RULES, TERMS)

    for begin, end in pairwise(CHANGES):
        first = timeline.at(begin)
        assert timeline.at(end - TICK) is first
        assert timeline.at(end) is not first


def test_agreed_terms_end_just_before_their_last_instant() -> None:
    (terms,) = TERMS

    assert [terms.holds(NOON + days * DAY) for days in (19, 20, 24, 25)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert Terms(RESELLER, NOON).holds(NOON + 999 * DAY)
