"""Wallets are filled from a stored card: once, never by guess, and not for ever in vain."""

from datetime import timedelta
from typing import Any

import pytest
from dependency_injector import providers

from askpro.adapters.memory.payments import MemoryPayments
from askpro.domain.billing.auto_top_up import AutoTopUp, Outcome
from askpro.domain.billing.top_up import NotATopUp
from askpro.domain.billing.wallet import Due, NoSuchWallet
from askpro.domain.money import Money
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.scope import Scope
from tests.unit.application.house import OTHER, SALON, House, make_house

MEMBER = Actor(ActorKind.KEY, "salon", SALON.id)


def switch(house: House, *, by: Actor = MEMBER, **facts: Any) -> AutoTopUp:
    wanted = {"threshold_cents": 1000, "amount_cents": 5000, "on": True, **facts}
    rule: AutoTopUp = house.container.set_auto_top_up()(SALON.id, by=by, **wanted)
    return rule


def a_house(payments: MemoryPayments | None = None, cents: int = 800) -> House:
    house = make_house(salon_cents=cents)
    if payments is not None:
        house.container.payments.override(providers.Object(payments))
    switch(house)
    return house


def fill(house: House) -> list[Outcome]:
    house.container.fill_wallets()()
    return [each.attempt.outcome for each in house.look().auto_top_ups.attempts(SALON.id)]


def reference(house: House) -> str:
    tried = house.look().auto_top_ups.attempts(SALON.id)[0]
    return f"memory-topup:{SALON.id}:auto:{tried.id}"


def test_who_has_enough_is_left_alone() -> None:
    assert fill(a_house(MemoryPayments(), cents=1000)) == []


def test_who_has_not_switched_it_on_is_left_alone() -> None:
    house = a_house(MemoryPayments())
    switch(house, on=False)

    assert fill(house) == []


def test_money_is_booked_when_the_provider_calls_it_paid_and_once() -> None:
    payments = MemoryPayments()
    house = a_house(payments)
    with house.storage.begin(Scope.everything()) as work:
        work.wallets.settle([Due("fee:1", SALON.id, 1000)])

    assert fill(house) == [Outcome.PENDING]
    assert fill(house) == [Outcome.PENDING]
    assert house.look().wallets.get(SALON.id).owed_cents == 200
    payments.pay(reference(house))
    assert fill(house) == [Outcome.SUCCEEDED]
    assert fill(house) == [Outcome.SUCCEEDED]

    wallet = house.look().wallets.get(SALON.id)
    assert (wallet.balance, wallet.owed_cents) == (Money(4800), 0)


def test_an_answer_that_does_not_come_is_asked_for_again_by_the_same_key() -> None:
    payments = MemoryPayments()
    house = a_house(payments)
    payments.fall_silent()

    assert fill(house) == [Outcome.PENDING]
    house.watch.go_on(days=1)
    assert fill(house) == [Outcome.PENDING]
    payments.fall_silent(silent=False)
    assert fill(house) == [Outcome.PENDING]
    payments.pay(reference(house))

    assert fill(house) == [Outcome.SUCCEEDED]
    assert house.look().wallets.get(SALON.id).balance == Money(5800)


def test_three_failures_end_it_and_are_told_until_it_is_switched_on_again() -> None:
    payments = MemoryPayments()
    house = a_house(payments)

    for failures in range(1, 4):
        assert fill(house)[0] is Outcome.PENDING
        payments.fail(reference(house))
        assert fill(house) == [Outcome.FAILED] * failures
        house.watch.go_on(hours=1)
        house.work_off()
        told = [one for one in house.messenger.letters if "Aufladung" in one.subject]
        assert len(told) == (failures == 3)
    assert "50,00 EUR" in told[0].text

    house.watch.go_on(days=2)
    assert fill(house) == [Outcome.FAILED] * 3
    switch(house)
    assert fill(house)[0] is Outcome.PENDING


def test_without_a_provider_nothing_is_pretended() -> None:
    house = a_house()

    assert fill(house) == [Outcome.NOT_CONFIGURED]
    assert fill(house) == [Outcome.NOT_CONFIGURED]
    for _ in range(5):
        house.watch.go_on(hours=1)
        fill(house)

    assert fill(house) == [Outcome.NOT_CONFIGURED] * 3
    assert house.look().wallets.get(SALON.id).balance == Money(800)
    assert house.container.verify_ledger()().faults == ()


def test_what_is_kept_is_what_was_agreed_to() -> None:
    house = make_house()

    rule = switch(
        house, cool_down=timedelta(hours=2), daily_cap_cents=9000, balance_cap_cents=10_000
    )

    assert rule == AutoTopUp(1000, 5000, house.watch(), timedelta(hours=2), 9000, 10_000)
    assert house.look().auto_top_ups.rule(SALON.id) == rule


def test_what_nobody_may_agree_to() -> None:
    house = make_house()

    with pytest.raises(NotATopUp):
        switch(house, amount_cents=0)
    with pytest.raises(NoSuchWallet):
        switch(house, by=Actor(ActorKind.KEY, "other", OTHER.id))
