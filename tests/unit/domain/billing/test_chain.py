"""Who bills whom, and what is left for each tier."""

from random import Random
from uuid import UUID

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askpro.domain.billing.chain import Chain, SellsBelowCost
from askpro.domain.billing.commission import Agreement, Base
from askpro.domain.billing.link import Link
from askpro.domain.billing.meter import CALL_SECOND, SMS, Meter
from askpro.domain.billing.price import PerSecond
from askpro.domain.billing.price_book import NoPrice, PriceRule
from askpro.domain.ids import AgreementId, OrganisationId, PriceRuleId
from askpro.domain.money import Money, Price
from askpro.testing.billing_strategies.chains import DEEPEST, chains, seconds, usages
from askpro.testing.world import NOON, some_id

PLATFORM, RESELLER, SUB, COMPANY = (OrganisationId(UUID(int=number)) for number in range(1, 5))
TEN_MINUTES = 600


def a_rule(seller: OrganisationId, buyer: OrganisationId, price: str) -> PriceRule:
    model = PerSecond(Price.parse(price))
    return PriceRule(PriceRuleId(some_id()), CALL_SECOND, seller, buyer, NOON, model)


def sells(seller: OrganisationId, buyer: OrganisationId, price: str) -> Link:
    return Link(seller, buyer, (a_rule(seller, buyer, price),))


def serves(
    seller: OrganisationId, buyer: OrganisationId, percent: str, base: Base = Base.GROSS
) -> Link:
    return Link(seller, buyer, (), Agreement.flat(percent, AgreementId(some_id()), base))


def keeps(*links: Link, length: int = TEN_MINUTES) -> list[int]:
    """What each tier is left with, the platform first."""
    return [gain.cents for gain in Chain(links).rate(CALL_SECOND, length).gains().values()]


@pytest.mark.parametrize(
    ("links", "gains"),
    [
        ((sells(PLATFORM, RESELLER, "0.30"), sells(RESELLER, COMPANY, "0.40")), [300, 100, -400]),
        ((serves(PLATFORM, RESELLER, "25"), sells(RESELLER, COMPANY, "0.40")), [300, 100, -400]),
        ((sells(PLATFORM, COMPANY, "0.42"),), [420, -420]),
    ],
)
def test_the_house_figures_of_a_ten_minute_call(links: tuple[Link, ...], gains: list[int]) -> None:
    assert keeps(*links) == gains


def test_two_agents_earn_on_gross_or_on_what_the_upper_leaves() -> None:
    company = sells(SUB, COMPANY, "1.00")
    upper = serves(PLATFORM, RESELLER, "20")

    assert keeps(upper, serves(RESELLER, SUB, "10"), company) == [700, 200, 100, -1000]
    assert keeps(upper, serves(RESELLER, SUB, "10", Base.REMAINDER), company) == [
        720,
        200,
        80,
        -1000,
    ]


def test_an_agent_earns_on_what_the_buyer_below_him_owes() -> None:
    """Not on the company's price, of which the margin below him is somebody else's."""
    chain = (
        serves(PLATFORM, RESELLER, "25"),
        sells(RESELLER, SUB, "0.10"),
        sells(SUB, COMPANY, "0.80"),
    )

    assert keeps(*chain) == [75, 25, 700, -800]


@pytest.mark.parametrize("depth", range(1, DEEPEST + 1))
@settings(max_examples=50)
@given(data=st.data(), usage=usages())
def test_what_the_company_pays_is_what_every_tier_keeps(
    depth: int, data: st.DataObject, usage: tuple[Meter, int]
) -> None:
    chain = data.draw(chains(depth))

    rating = chain.rate(*usage)

    gains = rating.gains()
    assert len(gains) == depth + 1
    assert sum(gain.cents for gain in gains.values()) == 0
    assert -gains[chain.company_id] == rating.paid


@given(chains(), usages())
def test_a_margin_is_what_comes_in_less_what_goes_up(
    chain: Chain, usage: tuple[Meter, int]
) -> None:
    rating = chain.rate(*usage)

    gains = rating.gains()
    for upper, lower in zip(rating.shares, rating.shares[1:], strict=False):
        assert gains[upper.buyer_id] == lower.amount - upper.amount
        if upper.earned:
            assert gains[upper.buyer_id] == upper.earned.amount
            assert upper.earned.amount.cents >= 0


