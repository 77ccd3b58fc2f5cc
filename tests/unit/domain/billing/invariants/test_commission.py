"""Invariants 24 to 27: what an agent earns, keeps after refunds, and is paid."""

import random
from datetime import datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from askpro.domain.billing.commission import MILLION, Agreement, Band
from askpro.domain.billing.commission_base import net_base
from askpro.domain.billing.commission_bonus import Bonus, For
from askpro.domain.billing.entitlement import (
    HOLD_PERIOD,
    Earning,
    Kept,
    Standing,
    standing,
)
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.statement import Item, Statement, lines_of
from askpro.domain.ids import AgreementId, ChargeId, OrganisationId
from askpro.domain.money import Money
from askpro.testing.billing_strategies.chains import agreements
from askpro.testing.billing_strategies.wallets import earnings, instants
from askpro.testing.world import NOON, some_id

CENTS = st.integers(0, 20_000)
SALES = st.lists(CENTS, max_size=12)
RATES = st.integers(0, MILLION)
RESELLER = OrganisationId(some_id())


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    """Charges, some of them refunded in part or whole, in no particular order."""
    made: list[Item] = []
    for cents in draw(st.lists(st.integers(0, 5_000), max_size=8)):
        id, at = ChargeId(some_id()), draw(instants())
        made.append(Item(id, f"call:{id}", RESELLER, CALL_SECOND, at, cents))
        back = draw(st.integers(0, cents))
        if back:
            later = at + timedelta(hours=draw(st.integers(0, 99)))
            made.append(Item(id, f"refund:{id}", RESELLER, CALL_SECOND, later, -back))
    return made


@given(RATES, SALES)
def test_24_commission_is_the_floor_of_rate_times_base(rate: int, sales: list[int]) -> None:
    agreement = Agreement(AgreementId(some_id()), (Band(0, rate),))

    deltas, base = [], 0
    for sale in sales:
        deltas.append(agreement.rise(base, sale))
        base += sale

    assert sum(deltas) == rate * sum(sales) // MILLION


@given(CENTS, st.integers(0, 300_000), st.data())
def test_24_the_base_is_net_of_vat_refunds_and_agreed_fees(
    net: int, vat: int, data: st.DataObject
) -> None:
    gross = net + (2 * net * vat + MILLION) // (2 * MILLION)
    back = data.draw(st.integers(0, gross))
    fee = data.draw(CENTS)

    base = net_base(gross, refunded_cents=back, vat_millionths=vat)

    assert net_base(gross, vat_millionths=vat) == net
    assert 0 <= base <= net
    # Base with its VAT on top is what stayed, to half a cent of base.
    assert abs(base * (MILLION + vat) - (gross - back) * MILLION) * 2 <= MILLION + vat
    with_fee = net_base(gross, refunded_cents=back, vat_millionths=vat, fee_cents=fee)
    assert with_fee == max(base - fee, 0)


@given(agreements(), items())
def test_24_the_lines_of_a_statement_sum_to_the_entitlement(
    agreement: Agreement, listed: list[Item]
) -> None:
    lines = lines_of(agreement, listed)
    statement = Statement(RESELLER, agreement, "2026-11", lines, 100, 50, 30)

    base = sum(item.base_cents for item in listed)
    assert sum(line.commission_cents for line in lines) == agreement.entitlement(base)
    assert sorted(line.item.source_key for line in lines) == sorted(
        item.source_key for item in listed
    )
    assert statement.closing_carry_cents == 120 + statement.entitlement_cents
    assert statement.base_cents == base


@given(agreements(), items(), st.randoms())
def test_24_a_statement_is_the_same_however_its_charges_came_in(
    agreement: Agreement, listed: list[Item], mixer: random.Random
) -> None:
    assert lines_of(agreement, mixer.sample(listed, len(listed))) == lines_of(agreement, listed)


@given(agreements(), CENTS, CENTS)
def test_25_more_base_never_means_less_commission(
    agreement: Agreement, base: int, more: int
) -> None:
    assert agreement.rise(base, more) >= 0
    assert agreement.rise(base, more) <= more


