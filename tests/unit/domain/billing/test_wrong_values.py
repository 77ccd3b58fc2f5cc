"""What cannot be is never made: a wrong value is stopped where it enters, not in the books.

The value just beside each wrong one is right, so a bound that moves by one is seen too.
"""

from collections.abc import Callable
from datetime import date, time
from uuid import UUID

import pytest

from askpro.domain.billing.auto_top_up import Attempt, AutoTopUp
from askpro.domain.billing.checkpoint import Checkpoint
from askpro.domain.billing.commission import MILLION, Agreement, Band
from askpro.domain.billing.commission_bonus import Bonus, For
from askpro.domain.billing.entitlement import Standing
from askpro.domain.billing.lots import Lot
from askpro.domain.billing.markup import Markup
from askpro.domain.billing.meter import CALL, Metered
from askpro.domain.billing.price import (
    Allowance,
    Bounded,
    Flat,
    Graduated,
    GraduatedPercentage,
    Package,
    Percentage,
    PerSecond,
    PerUnit,
    RateTier,
    Stage,
    StagedPerSecond,
    Tier,
    TimeBand,
    TimedPerSecond,
    TimedPerUnit,
    Volume,
)
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.billing.reservation import Extending, Extension
from askpro.domain.billing.seal import Seal
from askpro.domain.billing.vat import Line
from askpro.domain.billing.vendor_cost import ExchangeRate, VendorAmount
from askpro.domain.billing.wallet import Reservation, Wallet
from askpro.domain.ids import AgreementId, LotId, OrganisationId, PriceRuleId, TransactionId
from askpro.domain.money import Currency, Money, Price
from askpro.testing.world import BERLIN, NOON

ANY = UUID(int=1)
OWNER, GIVER = OrganisationId(ANY), OrganisationId(UUID(int=2))
CENT, FRANC = Price.parse("0.01"), Price.parse("0.01", Currency.CHF)
Maker = Callable[[int], object]


def a_wallet(**cents: int) -> Wallet:
    return Wallet(OWNER, Money(0), **cents)


def a_lot(spent: int = 0, broken: int = 0) -> Lot:
    return Lot(LotId(ANY), OWNER, GIVER, 100, NOON, spent_cents=spent, broken_cents=broken)


def bands(*starts: int) -> Agreement:
    return Agreement(AgreementId(ANY), tuple(Band(start, 0) for start in starts))


def tiers(*borders: int | None) -> Graduated:
    return Graduated(tuple(Tier(border, CENT) for border in borders))


def stages(*starts: int) -> StagedPerSecond:
    return StagedPerSecond(tuple(Stage(start, CENT) for start in starts))


# What takes the number, the least that is right, and whether there is a most.
FROM_NOTHING: dict[str, Maker] = {
    "reserved": lambda n: a_wallet(reserved_cents=n),
    "credit limit": lambda n: a_wallet(credit_limit_cents=n),
    "owed": lambda n: a_wallet(owed_cents=n),
    "bonus of a wallet": lambda n: a_wallet(bonus_cents=n),
    "reservation": lambda n: Reservation("call:1", OWNER, n, NOON),
    "captured": lambda n: Reservation("call:1", OWNER, 9, NOON, captured_cents=n),
    "spent of a lot": lambda n: a_lot(spent=n),
    "broken of a lot": lambda n: a_lot(broken=n),
    "metered": lambda n: Metered(CALL, n),
    "start of a band": lambda n: Band(n, 0),
    "rate of a band": lambda n: Band(0, n),
    "rate of a bonus": lambda n: Bonus(For.RETENTION, n, 1, 0),
    "cap of a bonus": lambda n: Bonus(For.RETENTION, 0, 1, n),
    "paid out": lambda n: Standing(0, 0, n),
    "checkpoint": Checkpoint,
    "rate of a line": lambda n: Line(Money(1), n),
    "threshold": lambda n: AutoTopUp(n, 1, None),
    "seconds left": lambda n: Extension(0, n, False, None),
    "a vendor's units": lambda n: VendorAmount(n, 0, Currency.USD),
    "a vendor's places": lambda n: VendorAmount(0, n, Currency.USD),
    "minimum": lambda n: PerSecond(CENT, minimum_seconds=n),
    "minimum in stages": lambda n: StagedPerSecond((Stage(0, CENT),), minimum_seconds=n),
    "minimum in bands": lambda n: TimedPerSecond(CENT, BERLIN, (), minimum_seconds=n),
    "start of a stage": lambda n: Stage(n, CENT),
    "free of a package": lambda n: Package(1, CENT, n),
    "free of an allowance": lambda n: Allowance(n, PerUnit(CENT)),
    "percentage": Percentage,
    "rate of a tier": lambda n: RateTier(None, n),
    "least markup": lambda n: Markup(CALL, least_millionths=n),
    "most markup": lambda n: Markup(CALL, most_millionths=n),
}
FROM_ONE: dict[str, Maker] = {
    "months": lambda n: Bonus(For.RETENTION, 0, n, 0),
    "sequence of a seal": lambda n: Seal(n, TransactionId(ANY), b"", b""),
    "an attempt": lambda n: Attempt(NOON, n),
    "a filling": lambda n: AutoTopUp(0, n, None),
    "daily cap": lambda n: AutoTopUp(0, 1, None, daily_cap_cents=n),
    "balance cap": lambda n: AutoTopUp(0, 1, None, balance_cap_cents=n),
    "step": lambda n: Extending(step_seconds=n),
    "lead": lambda n: Extending(lead_seconds=n),
    "warning": lambda n: Extending(warn_seconds=n),
    "exchange rate": lambda n: ExchangeRate(
        Currency.USD, Currency.EUR, n, date(2026, 11, 23), "ECB"
    ),
    "increment": lambda n: PerSecond(CENT, increment_seconds=n),
    "increment in stages": lambda n: StagedPerSecond((Stage(0, CENT),), increment_seconds=n),
    "increment in bands": lambda n: TimedPerSecond(CENT, BERLIN, (), increment_seconds=n),
    "package": lambda n: Package(n, CENT),
    "units of a price": lambda n: PerUnit(CENT, n),
    "units of a tier": lambda n: Tier(None, CENT, per=n),
    "border of the first tier": lambda n: tiers(n, None),
    "units of a markup": lambda n: Markup(CALL, per=n),
    "second band": lambda n: bands(0, n),
    "second stage": lambda n: stages(0, n),
}
UP_TO: dict[str, tuple[Maker, int]] = {
    "rate of a band": (lambda n: Band(0, n), MILLION),
    "rate of a bonus": (lambda n: Bonus(For.RETENTION, n, 1, 0), MILLION),
}


