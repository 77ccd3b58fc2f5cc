"""How much of a meter a chain can pay for."""

from datetime import datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.afford import Affordable, left_after, max_seconds
from askpro.domain.billing.borders import turns_of
from askpro.domain.billing.chain import Chain
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.link import Link
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import Allowance, AnyModel, PerSecond, PerUnit, Tier, Volume
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.rating import Counter
from askpro.domain.billing.used import Used
from askpro.domain.billing.wallet import CannotPay
from askpro.domain.ids import OrganisationId, PriceRuleId
from askpro.domain.money import Money, Price
from askpro.testing.billing_strategies.prices import any_models, instants
from askpro.testing.strategies import models
from askpro.testing.world import NOON

PLATFORM, RESELLER, COMPANY = (OrganisationId(UUID(int=number)) for number in (1, 2, 3))
CENT = Price.parse("0.01")


def halved_beyond(border: int) -> Volume:
    """Everything at half the price once there is more than so much: it costs less then."""
    return Volume((Tier(border, CENT), Tier(None, Price.parse("0.005"))))


def sells(seller: OrganisationId, buyer: OrganisationId, model: AnyModel) -> Link:
    rule = PriceRule(PriceRuleId(UUID(int=7)), CALL_SECOND, seller, buyer, NOON, model)
    return Link(seller, buyer, (rule,))


def minute(price: str, increment: int = 1) -> PerSecond:
    return PerSecond(Price.parse(price), increment)


CHAIN = Chain((sells(PLATFORM, RESELLER, minute("0.30")), sells(RESELLER, COMPANY, minute("0.40"))))


@pytest.mark.parametrize(
    ("available", "found"),
    [
        ({COMPANY: 200, RESELLER: 180}, Affordable(300, COMPANY)),
        ({COMPANY: 200, RESELLER: 120}, Affordable(240, RESELLER)),
        ({RESELLER: 120}, Affordable(240, RESELLER)),
        ({COMPANY: 0, RESELLER: 120}, Affordable(0, COMPANY)),
        ({COMPANY: -1}, Affordable(0, COMPANY)),
        ({COMPANY: 400}, Affordable(600, None)),
        ({}, Affordable(600, None)),
    ],
)
def test_the_chain_lasts_as_long_as_its_poorest_tier(
    available: dict[OrganisationId, int], found: Affordable
) -> None:
    assert max_seconds(CHAIN, available, longest=600) == found


def test_a_begun_minute_is_afforded_whole_or_not_at_all() -> None:
    chain = Chain((sells(PLATFORM, COMPANY, minute("0.40", 60)),))

    assert max_seconds(chain, {COMPANY: 119}, longest=600) == Affordable(120, COMPANY)
    assert max_seconds(chain, {COMPANY: 120}, longest=600) == Affordable(180, COMPANY)


def test_an_agent_pays_nothing_and_sets_no_limit() -> None:
    agent = Link(PLATFORM, RESELLER, (), Agreement.flat("25"))
    chain = Chain((agent, CHAIN.links[1]))

    assert max_seconds(chain, {RESELLER: 0}, longest=600) == Affordable(600, None)


@pytest.mark.parametrize(("had", "seconds"), [(0, 150), (40, 110), (100, 50), (500, 50)])
def test_what_the_period_already_had_counts(had: int, seconds: int) -> None:
    chain = Chain((sells(PLATFORM, COMPANY, Allowance(100, PerUnit(CENT))),))
    used = {Counter(COMPANY, CALL_SECOND): Used(had)}

    found = max_seconds(chain, {COMPANY: 50}, longest=600, used=used)

    assert found == Affordable(seconds, COMPANY)


def test_a_call_that_may_end_at_any_second_is_afforded_at_every_one() -> None:
    """At 101 seconds it would cost 50 cents, at 100 a whole euro."""
    chain = Chain((sells(PLATFORM, COMPANY, halved_beyond(100)),))

    assert max_seconds(chain, {COMPANY: 80}, longest=600) == Affordable(80, COMPANY)
    assert max_seconds(chain, {COMPANY: 100}, longest=600) == Affordable(200, COMPANY)


@given(models(), st.integers(-5, 3000), st.integers(0, 300))
def test_it_is_the_same_as_trying_every_second(model: AnyModel, cents: int, longest: int) -> None:
    chain = Chain((sells(PLATFORM, COMPANY, model),))
    tried = [model.amount(quantity).cents <= cents for quantity in range(longest + 1)]
    first = tried.index(False) if False in tried else longest + 1

    found = max_seconds(chain, {COMPANY: cents}, longest=longest)

    assert found.quantity == max(first - 1, 0)
    assert (found.limited_by is None) == all(tried)


def test_turns_are_borders_their_sums_and_the_last_full_increment_before_each() -> None:
    assert {100, 200, 600} <= set(turns_of(halved_beyond(100), 600))
    assert {70, 170, 600} <= set(turns_of(halved_beyond(100), 600, before=30))
    assert 700 not in turns_of(halved_beyond(700), 600)
    assert {40, 60, 100} <= set(turns_of(PerSecond(CENT, 60, 100), 600))


def test_all_tiers_pay_or_none() -> None:
    rating = CHAIN.rate(CALL_SECOND, 600)
    available = {COMPANY: 400, RESELLER: 299}

    with pytest.raises(CannotPay) as refused:
        left_after([rating], available)

    assert (refused.value.organisation_id, refused.value.needed) == (RESELLER, Money(300))
    assert available == {COMPANY: 400, RESELLER: 299}
    assert left_after([rating], {COMPANY: 401}) == {COMPANY: 1}
    assert left_after([rating], {}) == {}


@given(any_models(), st.integers(0, 30_000), st.integers(0, 300), instants(), st.integers(0, 1200))
def test_every_kind_of_price_at_any_time_is_the_same_as_trying_every_second(
    model: AnyModel, cents: int, longest: int, at: datetime, had: int
) -> None:
    chain, before = Chain((sells(PLATFORM, COMPANY, model),)), Used(had)
    tried = [model.amount(length, at, before).cents <= cents for length in range(longest + 1)]

    found = max_seconds(
        chain,
        {COMPANY: cents},
        longest=longest,
        at=at,
        used={Counter(COMPANY, CALL_SECOND): before},
    )

    assert found.quantity == (tried.index(False) - 1 if False in tried else longest)
