"""What was booked by mistake is taken back, once, and wallets follow."""

import pytest

from askpro.application.billing.reverse_transaction import (
    HasItsOwnWay,
    OnlyTheOperatorReverses,
)
from askpro.domain.billing.closed import ClosedPeriod
from askpro.domain.billing.closing import PeriodClosed
from askpro.domain.billing.ledger import (
    Account,
    AlreadyReversed,
    NoSuchTransaction,
    Purpose,
    Transaction,
)
from askpro.domain.ids import TransactionId
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.scope import Scope
from askpro.testing.world import some_id
from tests.unit.application.house import PLATFORM, RESELLER, SALON, House, make_house, top_up

OPERATOR = Actor(ActorKind.MEMBER, "operator", PLATFORM.id)


def topped_up(house: House, cents: int, reference: str = "wrong") -> Transaction:
    top_up(house, SALON.id, cents, reference)
    found = house.look().ledger.under(f"topup:{SALON.id}:{reference}")
    assert found is not None
    return found


def reverse(house: House, id: TransactionId, by: Actor = OPERATOR) -> Transaction:
    reversal: Transaction = house.container.reverse_transaction()(id, by=by)
    return reversal


def salon(house: House) -> tuple[int, int]:
    wallet = house.look().wallets.get(SALON.id)
    return wallet.balance.cents, wallet.owed_cents


def books(house: House) -> dict[Account, int]:
    return {account: cents for account, cents in house.look().ledger.balances().items() if cents}


def test_05_a_reversal_restores_every_balance() -> None:
    house = make_house()
    before = books(house), salon(house)
    wrong = topped_up(house, 2500)

    reversal = reverse(house, wrong.id)

    assert (books(house), salon(house)) == before
    assert reversal.reverses == wrong.id
    assert house.container.verify_ledger()().faults == ()


def test_05_reversing_twice_is_refused() -> None:
    house = make_house()
    wrong = topped_up(house, 2500)
    reverse(house, wrong.id)
    before = books(house)

    with pytest.raises(AlreadyReversed):
        reverse(house, wrong.id)

    assert books(house) == before


def test_05_a_reversal_can_be_taken_back_and_is_linked_to_both() -> None:
    house = make_house()
    wrong = topped_up(house, 2500)
    with_it = books(house), salon(house)

    reversal = reverse(house, wrong.id)
    again = reverse(house, reversal.id)

    assert (books(house), salon(house)) == with_it
    assert again.reverses == reversal.id
    assert house.look().ledger.get(reversal.id).reverses == wrong.id
    assert house.container.verify_ledger()().faults == ()


def test_what_was_spent_meanwhile_is_owed_and_the_reversal_stays_exact() -> None:
    house = make_house(salon_cents=0)
    wrong = topped_up(house, 500)
    house.hang_up(seconds=600)

    reversal = reverse(house, wrong.id)

    assert salon(house) == (0, 400)
    assert reversal.same_posting(wrong.reversed(reversal.id, reversal.source_key, house.watch.now))
    assert house.look().ledger.balances()[Account(SALON.id, Purpose.RECEIVABLE)] == -400
    assert house.container.verify_ledger()().faults == ()


def test_what_was_settled_by_it_is_owed_again() -> None:
    house = make_house(salon_cents=300)
    house.hang_up(seconds=600)
    before = books(house), salon(house)
    wrong = topped_up(house, 2000)
    assert salon(house) == (1900, 0)

    reverse(house, wrong.id)

    assert (books(house), salon(house)) == before
    assert salon(house) == (0, 100)


def test_charges_have_a_way_of_their_own() -> None:
    house = make_house()
    house.hang_up(seconds=600)
    charged = house.look().ledger.under("call:call_1")
    assert charged is not None

    with pytest.raises(HasItsOwnWay):
        reverse(house, charged.id)


def test_only_the_operator_reverses_and_only_what_is_there() -> None:
    house = make_house()
    wrong = topped_up(house, 2500)

    with pytest.raises(OnlyTheOperatorReverses):
        reverse(house, wrong.id, Actor(ActorKind.MEMBER, "nora", RESELLER.id))
    with pytest.raises(NoSuchTransaction):
        reverse(house, TransactionId(some_id()))


def test_a_clock_that_fell_back_into_a_closed_month_reverses_nothing() -> None:
    house = make_house()
    wrong = topped_up(house, 2500)
    with house.storage.begin(Scope.everything()) as work:
        work.closings.add(ClosedPeriod("2026-11", house.watch.now, 0))

    with pytest.raises(PeriodClosed):
        reverse(house, wrong.id)

    assert salon(house) == (7500, 0)
