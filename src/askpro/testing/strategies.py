"""Hypothesis strategies for money: amounts, prices, rules, chains of any depth, usages."""

from datetime import datetime
from itertools import pairwise
from uuid import UUID, uuid5

from hypothesis import strategies as st

from askpro.domain.billing.chain import Chain, Link
from askpro.domain.billing.commission import MILLION, Agreement, Band, Base
from askpro.domain.billing.meter import CALL, CALL_SECOND, Meter
from askpro.domain.billing.price import AnyModel, Flat, PerSecond, PerUnit
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.ids import AgreementId, OrganisationId, PriceRuleId
from askpro.domain.money import Currency, Money, Price
from askpro.testing.world import NOON

DEEPEST = 8
METERS = (CALL_SECOND, CALL)


def money(least: int = -(10**9), most: int = 10**9) -> st.SearchStrategy[Money]:
    return st.integers(least, most).map(Money)


def prices(currency: Currency = Currency.EUR) -> st.SearchStrategy[Price]:
    """From nothing to 100 a unit, in millionths."""
    return st.integers(0, 100_000_000).map(lambda millionths: Price(millionths, currency))


def models() -> st.SearchStrategy[AnyModel]:
    per_second = st.builds(PerSecond, prices(), st.integers(1, 60), st.integers(0, 120))
    return st.one_of(st.builds(PerUnit, prices()), st.builds(Flat, prices()), per_second)


def rules(
    seller_id: OrganisationId | None = None,
    buyer_id: OrganisationId | None = None,
    meter: Meter = CALL_SECOND,
    valid_from: datetime = NOON,
) -> st.SearchStrategy[PriceRule]:
    """Rules of one seller; their ids are made from what they are for, to be quick to draw."""
    seller = seller_id or OrganisationId(UUID(int=1))
    id = PriceRuleId(uuid5(seller, f"{meter} {buyer_id} {valid_from.isoformat()}"))
    return models().map(lambda model: PriceRule(id, meter, seller, buyer_id, valid_from, model))


@st.composite
def agreements(draw: st.DrawFn, number: int = 0) -> Agreement:
    """One to four bands of any rates, on gross or on what is left; the number is the id."""
    starts = draw(st.lists(st.integers(1, 100_000), max_size=3, unique=True))
    rates = st.integers(0, MILLION)
    bands = tuple(Band(start, draw(rates)) for start in (0, *sorted(starts)))
    return Agreement(AgreementId(UUID(int=number)), bands, draw(st.sampled_from(Base)))


@st.composite
def chains(draw: st.DrawFn, depth: int | None = None) -> Chain:
    """One to eight links from the platform to a company, margin and commission mixed."""
    links = draw(st.integers(1, DEEPEST)) if depth is None else depth
    tiers = [OrganisationId(UUID(int=number + 1)) for number in range(links + 1)]
    return Chain(
        tuple(
            draw(_links(seller, buyer, is_last=buyer == tiers[-1]))
            for seller, buyer in pairwise(tiers)
        )
    )


@st.composite
def _links(
    draw: st.DrawFn, seller: OrganisationId, buyer: OrganisationId, *, is_last: bool
) -> Link:
    prepaid = draw(st.booleans())
    if not is_last and draw(st.booleans()):
        return Link(seller, buyer, (), draw(agreements(buyer.int)), prepaid=prepaid)
    priced = tuple(draw(rules(seller, buyer, meter)) for meter in METERS)
    return Link(seller, buyer, priced, prepaid=prepaid)


def seconds() -> st.SearchStrategy[int]:
    return st.integers(0, 7200)


def usages() -> st.SearchStrategy[tuple[Meter, int]]:
    """Some of a meter that every chain here prices."""
    return st.tuples(st.sampled_from(METERS), seconds())
