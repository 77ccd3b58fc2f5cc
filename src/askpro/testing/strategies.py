"""Hypothesis strategies for money: amounts, prices, rules."""

from datetime import datetime
from uuid import UUID, uuid5

from hypothesis import strategies as st

from askpro.domain.billing.meter import CALL, CALL_SECOND, Meter
from askpro.domain.billing.price import Flat, PerSecond, PerUnit
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.ids import OrganisationId, PriceRuleId
from askpro.domain.money import Currency, Money, Price
from askpro.testing.world import NOON

METERS = (CALL_SECOND, CALL)


def money(least: int = -(10**9), most: int = 10**9) -> st.SearchStrategy[Money]:
    return st.integers(least, most).map(Money)


def prices(currency: Currency = Currency.EUR) -> st.SearchStrategy[Price]:
    """From nothing to 100 a unit, in millionths."""
    return st.integers(0, 100_000_000).map(lambda millionths: Price(millionths, currency))


def models() -> st.SearchStrategy[PerUnit | Flat | PerSecond]:
    """The simplest three; ``billing_strategies.prices`` has every kind."""
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