@given(chains(), seconds(), seconds())
def test_a_longer_call_never_costs_the_company_less(chain: Chain, one: int, other: int) -> None:
    less, more = sorted((one, other))

    assert chain.rate(CALL_SECOND, less).paid <= chain.rate(CALL_SECOND, more).paid


@given(chains())
def test_nothing_used_moves_nothing(chain: Chain) -> None:
    assert not any(gain for gain in chain.rate(CALL_SECOND, 0).gains().values())


@given(chains(), usages())
def test_rating_twice_gives_the_same(chain: Chain, usage: tuple[Meter, int]) -> None:
    assert chain.rate(*usage) == chain.rate(*usage)


@given(chains(), st.lists(seconds(), max_size=8), st.randoms())
def test_the_order_of_calls_changes_no_tiers_period(
    chain: Chain, lengths: list[int], random: Random
) -> None:
    # Remainders depend on which call met which cent, so only gross is free of order.
    chain = Chain(tuple(_on_gross(link) for link in chain.links))

    def period(ordered: list[int]) -> dict[OrganisationId, int]:
        bases: dict[AgreementId, int] = {}
        sums: dict[OrganisationId, int] = {}
        for length in ordered:
            rating = chain.rate(CALL_SECOND, length, bases)
            for share in rating.shares:
                if share.earned:
                    earned = share.earned
                    bases[earned.agreement_id] = earned.before_cents + earned.base_cents
            for tier, gain in rating.gains().items():
                sums[tier] = sums.get(tier, 0) + gain.cents
        return sums

    assert period(lengths) == period(random.sample(lengths, len(lengths)))


def _on_gross(link: Link) -> Link:
    if link.agreement is None:
        return link
    return attrs.evolve(link, agreement=attrs.evolve(link.agreement, base=Base.GROSS))


def test_a_missing_price_names_the_tier() -> None:
    chain = Chain((Link(PLATFORM, RESELLER, ()), sells(RESELLER, COMPANY, "0.40")))

    with pytest.raises(NoPrice) as refused:
        chain.rate(CALL_SECOND, 60)

    assert (refused.value.seller_id, refused.value.buyer_id) == (PLATFORM, RESELLER)
    assert chain.prices(CALL_SECOND)
    assert not chain.prices(SMS)


def test_selling_below_cost_needs_permission_on_that_link() -> None:
    dear, cheap = sells(PLATFORM, RESELLER, "0.50"), sells(RESELLER, COMPANY, "0.40")
    chain, allowed = Chain((dear, cheap)), Chain((attrs.evolve(dear, may_lose=True), cheap))

    with pytest.raises(SellsBelowCost) as refused:
        chain.refuse_losses(chain.rate(CALL_SECOND, TEN_MINUTES))
    allowed.refuse_losses(allowed.rate(CALL_SECOND, TEN_MINUTES))

    assert (refused.value.organisation_id, refused.value.loss) == (RESELLER, Money(100))


def test_commissions_that_come_to_more_than_is_paid_are_refused_to_the_platform() -> None:
    upper, lower = serves(PLATFORM, RESELLER, "60"), serves(RESELLER, SUB, "60")
    chain = Chain((upper, lower, sells(SUB, COMPANY, "0.40")))

    with pytest.raises(SellsBelowCost) as refused:
        chain.refuse_losses(chain.rate(CALL_SECOND, TEN_MINUTES))

    assert (refused.value.organisation_id, refused.value.loss) == (PLATFORM, Money(80))


@pytest.mark.parametrize(
    "links",
    [
        (),
        (sells(PLATFORM, RESELLER, "1"), sells(SUB, COMPANY, "1")),
        (sells(PLATFORM, RESELLER, "1"), serves(RESELLER, COMPANY, "25")),
    ],
)
def test_a_chain_without_a_whole_way_is_our_own_mistake(links: tuple[Link, ...]) -> None:
    with pytest.raises(AssertionError):
        Chain(links)
