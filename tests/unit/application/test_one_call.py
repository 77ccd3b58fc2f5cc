"""One phone call becomes one billed appointment."""

from datetime import UTC, datetime

import attrs
import pytest

from askpro.application.booking.confirm_appointment import WORKER
from askpro.domain.billing.commission import Agreement
from askpro.domain.billing.terms import Terms
from askpro.domain.booking.appointment import Appointment, Status
from askpro.domain.ids import CallId
from askpro.domain.money import Money
from askpro.domain.organisations.scope import Scope
from askpro.domain.telephony.call import CallReport, CallStatus
from tests.unit.application.house import (
    PLATFORM,
    RESELLER,
    SALON,
    House,
    envelope,
    make_house,
    per_minute,
)

YEAR_START = datetime(2026, 1, 1, tzinfo=UTC)


def book_a_cut(house: House, call: str = "call_1") -> Appointment:
    offered = house.ask(
        "check_availability", call, when="morgen um halb drei", service="Haarschnitt Herren"
    )
    assert offered.ok, offered
    booked = house.ask("book_appointment", call, name="Erika Müßig", email="erika@example.org")
    assert booked.ok, booked
    (appointment,) = house.look().appointments.of_call(CallId(call))
    return appointment


def test_the_caller_hears_the_very_time_that_was_asked_for() -> None:
    house = make_house()

    offered = house.ask(
        "check_availability", when="morgen um halb drei", service="Haarschnitt Herren"
    )

    assert offered.say == (
        "Morgen, Freitag, den 20. November, um 14 Uhr 30 ist Haarschnitt Herren bei Mia frei. "
        "Soll ich das so buchen?"
    )


def test_the_confirmation_is_said_because_the_booking_is_committed() -> None:
    house = make_house()
    house.ask("check_availability", when="morgen um halb drei", service="Haarschnitt Herren")

    booked = house.ask("book_appointment", name="Erika Müßig", email="erika@example.org")

    assert booked.say.startswith("Ihr Termin ist gebucht: Haarschnitt Herren bei Mia, morgen")
    (appointment,) = house.look().appointments.of_call(CallId("call_1"))
    assert appointment.status is Status.REQUESTED
    assert appointment.during.start == datetime(2026, 11, 20, 13, 30, tzinfo=UTC)


def test_the_worker_enters_it_outside_confirms_it_and_writes_to_both() -> None:
    house = make_house()
    appointment = book_a_cut(house)

    house.work_off()

    confirmed = house.look().appointments.get(appointment.id)
    assert confirmed.status is Status.CONFIRMED
    assert confirmed.changes[-1].by == WORKER
    assert [entry.id for entry in house.calendar.booked] == [appointment.id]
    assert [letter.recipient for letter in house.messenger.letters] == [
        "erika@example.org",
        "salon@example.org",
    ]


def test_ten_minutes_cost_four_euros_of_which_one_is_the_resellers() -> None:
    house = make_house()
    book_a_cut(house)

    house.hang_up(seconds=600)

    transaction = house.look().ledger.under("call:call_1")
    assert transaction is not None
    assert transaction.of(SALON.id) == Money(-400)
    assert transaction.of(RESELLER.id) == Money(100)
    assert transaction.of(PLATFORM.id) == Money(300)
    assert house.look().wallets.get(SALON.id).balance == Money(4600)
    assert house.container.verify_ledger()().faults == ()


def test_a_commission_of_a_quarter_leaves_the_same() -> None:
    house = make_house(terms=Terms(RESELLER.id, YEAR_START, agreement=Agreement.flat("25")))

    house.hang_up(seconds=600)

    transaction = house.look().ledger.under("call:call_1")
    assert transaction is not None
    assert transaction.of(SALON.id) == Money(-400)
    assert transaction.of(RESELLER.id) == Money(100)
    assert transaction.of(PLATFORM.id) == Money(300)
    assert house.look().wallets.get(RESELLER.id).balance == Money(20_000)


def test_commissions_of_small_calls_add_up_to_the_floor_of_their_sum() -> None:
    house = make_house(50_000, terms=Terms(RESELLER.id, YEAR_START, agreement=Agreement.flat("25")))

    for number in range(100):
        house.hang_up(f"call_{number}", seconds=63)

    balances = house.look().ledger.balances()
    earned = [cents for account, cents in balances.items() if account.purpose.value == "commission"]
    assert earned == [100 * 42 * 25 // 100]


@pytest.mark.parametrize("times", [1, 2, 5])
def test_an_end_that_is_told_again_is_charged_once(times: int) -> None:
    house = make_house()

    for _ in range(times):
        house.hang_up(seconds=600)

    assert house.look().wallets.get(SALON.id).balance == Money(4600)


def test_the_analysis_before_the_end_charges_once_and_the_end_fills_gaps() -> None:
    house = make_house()

    house.hang_up(seconds=600, event="call_analyzed", summary="Ein Termin.", reason=None)
    house.hang_up(seconds=600, reason="user_hangup")

    call = house.look().calls.get(CallId("call_1"))
    assert (call.summary, call.reason) == ("Ein Termin.", "user_hangup")
    assert house.look().wallets.get(SALON.id).balance == Money(4600)


def test_a_call_that_never_connected_is_kept_and_costs_nothing() -> None:
    house = make_house()

    house.hang_up(seconds=0, length_ms=None, reason="dial_no_answer")

    call = house.look().calls.get(CallId("call_1"))
    assert (call.status, call.length_seconds) == (CallStatus.ENDED, 0)
    assert house.look().ledger.under("call:call_1") is None
    assert house.look().wallets.get(SALON.id).reserved_cents == 0


def test_a_start_that_is_told_after_the_end_does_not_reopen_the_call() -> None:
    house = make_house()
    house.hang_up(seconds=60)

    house.container.hear_of_call()(
        CallReport(envelope(), "call_started", status=CallStatus.ONGOING)
    )

    assert house.look().calls.get(CallId("call_1")).status is CallStatus.ENDED


def test_picking_up_reserves_five_minutes_on_every_paying_tier() -> None:
    house = make_house()

    house.container.pick_up()(envelope())

    assert house.look().wallets.get(SALON.id).reserved_cents == 200
    assert house.look().wallets.get(RESELLER.id).reserved_cents == 150


def test_a_call_longer_than_the_money_is_charged_in_full_and_the_rest_is_owed() -> None:
    house = make_house(salon_cents=300)

    house.hang_up(seconds=600)

    wallet = house.look().wallets.get(SALON.id)
    assert (wallet.balance, wallet.owed_cents) == (Money(0), 100)
    house.work_off()
    assert any("owed" in letter.text for letter in house.messenger.letters)
    assert house.container.verify_ledger()().faults == ()


def test_a_price_changed_during_the_call_does_not_change_the_call() -> None:
    house = make_house()
    house.container.pick_up()(envelope())
    with house.storage.begin(Scope.everything()) as work:
        dearer = attrs.evolve(per_minute(RESELLER.id, "0.90", 99), valid_from=house.watch.now)
        work.prices.add_rule(dearer)

    house.hang_up(seconds=600)

    assert house.look().wallets.get(SALON.id).balance == Money(4600)
