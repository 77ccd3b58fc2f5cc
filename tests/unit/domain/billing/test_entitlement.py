"""Bonuses, the hold period, payouts and statements with figures."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.commission_bonus import Bonus, Customership, For, months_between
from askpro.domain.billing.entitlement import (
    Earning,
    Kept,
    Standing,
    post_payout,
    standing,
)
from askpro.domain.billing.ledger import Account, Purpose
from askpro.domain.billing.meter import CALL_SECOND
from askpro.domain.billing.statement import Item, Line, Statement, lines_of
from askpro.domain.ids import ChargeId, OrganisationId, TransactionId
from askpro.domain.money import Money
from askpro.testing.world import BERLIN, NOON, some_id

RESELLER, PLATFORM = OrganisationId(some_id()), OrganisationId(some_id())


def november(day: int) -> datetime:
    return datetime(2026, 11, day, 12, tzinfo=UTC)


def test_the_days_of_the_docstring() -> None:
    made, paid = [Earning(november(1), 10_000)], 0

    def account(at: datetime) -> Standing:
        return standing(made, paid, now=at)

    assert account(november(15) - timedelta(microseconds=1)).payable() is Kept.NOTHING_MATURED
    assert account(november(15)).payable() == Money(10_000)
    paid = 10_000
    assert (account(november(16)).carry, account(november(16)).payable()) == (
        Money(0), Kept.NOTHING_MATURED,
    )  # fmt: skip
    made.append(Earning(november(1), -4_000))
    assert (account(november(20)).carry, account(november(20)).payable()) == (
        Money(-4_000), Kept.IN_DEBT,
    )  # fmt: skip
    made.append(Earning(november(21), 9_000))
    assert account(november(22)).carry == Money(5_000)
    assert account(november(22)).payable() is Kept.NOTHING_MATURED
    assert account(november(21) + timedelta(days=14)).payable() == Money(5_000)
    assert account(november(21) + timedelta(days=14)).payable(5_001) is Kept.BELOW_THRESHOLD


def test_a_refund_within_the_hold_period_takes_nothing_from_what_is_payable() -> None:
    made = [Earning(november(1), 6_000), Earning(november(14), 3_000), Earning(november(14), -500)]

    assert standing(made, 0, now=november(15)).payable() == Money(6_000)
    assert standing(made, 0, now=november(28)).payable() == Money(8_500)


@pytest.mark.parametrize("cents", [0, 5_001])
def test_no_other_amount_is_paid_out_than_is_open(cents: int) -> None:
    with pytest.raises(AssertionError):
        Standing(5_000, 5_000, 0).paid_out(Money(cents))


@pytest.mark.parametrize("cents", [1, 5_000])
def test_what_is_paid_out_is_added_to_what_was(cents: int) -> None:
    assert Standing(9_000, 9_000, 4_000).paid_out(Money(cents)).paid_cents == 4_000 + cents


def test_a_payout_takes_the_commission_out_of_the_house() -> None:
    posted = post_payout(
        Money(5_000),
        reseller_id=RESELLER,
        payer_id=PLATFORM,
        reference="2026-11",
        id=TransactionId(some_id()),
        now=NOON,
    )

    assert {entry.account: entry.cents for entry in posted.entries} == {
        Account(RESELLER, Purpose.COMMISSION): -5_000,
        Account(PLATFORM, Purpose.PAYOUT): 5_000,
    }
    assert posted.source_key == f"payout:{RESELLER}:2026-11"


@pytest.mark.parametrize(
    ("since", "at", "months"),
    [
        ("2026-01-31T12:00+01:00", "2026-02-28T12:00+01:00", 0),
        ("2026-01-31T12:00+01:00", "2026-03-01T00:00+01:00", 1),
        ("2026-01-15T12:00+01:00", "2026-02-15T11:59+01:00", 0),
        ("2026-01-15T12:00+01:00", "2026-02-15T12:00+01:00", 1),
        ("2026-03-15T12:00+01:00", "2026-04-15T12:00+02:00", 1),
        ("2025-11-15T12:00+01:00", "2026-11-15T12:00+01:00", 12),
        ("2026-01-15T12:00+01:00", "2026-01-15T12:00+01:00", 0),
        ("2026-01-15T12:00+01:00", "2026-01-15T11:59+01:00", -1),
    ],
)
def test_months_are_counted_on_the_local_calendar(since: str, at: str, months: int) -> None:
    then, now = datetime.fromisoformat(since), datetime.fromisoformat(at)

    assert months_between(then, now, BERLIN) == months


def test_the_first_customer_counts_in_its_first_months_and_others_never() -> None:
    bonus = Bonus(For.FIRST_CUSTOMER, 100_000, months=3, cap_cents=5_000)
    first, second = (Customership(RESELLER, november(1), is_first) for is_first in (True, False))
    end = datetime(2027, 2, 1, 12, tzinfo=UTC)

    assert bonus.counts(first, november(1), BERLIN)
    assert bonus.counts(first, end - timedelta(seconds=1), BERLIN)
    assert not bonus.counts(first, end, BERLIN)
    assert not bonus.counts(first, november(1) - timedelta(seconds=1), BERLIN)
    assert not bonus.counts(second, november(1), BERLIN)


def test_those_who_stay_count_from_then_on() -> None:
    bonus = Bonus(For.RETENTION, 50_000, months=12, cap_cents=5_000)
    customer = Customership(RESELLER, november(1), is_first=False)
    year = datetime(2027, 11, 1, 12, tzinfo=UTC)

    assert not bonus.counts(customer, year - timedelta(seconds=1), BERLIN)
    assert bonus.counts(customer, year, BERLIN)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10_000))
def test_a_refund_takes_back_what_the_bonus_rose_by(before: int, base: int, cap: int) -> None:
    bonus = Bonus(For.RETENTION, 100_000, 1, cap)

    assert bonus.rise(before + base, -base) == -bonus.rise(before, base)
    assert bonus.entitlement(-base) == 0


def an_item(cents: int, key: str, id: ChargeId, hours: int = 0) -> Item:
    at = NOON + timedelta(hours=hours)
    return Item(id, key, OrganisationId(some_id()), CALL_SECOND, at, cents)


def test_the_lines_of_the_docstring() -> None:
    one, two = ChargeId(some_id()), ChargeId(some_id())
    items = [an_item(-42, "refund", two, 2), an_item(42, "b", two, 1), an_item(42, "a", one)]

    lines = lines_of(Agreement.flat("25"), items)

    assert [(line.item.source_key, line.before_cents, line.commission_cents) for line in lines] == [
        ("a", 0, 10), ("b", 42, 11), ("refund", 84, -11),
    ]  # fmt: skip


def test_a_charge_stands_before_its_refund_of_the_same_instant() -> None:
    id = ChargeId(some_id())

    lines = lines_of(Agreement.flat("25"), [an_item(-42, "a", id), an_item(42, "b", id)])

    assert [line.commission_cents for line in lines] == [10, -10]


def test_a_statement_that_does_not_sum_up_cannot_be_made() -> None:
    item = an_item(42, "a", ChargeId(some_id()))

    with pytest.raises(AssertionError):
        Statement(RESELLER, Agreement.flat("25"), "2026-11", (Line(item, 0, 11),))