@pytest.mark.parametrize("make", FROM_NOTHING.values(), ids=FROM_NOTHING)
def test_what_may_be_nothing_is_never_less(make: Maker) -> None:
    assert make(0)
    assert make(1)
    with pytest.raises(ValueError, match=r"\w"):
        make(-1)


@pytest.mark.parametrize("make", FROM_ONE.values(), ids=FROM_ONE)
def test_what_is_something_is_never_nothing(make: Maker) -> None:
    assert make(1)
    for number in (0, -1):
        with pytest.raises(ValueError, match=r"\w"):
            make(number)


@pytest.mark.parametrize(("make", "most"), UP_TO.values(), ids=UP_TO)
def test_no_commission_is_more_than_what_it_is_a_share_of(make: Maker, most: int) -> None:
    assert make(most)
    with pytest.raises(ValueError, match="<="):
        make(most + 1)


@pytest.mark.parametrize(
    "make",
    [
        PerSecond,
        lambda price: PerSecond(CENT, connect_fee=price),
        lambda price: StagedPerSecond((Stage(0, CENT),), connect_fee=price),
        lambda price: TimedPerSecond(price, BERLIN, ()),
        lambda price: TimedPerSecond(CENT, BERLIN, (), connect_fee=price),
        lambda price: TimedPerUnit(price, BERLIN, ()),
        lambda price: TimeBand(price, time(0), time(0)),
        lambda price: Stage(0, price),
        lambda price: Package(1, price),
        lambda price: Percentage(0, price),
        PerUnit,
        Flat,
        lambda price: Tier(None, price),
        lambda price: Tier(None, CENT, price),
        lambda price: RateTier(None, 0, price),
    ],
)
def test_a_price_is_never_a_bare_number(make: Callable[[object], object]) -> None:
    assert make(CENT)
    for number in (0.4, 40, "0.40"):
        with pytest.raises(TypeError):
            make(number)


@pytest.mark.parametrize(
    "make",
    [
        lambda model: PriceRule(PriceRuleId(ANY), CALL, OWNER, None, NOON, model),
        lambda model: Allowance(0, model),
        lambda model: Bounded(model, maximum=Money(1)),
    ],
)
def test_a_price_is_put_around_a_model_only(make: Callable[[object], object]) -> None:
    assert make(PerUnit(CENT))
    with pytest.raises(TypeError):
        make(CENT)


@pytest.mark.parametrize(
    "make",
    [
        lambda: PerSecond(CENT, connect_fee=FRANC),
        lambda: StagedPerSecond((Stage(0, CENT), Stage(1, FRANC))),
        lambda: StagedPerSecond((Stage(0, CENT),), connect_fee=FRANC),
        lambda: TimedPerSecond(CENT, BERLIN, (), connect_fee=FRANC),
        lambda: TimedPerSecond(CENT, BERLIN, (TimeBand(FRANC, time(0), time(0)),)),
        lambda: TimedPerUnit(CENT, BERLIN, (TimeBand(FRANC, time(0), time(0)),)),
        lambda: Percentage(1, FRANC),
        lambda: Graduated((Tier(None, CENT, FRANC),)),
        lambda: Graduated((Tier(1, CENT), Tier(None, FRANC))),
        lambda: Volume((Tier(None, CENT, FRANC),)),
        lambda: GraduatedPercentage((RateTier(None, 1, FRANC),)),
        lambda: Bounded(PerUnit(CENT), maximum=Money(1, Currency.CHF)),
        lambda: Bounded(PerUnit(CENT), minimum=Money(1, Currency.CHF)),
    ],
)
def test_a_model_is_in_one_currency(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="one currency"):
        make()


@pytest.mark.parametrize(
    "make",
    [
        bands,
        lambda: bands(1),
        lambda: bands(0, 2, 2),
        lambda: bands(0, 2, 1),
        tiers,
        lambda: tiers(1),
        lambda: tiers(None, None),
        lambda: tiers(2, 2, None),
        lambda: tiers(2, 1, None),
        stages,
        lambda: stages(1),
        lambda: stages(0, 2, 2),
        lambda: stages(0, 2, 1),
        lambda: TimeBand(CENT, time(0), time(0), weekdays=()),
        lambda: TimeBand(CENT, time(0), time(0), weekdays=(7,)),
        lambda: TimeBand(CENT, time(0), time(0), weekdays=(0, -1)),
    ],
)
def test_steps_begin_at_nothing_and_ascend(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        make()
