"""Low funds are told once per threshold and day, in the owner's language."""

import attrs
import pytest

from askpro.application.billing.set_wallet_care import NotThresholds
from askpro.domain.billing.wallet import Due, NoSuchWallet, Wallet
from askpro.domain.ids import OrganisationId
from askpro.domain.money import Money
from askpro.domain.notices.notice import Message
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.organisation import Kind, Language, below
from askpro.domain.organisations.scope import Scope
from tests.unit.application.house import (
    OTHER,
    PLATFORM,
    RESELLER,
    SALON,
    House,
    make_house,
    top_up,
)

MEMBER = Actor(ActorKind.KEY, "salon", SALON.id)


def a_house(cents: int = 2500) -> House:
    house = make_house(salon_cents=cents)
    house.container.warn_low_balances()()
    return house


def spend(house: House, cents: int) -> None:
    with house.storage.begin(Scope.everything()) as work:
        work.wallets.settle([Due(f"fee:{house.container.new_id()()}", SALON.id, cents)])


def look(house: House) -> int:
    given: int = house.container.warn_low_balances()()
    house.work_off()
    return given


def told(house: House) -> list[Message]:
    return [one for one in house.messenger.letters if "Guthaben" in one.subject]


def test_a_fall_below_a_threshold_is_told_once_a_day() -> None:
    house = a_house()

    spend(house, 700)
    assert look(house) == 1
    spend(house, 100)
    assert look(house) == 0
    house.watch.go_on(days=1)
    spend(house, 100)
    assert look(house) == 1

    assert [one.subject for one in told(house)] == [
        "Guthaben von Salon Haarmonie: noch 18,00 EUR",
        "Guthaben von Salon Haarmonie: noch 16,00 EUR",
    ]
    assert "Schwelle von 20,00 EUR" in told(house)[0].text


def test_one_letter_tells_the_most_urgent() -> None:
    house = a_house()

    spend(house, 2100)

    assert look(house) == 2
    assert len(told(house)) == 1
    assert "Schwelle von 5,00 EUR" in told(house)[0].text


def test_money_coming_in_warns_of_nothing() -> None:
    house = a_house(100)

    top_up(house, SALON.id, 300, "2")

    assert look(house) == 0


def test_a_wallet_that_was_never_filled_is_not_low() -> None:
    assert look(make_house(salon_cents=0)) == 0


def test_own_thresholds_count_and_none_is_silence() -> None:
    house = a_house()
    set_thresholds = house.container.set_thresholds()

    assert set_thresholds(SALON.id, [], MEMBER) == ()
    spend(house, 2400)
    assert look(house) == 0
    assert set_thresholds(SALON.id, [90, 10], MEMBER) == (10, 90)
    spend(house, 20)
    assert look(house) == 1


@pytest.mark.parametrize("wrong", [[-1], [10_000_001], list(range(11))])
def test_what_are_no_thresholds(wrong: list[int]) -> None:
    with pytest.raises(NotThresholds):
        make_house().container.set_thresholds()(SALON.id, wrong, MEMBER)


def test_thresholds_of_others_are_not_there() -> None:
    stranger = Actor(ActorKind.KEY, "other", OTHER.id)

    with pytest.raises(NoSuchWallet):
        make_house().container.set_thresholds()(SALON.id, [1], stranger)


def test_the_letter_goes_to_the_owner_in_its_language_or_to_the_next_above() -> None:
    house = a_house()
    spend(house, 700)
    look(house)
    assert {one.recipient for one in told(house)} == {PLATFORM.email}

    shop = attrs.evolve(
        below(RESELLER, OrganisationId(house.container.new_id()()), Kind.COMPANY, "Barber"),
        email="barber@example.org", language=Language.ENGLISH,
    )  # fmt: skip
    with house.storage.begin(Scope.everything()) as work:
        work.organisations.add(shop)
        work.wallets.open(Wallet(shop.id, Money(0)))
    top_up(house, shop.id, 600, "b")
    look(house)
    with house.storage.begin(Scope.everything()) as work:
        work.wallets.settle([Due("fee:barber", shop.id, 200)])
    look(house)

    letter = house.messenger.letters[-1]
    assert (letter.recipient, letter.subject) == (
        "barber@example.org",
        "Credit of Barber: 4.00 EUR left",
    )