@given(agreements(), SALES, st.data())
def test_25_after_refunds_the_reseller_has_exactly_his_entitlement(
    agreement: Agreement, sales: list[int], data: st.DataObject
) -> None:
    earned, base = 0, 0
    for sale in sales:
        earned, base = earned + agreement.rise(base, sale), base + sale

    for sale in data.draw(st.permutations(sales)):
        back = data.draw(st.integers(0, sale))
        for part in (back, sale - back):
            earned, base = earned + agreement.rise(base, -part), base - part
            assert earned == agreement.entitlement(base)

    assert earned == 0


@given(st.integers(1, 20_000), st.data())
def test_25_what_is_refunded_after_the_payout_is_carried_once(
    cents: int, data: st.DataObject
) -> None:
    back = data.draw(st.integers(1, cents))
    later = NOON + HOLD_PERIOD
    made = [Earning(NOON, cents)]
    paid = standing(made, 0, now=later).paid_out(Money(cents))

    made.append(Earning(NOON, -back))
    after = standing(made, paid.paid_cents, now=later)
    made.append(Earning(later, back + 7_000))
    much_later = standing(made, paid.paid_cents, now=later + HOLD_PERIOD)

    assert after.carry == Money(-back)
    assert after.payable() is Kept.IN_DEBT
    assert much_later.carry == much_later.payable() == Money(7_000)


@given(agreements())
def test_26_crossing_a_band_is_continuous(agreement: Agreement) -> None:
    for band in agreement.bands[1:]:
        for start in (band.from_cents - 1, band.from_cents):
            assert 0 <= agreement.rise(start, 1) <= 1


@given(agreements(), SALES, st.randoms())
def test_26_the_order_within_the_period_changes_no_total(
    agreement: Agreement, sales: list[int], mixer: random.Random
) -> None:
    def total(ordered: list[int]) -> int:
        return sum(agreement.rise(sum(ordered[:n]), sale) for n, sale in enumerate(ordered))

    assert total(sales) == total(mixer.sample(sales, len(sales)))


@given(st.sampled_from(For), RATES, CENTS, SALES, st.randoms())
def test_26_a_bonus_never_exceeds_its_cap_in_any_order(
    reward: For, rate: int, cap: int, sales: list[int], mixer: random.Random
) -> None:
    bonus = Bonus(reward, rate, months=3, cap_cents=cap)
    ordered = mixer.sample(sales, len(sales))

    rises = [bonus.rise(sum(ordered[:n]), sale) for n, sale in enumerate(ordered)]

    assert sum(rises) == min(rate * sum(sales) // MILLION, cap)
    assert all(rise >= 0 for rise in rises)


@given(earnings(), st.integers(0, 50_000), instants(60), st.integers(0, 10_000))
def test_27_payable_is_at_most_what_has_matured_less_what_was_paid(
    made: list[Earning], paid: int, now: datetime, threshold: int
) -> None:
    account = standing(made, paid, now=now)
    matured = sum(one.cents for one in made if now - one.charged_at >= timedelta(days=14))

    payable = account.payable(threshold)

    assert account.matured_cents == matured
    assert account.earned_cents == sum(one.cents for one in made)
    if isinstance(payable, Money):
        assert 0 < payable.cents <= matured - paid
        assert payable.cents >= threshold
    else:
        assert matured - paid < max(threshold, 1) or account.carry.cents < matured - paid


@given(earnings(), st.lists(instants(60), max_size=5))
def test_27_paid_and_carry_are_always_the_entitlement(
    made: list[Earning], days: list[datetime]
) -> None:
    paid = 0
    for day in sorted(days):
        known = [one for one in made if one.charged_at <= day]
        account = standing(known, paid, now=day)
        payable = account.payable()
        if isinstance(payable, Money):
            account = account.paid_out(payable)
            paid = account.paid_cents

        assert paid + account.carry.cents == sum(one.cents for one in known)
        assert paid <= sum(one.cents for one in known if one.charged_at + HOLD_PERIOD <= day)


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_27_below_the_threshold_nothing_leaves(matured: int, threshold: int) -> None:
    account = Standing(matured, matured, 0)

    payable = account.payable(threshold)

    assert payable == (Money(matured) if matured >= threshold else Kept.BELOW_THRESHOLD)


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_27_what_a_refund_will_take_is_not_paid_before(matured: int, taken: int) -> None:
    assume(taken <= matured)
    account = Standing(matured - taken, matured, 0)

    assert account.open == Money(matured - taken)
