"""A running call stays covered, and what it reserved ends once."""

from datetime import timedelta

from askpro.domain.billing.meter import CALL_SECOND, SMS
from askpro.domain.money import Money
from askpro.domain.organisations.actor import Actor, ActorKind
from tests.unit.application.house import PLATFORM, RESELLER, SALON, House, make_house, top_up

OPERATOR = Actor(ActorKind.MEMBER, "operator", PLATFORM.id)


def reserved(house: House) -> tuple[int, int]:
    wallets = house.look().wallets
    return wallets.get(SALON.id).reserved_cents, wallets.get(RESELLER.id).reserved_cents


def test_nothing_is_extended_while_the_call_is_covered() -> None:
    house = make_house()
    house.ask("list_services")

    house.watch.go_on(seconds=239)
    answer = house.ask("list_services")

    assert reserved(house) == (200, 150)
    assert "seconds_left" not in answer.data


def test_a_call_that_goes_on_is_extended_before_it_runs_out() -> None:
    house = make_house(salon_cents=5000)
    house.ask("list_services")

    house.watch.go_on(seconds=240)
    answer = house.ask("list_services")

    assert answer.data["seconds_left"] == 7200 - 240
    assert reserved(house) == (400, 300)
    house.watch.go_on(seconds=299)
    house.ask("list_services")
    assert reserved(house) == (400, 300)
    house.watch.go_on(seconds=1)
    house.ask("list_services")
    assert reserved(house) == (600, 450)


def test_the_rest_is_reserved_when_less_than_a_step_is_left() -> None:
    house = make_house(salon_cents=260)
    house.ask("list_services")

    house.watch.go_on(seconds=250)
    answer = house.ask("list_services")

    # 2.60 last 390 seconds and a little, as 390.7 seconds round to 2.60.
    assert answer.data["seconds_left"] == 390 - 250
    assert reserved(house)[0] == 260
    house.watch.go_on(seconds=100)
    assert house.ask("list_services").data["seconds_left"] == 40


def test_a_look_that_comes_late_catches_up() -> None:
    house = make_house()
    house.ask("list_services")

    house.watch.go_on(seconds=1000)
    house.ask("list_services")

    assert reserved(house)[0] == (1000 + 360) * 40 // 60 + 1


def test_an_extended_call_frees_all_of_it_when_it_ends() -> None:
    house = make_house()
    house.ask("list_services")
    house.watch.go_on(seconds=240)
    house.ask("list_services")

    house.hang_up(seconds=250)

    assert reserved(house) == (0, 0)
    assert house.look().wallets.get(SALON.id).balance == Money(5000 - 167)
    assert house.container.verify_ledger()().faults == ()


def test_a_reservation_nobody_came_back_for_ends_and_the_late_call_still_pays() -> None:
    house = make_house()
    house.ask("list_services")

    house.watch.go_on(hours=2)
    assert house.container.expire_reservations()() == 2
    assert reserved(house) == (0, 0)
    house.ask("list_services")
    house.hang_up(seconds=600)

    assert reserved(house) == (0, 0)
    assert house.look().wallets.get(SALON.id).balance == Money(4600)
    assert house.container.expire_reservations()() == 0


def test_bonus_for_talk_covers_a_call_of_who_has_no_money() -> None:
    house = make_house(salon_cents=0)
    house.container.grant_bonus()(
        organisation_id=SALON.id, amount=Money(300), reference="free minutes", by=OPERATOR,
        meters=[CALL_SECOND], expires_at=house.watch() + timedelta(days=30),
    )  # fmt: skip
    house.ask("list_services")
    house.watch.go_on(seconds=250)

    assert house.ask("list_services").data["seconds_left"] == 450 - 250
    assert reserved(house)[0] == 300
    house.hang_up(seconds=300)
    wallet = house.look().wallets.get(SALON.id)
    assert (wallet.balance, wallet.bound_bonus_cents, wallet.owed_cents) == (Money(0), 100, 0)


def test_bonus_for_messages_answers_no_call() -> None:
    house = make_house(salon_cents=0)
    house.container.grant_bonus()(
        organisation_id=SALON.id, amount=Money(300), reference="r", by=OPERATOR, meters=[SMS]
    )

    house.ask("list_services")

    assert reserved(house) == (0, 0)


def test_who_is_topped_up_during_the_call_can_talk_on() -> None:
    house = make_house(salon_cents=200)
    house.ask("list_services")
    house.watch.go_on(seconds=100)
    top_up(house, SALON.id, 400, "2")

    house.watch.go_on(seconds=140)

    assert house.ask("list_services").data["seconds_left"] == 900 - 240
