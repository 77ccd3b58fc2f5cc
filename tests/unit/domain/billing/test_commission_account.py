"""A reseller's account from sums: maturity, carry, bonuses, and what a charge counts for."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.chain import Chain
from askpro.domain.billing.charge import Charge
from askpro.domain.billing.commission import Agreement, Band, Base
from askpro.domain.billing.commission_account import (
    Agreed,
    BonusBooked,
    CommissionAccount,
    Conditions,
    NoSuchStatement,
    Payout,
    Tally,
    Transfer,
    bonus_steps,
    end_of,
)
from askpro.domain.billing.commission_bonus import Bonus, For
from askpro.domain.billing.commission_item import counted_of
from askpro.domain.billing.link import Link
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.price import PerUnit
from askpro.domain.billing.price_book import PriceRule
from askpro.domain.ids import AgreementId, ChargeId, OrganisationId, PriceRuleId, TransactionId
from askpro.domain.money import Currency, Money, Price
from askpro.testing.world import BERLIN, NOON, some_id

QUARTER = Agreement.flat("25", AgreementId(UUID(int=7)))
PLATFORM, RESELLER, COMPANY = (OrganisationId(some_id()) for _ in range(3))
TODAY = datetime(2026, 11, 20, 12, tzinfo=UTC)
TALLIES = (
    Tally(QUARTER.id, PLATFORM, "2026-10", 8_000, 8_000, 2_000),
    Tally(QUARTER.id, PLATFORM, "2026-11", 4_000, 1_200, 1_000),
)
PAID = Payout(
    RESELLER, PLATFORM, 1, 2_000, Currency.EUR, datetime(2026, 11, 15, tzinfo=UTC),
    Transfer.TO_PAY, TransactionId(some_id()),
)  # fmt: skip


def account(**changes: object) -> CommissionAccount:
    agreed = {QUARTER.id: Agreed(QUARTER, Conditions(QUARTER.id))}
    whole = CommissionAccount(agreed, TALLIES, (), (PAID,), TODAY, BERLIN)
    return attrs.evolve(whole, **changes)  # type: ignore[arg-type]


def chain(agreement: Agreement) -> Chain:
    model = PerUnit(Price.parse("0.01"))
    rule = PriceRule(PriceRuleId(some_id()), CALL_SECOND, RESELLER, COMPANY, NOON, model)
    return Chain((Link(PLATFORM, RESELLER, (), agreement), Link(RESELLER, COMPANY, (rule,))))


def test_the_figures_of_the_docstring() -> None:
    october, november = account().periods()

    assert (october.entitlement_cents, october.matured_cents, october.payout_cents) == (
        2_000, 2_000, 0,
    )  # fmt: skip
    assert (november.entitlement_cents, november.matured_cents, november.payout_cents) == (
        1_000, 300, 2_000,
    )  # fmt: skip
    assert (october.closing_carry_cents, november.closing_carry_cents) == (2_000, 1_000)
    assert november.opening_carry_cents == october.closing_carry_cents
    assert account().standing().open == Money(300)
    assert account().period("2026-11") == november
    with pytest.raises(NoSuchStatement):
        account().period("2026-12")


def test_a_bonus_matures_when_the_hold_period_after_its_month_is_over() -> None:
    bonus = BonusBooked(QUARTER.id, 0, "2026-10", PLATFORM, 100, 50, 1)
    over = datetime(2026, 10, 31, 23, tzinfo=UTC) + timedelta(days=14)

    def matured(now: datetime) -> int:
        return account(bonuses=(bonus,), now=now).periods()[0].matured_cents

    assert (matured(over - timedelta(seconds=1)), matured(over)) == (2_000, 2_050)


def test_a_month_is_over_at_midnight_where_the_books_are_kept() -> None:
    assert end_of("2026-12", BERLIN) == datetime(2026, 12, 31, 23, tzinfo=UTC)
    assert end_of("2026-06", BERLIN) == datetime(2026, 6, 30, 22, tzinfo=UTC)


def test_each_payer_owes_his_own_part() -> None:
    other = OrganisationId(some_id())
    moved = attrs.evolve(TALLIES[1], payer_id=other)
    both = account(tallies=(TALLIES[0], moved))

    assert set(both.payers) == {PLATFORM, other}
    assert both.of(PLATFORM).standing().carry == Money(0)
    assert both.of(other).standing().carry == Money(1_000)
    assert both.standing().carry == Money(1_000)


def test_what_stands_under_no_known_agreement_is_earned_as_posted_and_never_matures() -> None:
    unknown = account(agreed={}, payouts=())

    assert (unknown.standing().earned_cents, unknown.standing().matured_cents) == (3_000, 0)
    assert unknown.threshold_cents == 5_000


@given(st.sampled_from(For), st.dictionaries(st.sampled_from(["a", "b", "c"]), st.integers(0, 999)))
def test_steps_of_a_bonus_make_its_entitlement(reward: For, bases: dict[str, int]) -> None:
    bonus = Bonus(reward, 100_000, months=1, cap_cents=60)

    steps = bonus_steps(bonus, bases)

    assert set(steps) == set(bases)
    if reward is For.FIRST_CUSTOMER:
        assert sum(steps.values()) == bonus.entitlement(sum(bases.values()))
    else:
        assert all(steps[period] == bonus.entitlement(base) for period, base in bases.items())


def test_vat_that_prices_contain_earns_no_commission() -> None:
    taxed = attrs.evolve(QUARTER, vat_millionths=190_000)

    rating = chain(taxed).rate(CALL_SECOND, 11_900)
    earned = rating.shares[0].earned

    assert earned is not None
    assert (earned.base_cents, earned.amount) == (10_000, Money(2_500))
    assert rating.gains()[PLATFORM] == Money(11_900 - 2_500)


def test_vat_is_taken_out_of_what_the_tiers_above_leave() -> None:
    half = Agreement(AgreementId(some_id()), (Band(0, 500_000),))
    rest = attrs.evolve(QUARTER, base=Base.REMAINDER, vat_millionths=190_000)
    between = OrganisationId(some_id())
    whole = Chain((Link(PLATFORM, between, (), half), *_below(between, rest)))

    earned = whole.rate(CALL_SECOND, 23_800).shares[1].earned

    assert earned is not None
    assert (earned.base_cents, earned.amount) == (10_000, Money(2_500))


def _below(seller: OrganisationId, agreement: Agreement) -> tuple[Link, Link]:
    upper, lower = chain(agreement).links
    return attrs.evolve(upper, seller_id=seller), lower


@pytest.mark.parametrize(
    ("at", "named", "period"),
    [
        (datetime(2026, 10, 31, 22, 59, tzinfo=UTC), None, "2026-10"),
        (datetime(2026, 10, 31, 23, 0, tzinfo=UTC), None, "2026-11"),
        (datetime(2026, 10, 31, 22, 59, tzinfo=UTC), "2026-11", "2026-11"),
    ],
)
def test_a_charge_counts_in_its_local_month_or_the_one_that_is_named(
    at: datetime, named: str | None, period: str
) -> None:
    rating = chain(QUARTER).rate(CALL_SECOND, 400)
    top = rating.shares[0]
    assert top.earned is not None
    named_top = attrs.evolve(top, earned=attrs.evolve(top.earned, period=named))
    rating = attrs.evolve(rating, shares=(named_top, *rating.shares[1:]))

    (item,) = counted_of(Charge(ChargeId(some_id()), "call:1", COMPANY, at, rating, None))

    assert (item.period, item.base_cents, item.cents) == (period, 400, 100)
    assert (item.reseller_id, item.payer_id, item.company_id) == (RESELLER, PLATFORM, COMPANY)
