"""When the stored card is charged, and why not."""

from datetime import datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.billing.auto_top_up import (
    Attempt,
    AutoTopUp,
    Fill,
    Leave,
    NotNow,
    Outcome,
    decide,
    failures_in_a_row,
)
from askpro.domain.billing.wallet import Wallet
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.testing.world import BERLIN, NOON, minutes, some_id

OWNER = OrganisationId(some_id())
LOW = Wallet(OWNER, Money(800))
RULE = AutoTopUp(
    1000, 5000, NOON - timedelta(days=9), daily_cap_cents=15_000, balance_cap_cents=20_000
)
DONE, FAILED, PENDING = Outcome.SUCCEEDED, Outcome.FAILED, Outcome.PENDING


def ago(number: float, outcome: Outcome) -> Attempt:
    return Attempt(NOON - minutes(number), 5000, outcome)


def decided(
    *attempts: Attempt, rule: AutoTopUp = RULE, wallet: Wallet = LOW, now: datetime = NOON
) -> Fill | Leave:
    return decide(rule, wallet, attempts, now=now, zone=BERLIN)


def test_a_wallet_below_its_threshold_is_filled() -> None:
    assert decided() == Fill(Money(5000))
    assert decided(wallet=Wallet(OWNER, Money(999))) == Fill(Money(5000))
    assert decided(wallet=Wallet(OWNER, Money(1000))) == Leave(NotNow.ENOUGH)
    assert decided(wallet=Wallet(OWNER, Money(1000), owed_cents=1)) == Fill(Money(5000))


def test_switched_off_is_off() -> None:
    assert decided(rule=attrs.evolve(RULE, switched_on_at=None)) == Leave(NotNow.OFF)


def test_an_unknown_outcome_is_in_flight_however_old() -> None:
    assert decided(ago(5000, PENDING)) == Leave(NotNow.IN_FLIGHT)
    assert decided(ago(90, DONE), ago(120, PENDING)) == Leave(NotNow.IN_FLIGHT)


@pytest.mark.parametrize("outcome", [DONE, FAILED])
def test_after_an_attempt_it_cools_down(outcome: Outcome) -> None:
    ends = NOON - minutes(20) + minutes(60)

    assert decided(ago(20, outcome), ago(500, DONE)) == Leave(NotNow.COOLING_DOWN, ends)
    assert decided(ago(60, outcome)) == Fill(Money(5000))
    assert decided(ago(-10, outcome)) == Leave(NotNow.COOLING_DOWN, NOON + minutes(70))


def test_three_failures_in_a_row_switch_it_off_until_a_member_switches_it_on() -> None:
    failed = (ago(300, FAILED), ago(200, FAILED), ago(100, FAILED))
    anew = attrs.evolve(RULE, switched_on_at=NOON - minutes(90))

    assert decided(*failed[:2]) == Fill(Money(5000))
    assert decided(*reversed(failed)) == Leave(NotNow.FAILED_TOO_OFTEN)
    assert decided(*failed, rule=anew) == Fill(Money(5000))
    assert decided(*failed, now=NOON + timedelta(days=30)) == Leave(NotNow.FAILED_TOO_OFTEN)


def test_one_that_came_through_forgives_the_failures_before_it() -> None:
    assert decided(ago(400, FAILED), ago(300, FAILED), ago(200, DONE), ago(100, FAILED)) == Fill(
        Money(5000)
    )
    after_one = [ago(300, FAILED), ago(200, DONE), ago(150, FAILED), ago(100, FAILED)]
    assert decided(*after_one) == Fill(Money(5000))
    assert failures_in_a_row([ago(1, FAILED)], NOON - minutes(1)) == 1
    assert failures_in_a_row([ago(1, FAILED)], NOON) == 0


def test_the_days_cap_counts_what_came_through_on_the_local_day() -> None:
    today = ago(100, DONE), ago(200, DONE)
    yesterday = ago(60 * 13 + 1, DONE)  # 23:59 in Berlin

    assert decided(*today, yesterday) == Fill(Money(5000))
    assert decided(*today, ago(60 * 13, DONE)) == Leave(NotNow.DAILY_CAP)
    assert decided(*today, ago(300, FAILED)) == Fill(Money(5000))
    uncapped = attrs.evolve(RULE, daily_cap_cents=None)
    assert decided(*today, ago(300, DONE), rule=uncapped) == Fill(Money(5000))


def test_the_balance_stays_at_or_below_its_cap() -> None:
    tight = attrs.evolve(RULE, balance_cap_cents=5800)

    assert decided(rule=tight) == Fill(Money(5000))
    assert decided(rule=attrs.evolve(RULE, balance_cap_cents=5799)) == Leave(NotNow.BALANCE_CAP)
    assert decided(
        rule=attrs.evolve(RULE, balance_cap_cents=5799),
        wallet=attrs.evolve(LOW, owed_cents=1),
    ) == Fill(Money(5000))


@pytest.mark.parametrize("field", ["cents", "daily_cap_cents", "balance_cap_cents"])
def test_a_rule_over_no_money_is_no_rule(field: str) -> None:
    change: dict[str, int] = {field: 0}

    with pytest.raises(ValueError, match=field):
        attrs.evolve(RULE, **change)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="cents"):
        Attempt(NOON, 0)
    assert attrs.evolve(RULE, threshold_cents=0, cents=1, daily_cap_cents=1).cents == 1


@given(st.lists(st.tuples(st.integers(0, 120), st.sampled_from(Outcome)), max_size=40))
def test_no_day_exceeds_its_cap_and_no_two_are_in_flight(
    steps: list[tuple[int, Outcome]],
) -> None:
    now, made = NOON, list[Attempt]()
    for gap, heard in steps:
        now += minutes(gap)
        if made and made[-1].outcome is PENDING:
            made[-1] = attrs.evolve(made[-1], outcome=heard)
        answer = decided(*made, now=now)
        if isinstance(answer, Fill):
            made.append(Attempt(now, answer.amount.cents))

    assert sum(attempt.outcome is PENDING for attempt in made) <= 1
    for attempt in made:
        day = attempt.at.astimezone(BERLIN).date()
        same_day = [
            one.cents
            for one in made
            if one.outcome is DONE and one.at.astimezone(BERLIN).date() == day
        ]
        assert sum(same_day) <= 15_000
