"""Chains of any depth, margin and commission links mixed, and what is used on them."""

from itertools import pairwise
from uuid import UUID, uuid5

from hypothesis import strategies as st

from askpro.domain.billing.chain import Chain
from askpro.domain.billing.commission import MILLION, Agreement, Band, Base
from askpro.domain.billing.link import Link
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.price_book import PriceBook
from askpro.domain.billing.terms import Edge
from askpro.domain.ids import AgreementId, OrganisationId, PriceBookId
from askpro.domain.money import Currency
from askpro.testing.strategies import METERS, models, rules
from askpro.testing.world import NOON, minutes

DEEPEST = 8
TIERS = tuple(OrganisationId(UUID(int=number + 1)) for number in range(DEEPEST + 1))
"""The platform first; a chain of so many links has one tier more."""


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
    tiers = TIERS[: links + 1]
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
    edge = draw(st.sampled_from((None, *Edge)))
    if not is_last and draw(st.booleans()):
        return Link(seller, buyer, (), draw(agreements(buyer.int)), prepaid=prepaid, edge=edge)
    priced = tuple(draw(rules(seller, buyer, meter)) for meter in METERS)
    return Link(seller, buyer, priced, prepaid=prepaid, edge=edge)


def seconds() -> st.SearchStrategy[int]:
    return st.integers(0, 7200)


def usages() -> st.SearchStrategy[tuple[Meter, int]]:
    """Some of a meter that every chain here prices."""
    return st.tuples(st.sampled_from(METERS), seconds())


@st.composite
def wallets_along(draw: st.DrawFn, chain: Chain) -> dict[OrganisationId, int]:
    """Cents available to some of a chain's tiers; one that owes already has less than none."""
    tiers = [link.buyer_id for link in chain.links if draw(st.booleans())]
    return {tier: draw(st.integers(-100, 20_000)) for tier in tiers}


@st.composite
def drafts(draw: st.DrawFn) -> PriceBook:
    """Draft books of the platform for its first child, within the 40 minutes after noon."""
    start = draw(st.integers(0, 30))
    length = draw(st.none() | st.integers(1, 10))
    end = None if length is None else NOON + minutes(start + length)
    entries = {meter: draw(models()) for meter in METERS}
    # Equal books have one id, so that publishing the same twice is not two versions.
    id = PriceBookId(uuid5(TIERS[0], f"{start} {length} {entries}"))
    since = NOON + minutes(start)
    return PriceBook(id, TIERS[0], TIERS[1], "Draft", Currency.EUR, since, entries, end)
