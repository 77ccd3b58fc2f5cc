"""Who calls the core wrongly is stopped there; what lies just beside the mistake goes through."""

from collections.abc import Callable
from datetime import time, timedelta
from uuid import UUID

import pytest

from askpro.domain.billing.afford import max_seconds
from askpro.domain.billing.chain import Chain
from askpro.domain.billing.commission_base import net_base
from askpro.domain.billing.entitlement import post_payout
from askpro.domain.billing.link import Link, refuse_sale
from askpro.domain.billing.lots import Lot, Use, post_breakage, restore
from askpro.domain.billing.meter import CALL, CALL_SECOND
from askpro.domain.billing.price import PerSecond, TimeBand, TimedPerSecond, TimedPerUnit
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.proration import prorated
from askpro.domain.billing.refund import refund
from askpro.domain.billing.reservation import capture, extend
from askpro.domain.billing.vendor_cost import PlausibleBand, VendorAmount, judge
from askpro.domain.billing.wallet import Paid, Reservation, Wallet
from askpro.domain.ids import LotId, OrganisationId, PriceRuleId, TransactionId
from askpro.domain.money import Currency, Money, Price
from askpro.testing.world import BERLIN, NOON

PLATFORM, RESELLER, COMPANY = (OrganisationId(UUID(int=number)) for number in (1, 2, 3))
CENT = Price.parse("0.01")
Call = Callable[[int], object]


def a_rule(seller: OrganisationId) -> PriceRule:
    model = PerSecond(Price.parse("0.60"))
    return PriceRule(PriceRuleId(UUID(int=7)), CALL_SECOND, seller, None, NOON, model)


CHAIN = Chain((Link(PLATFORM, COMPANY, (a_rule(PLATFORM),)),))
RATING = CHAIN.rate(CALL_SECOND, 10)
WALLET = Wallet(COMPANY, Money(50), reserved_cents=5)
PAID = Paid(COMPANY, 6, 2, 2)
LOT = Lot(
    LotId(UUID(int=4)), COMPANY, PLATFORM, 9, NOON, expires_at=NOON + timedelta(1), spent_cents=3
)
USES = (Use(LOT.id, CALL, 2), Use(LOT.id, CALL, 2, restored_cents=1))
KEPT = Reservation("call:1", COMPANY, 9, NOON + timedelta(1))
DOLLAR = Price.parse("1", Currency.USD)
ID = TransactionId(UUID(int=5))


def pays(cents: int) -> object:
    money = Money(cents)
    return post_payout(
        money, reseller_id=RESELLER, payer_id=PLATFORM, reference="p", id=ID, now=NOON
    )


# What is called with a number, and the least and the most that are right; None: without end.
RIGHT: dict[str, tuple[Call, int, int | None]] = {
    "a quantity": (lambda n: CHAIN.rate(CALL_SECOND, n), 0, None),
    "the longest call": (lambda n: max_seconds(CHAIN, {COMPANY: 5}, longest=n), 0, None),
    "a debit": (WALLET.debited, 0, None),
    "freed by a debit": (lambda n: WALLET.debited(0, freed_cents=n), 0, 5),
    "a credit": (WALLET.credited, 0, None),
    "given back": (PAID.back, 0, 10),
    "given back before": (lambda n: PAID.back(1, before_cents=n), 0, 9),
    "refunded": (lambda n: refund(RATING, n), 1, None),
    "refunded before": (lambda n: refund(RATING, 1, refunded_cents=n), 0, None),
    "returned to lots": (lambda n: restore([LOT], USES, n, NOON), 0, 3),
    "broken": (lambda n: post_breakage(LOT, n, id=ID, now=NOON), 1, None),
    "kept longer": (lambda n: extend(KEPT, n, NOON, NOON), 0, None),
    "captured": (lambda n: capture(KEPT, n, NOON), 0, None),
    "paid out": (pays, 1, None),
    "used days": (lambda n: prorated(Money(1), n, 30), 0, 30),
    "refunded of a base": (lambda n: net_base(9, refunded_cents=n), 0, 9),
    "VAT in a base": (lambda n: net_base(9, vat_millionths=n), 0, None),
    "fees of a base": (lambda n: net_base(9, fee_cents=n), 0, None),
    "seconds of a cost": (
        lambda n: judge(VendorAmount(1, 2, Currency.USD), n, PlausibleBand(DOLLAR, DOLLAR)),
        0,
        None,
    ),
}


@pytest.mark.parametrize(("call", "least", "most"), RIGHT.values(), ids=RIGHT)
def test_the_bounds_of_an_amount_are_exact(call: Call, least: int, most: int | None) -> None:
    assert call(least) is not None
    with pytest.raises(AssertionError):
        call(least - 1)
    if most is not None:
        assert call(most) is not None
        with pytest.raises(AssertionError):
            call(most + 1)


def test_a_lot_never_holds_less_than_nothing() -> None:
    def a_lot(spent: int, broken: int) -> Lot:
        return Lot(LOT.id, COMPANY, PLATFORM, 9, NOON, spent_cents=spent, broken_cents=broken)

    assert a_lot(5, 4).left_cents == 0
    with pytest.raises(AssertionError):
        a_lot(5, 5)


def test_what_never_expires_never_breaks() -> None:
    lot = Lot(LOT.id, COMPANY, PLATFORM, 9, NOON)

    with pytest.raises(AssertionError):
        post_breakage(lot, 1, id=ID, now=NOON)


def test_a_price_is_checked_against_the_link_above_its_own_seller() -> None:
    with pytest.raises(AssertionError):
        refuse_sale(Link(PLATFORM, RESELLER, (a_rule(PLATFORM),)), a_rule(COMPANY))


@pytest.mark.parametrize(
    "model",
    [
        TimedPerSecond(CENT, BERLIN, (TimeBand(CENT, time(22), time(6)),)),
        TimedPerUnit(CENT, BERLIN, (TimeBand(CENT, time(22), time(6)),)),
    ],
)
def test_a_price_by_the_time_of_day_needs_the_time_once_anything_is_used(
    model: TimedPerSecond | TimedPerUnit,
) -> None:
    assert model.amount(0) == Money(0)
    with pytest.raises(AssertionError):
        model.amount(1)


def test_costs_of_two_currencies_are_neither_added_nor_compared() -> None:
    cost = VendorAmount(1, 2, Currency.USD)

    with pytest.raises(AssertionError):
        cost + VendorAmount(1, 2, Currency.EUR)
    with pytest.raises(AssertionError):
        cost.above(CENT, 1, 1)
