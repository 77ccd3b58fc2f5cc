"""Top-ups, and what stops a call from being given away."""

import attrs
import pytest

from askpro.application.billing.top_up_by_hand import (
    NobodyAbove,
    NotByOneself,
    OtherCurrency,
    ReferenceUsed,
)
from askpro.domain.billing.meter import CALL
from askpro.domain.billing.top_up import NotATopUp
from askpro.domain.billing.wallet import NoSuchWallet
from askpro.domain.money import Currency, Money
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.scope import Scope
from askpro.domain.telephony.desk import Mode
from askpro.ports.storage import NoSuchOrganisation
from tests.unit.application.house import (
    OTHER,
    PLATFORM,
    RESELLER,
    SALON,
    envelope,
    make_house,
    per_minute,
    top_up,
)

OPERATOR = Actor(ActorKind.MEMBER, "operator", PLATFORM.id)


def test_a_reference_tops_up_once() -> None:
    house = make_house(salon_cents=0)

    top_up(house, SALON.id, 2500, "bank-17")
    top_up(house, SALON.id, 2500, "bank-17")

    assert house.look().wallets.get(SALON.id).balance == Money(2500)


def test_a_reference_with_another_amount_is_a_mistake() -> None:
    house = make_house(salon_cents=0)
    top_up(house, SALON.id, 2500, "bank-17")

    with pytest.raises(ReferenceUsed):
        top_up(house, SALON.id, 2600, "bank-17")


def test_what_is_owed_is_settled_first() -> None:
    house = make_house(salon_cents=300)
    house.hang_up(seconds=600)

    top_up(house, SALON.id, 2000, "2")

    wallet = house.look().wallets.get(SALON.id)
    assert (wallet.balance, wallet.owed_cents) == (Money(1900), 0)
    assert house.container.verify_ledger()().faults == ()


@pytest.mark.parametrize("cents", [0, -100, 10_000_001])
def test_only_a_positive_bounded_amount_is_a_top_up(cents: int) -> None:
    house = make_house()

    with pytest.raises(NotATopUp):
        top_up(house, SALON.id, cents, "2")


def test_a_wallet_takes_its_own_currency() -> None:
    house = make_house()

    with pytest.raises(OtherCurrency):
        house.container.top_up_by_hand()(
            organisation_id=SALON.id,
            amount=Money(100, Currency.USD),
            reference="x",
            by=OPERATOR,
        )


def test_nobody_tops_up_the_platform() -> None:
    house = make_house()

    with pytest.raises(NobodyAbove):
        house.container.top_up_by_hand()(
            organisation_id=PLATFORM.id,
            amount=Money(100),
            reference="x",
            by=Actor(ActorKind.SYSTEM, "worker"),
        )


def test_nobody_tops_himself_up() -> None:
    house = make_house()

    with pytest.raises(NotByOneself):
        house.container.top_up_by_hand()(
            organisation_id=SALON.id,
            amount=Money(100),
            reference="x",
            by=Actor(ActorKind.MEMBER, "mia", SALON.id),
        )


def test_who_has_no_wallet_is_told_so() -> None:
    house = make_house()

    with pytest.raises(NoSuchWallet):
        top_up(house, OTHER.id, 100, "x")


def test_nobody_tops_up_outside_his_subtree() -> None:
    house = make_house()

    with pytest.raises(NoSuchOrganisation):
        house.container.top_up_by_hand()(
            organisation_id=RESELLER.id,
            amount=Money(100),
            reference="x",
            by=Actor(ActorKind.MEMBER, "mia", SALON.id),
        )


def test_no_call_is_sold_below_cost_without_permission() -> None:
    house = make_house()
    with house.storage.begin(Scope.everything()) as work:
        dumping = attrs.evolve(per_minute(RESELLER.id, "0.20", 98), valid_from=house.watch.now)
        work.prices.add_rule(dumping)

    desk = house.container.pick_up()(envelope())

    assert desk.mode is Mode.TAKE_MESSAGE
    house.work_off()
    assert "sell for less than it pays" in house.messenger.letters[0].text


def test_a_missing_price_takes_messages_and_alarms_instead_of_guessing() -> None:
    house = make_house()
    with house.storage.begin(Scope.everything()) as work:
        gone = attrs.evolve(
            per_minute(RESELLER.id, "0.40", 97),
            buyer_id=SALON.id,
            valid_from=house.watch.now,
            meter=CALL,
        )
        work.prices.add_rule(gone)

    desk = house.container.pick_up()(envelope())

    assert desk.mode is Mode.TAKE_MESSAGE


def test_books_that_were_tampered_with_are_noticed() -> None:
    house = make_house()
    with house.storage.begin(Scope.everything()) as work:
        work.wallets.credit(SALON.id, 1)

    faults = house.container.verify_ledger()().faults

    assert len(faults) == 1
    assert "says 5001 cents" in faults[0]
