"""What a call costs us reaches the books: converted, believed, late or changed, never twice."""

from datetime import date
from decimal import Decimal

import pytest

from askpro.domain.billing.ledger import Account, Purpose
from askpro.domain.billing.vendor_bill import Stage, VendorBill
from askpro.domain.billing.vendor_cost import ExchangeRate, Odd
from askpro.domain.ids import CallId
from askpro.domain.money import Currency, Money
from askpro.domain.organisations.actor import Actor, ActorKind
from askpro.domain.organisations.scope import Scope
from askpro.entrypoints.worker.work_list import handlers_of
from askpro.ports.storage import NoSuchOrganisation
from tests.unit.application.house import PLATFORM, RESELLER, SALON, House, make_house

DAY = date(2026, 11, 19)
OPERATOR = Actor(ActorKind.MEMBER, "operator", PLATFORM.id)
COST = Account(PLATFORM.id, Purpose.VENDOR_COST)
DUE = Account(PLATFORM.id, Purpose.VENDOR_PAYABLE)


def set_rate(house: House, text: str = "0.92", day: date = DAY) -> None:
    rate = ExchangeRate.parse(text, Currency.USD, Currency.EUR, day, "ECB")
    house.container.set_exchange_rate()(rate, by=OPERATOR)


def told(house: House, cents: str, seconds: int = 90, event: str = "call_ended") -> None:
    """The platform names the cost; the worker books it."""
    house.hang_up("call_1", seconds, cost_cents=Decimal(cents), event=event)
    handlers = handlers_of(
        house.container.confirm_appointment(),
        house.container.withdraw_appointment(),
        house.container.deliver_notice(),
        house.container.book_vendor_cost(),
    )
    house.queue.run(handlers, until_idle=True)


def bill(house: House) -> VendorBill:
    return house.look().vendor_costs.get("retell", "call:call_1")


def booked(house: House) -> tuple[int, int]:
    balances = house.look().ledger.balances()
    return balances.get(COST, 0), balances.get(DUE, 0)


def alerts(house: House) -> list[str]:
    return [letter.text for letter in house.messenger.letters if letter.recipient == PLATFORM.email]


def test_a_cost_is_booked_in_euros_at_the_rate_of_its_day() -> None:
    house = make_house()
    set_rate(house)

    told(house, "34.45")

    assert booked(house) == (-32, 32)
    with house.storage.look(Scope.everything()) as work:
        assert work.ledger.under("cost:retell:call_1") is not None
    assert (bill(house).stage, bill(house).booked) == (Stage.BOOKED, Money(32))
    known = bill(house).rate
    assert known is not None
    assert (known.source, known.day) == ("ECB", DAY)


def test_a_cost_told_again_is_booked_once_and_a_higher_one_by_the_difference() -> None:
    house = make_house()
    set_rate(house)
    for cents in ("34.45", "34.450", "20", "34.45"):
        told(house, cents, event="call_analyzed")
    once = booked(house)
    told(house, "64.45", event="transfer_ended")

    assert once == (-32, 32)
    assert booked(house) == (-59, 59)
    with house.storage.look(Scope.everything()) as work:
        assert work.ledger.under("cost:retell:call_1#1") is not None


def test_a_call_without_a_cost_books_none_until_it_is_told() -> None:
    house = make_house()
    set_rate(house)
    house.hang_up("call_1", 90)
    before = booked(house)
    told(house, "34.45", event="call_analyzed")

    assert (before, booked(house)) == ((0, 0), (-32, 32))


def test_without_a_rate_a_cost_waits_and_the_operator_hears_of_it_once_a_day() -> None:
    house = make_house()
    told(house, "34.45")
    waiting = bill(house)
    in_vain = house.container.book_vendor_cost().reconcile()
    house.work_off()
    set_rate(house, day=date(2026, 11, 18))
    done = house.container.book_vendor_cost().reconcile()

    assert (waiting.stage, waiting.booked) == (Stage.WAITING, None)
    assert (in_vain, done) == (0, 1)
    assert booked(house) == (-32, 32)
    (text,) = alerts(house)
    assert "askpro rates set 2026-11-19 USD" in text


@pytest.mark.parametrize(("cents", "odd"), [("3445", Odd.TOO_HIGH), ("0.3445", Odd.TOO_LOW)])
def test_a_cost_that_is_not_believed_is_told_and_not_booked(cents: str, odd: Odd) -> None:
    house = make_house()
    set_rate(house)
    told(house, cents)
    doubted = bill(house)
    told(house, "34.45", event="call_analyzed")

    assert (doubted.stage, doubted.odd) == (Stage.ODD, odd)
    assert len(alerts(house)) == 1
    assert "not booked" in alerts(house)[0]
    assert booked(house) == (-32, 32)


def test_only_the_platform_sees_and_sets_anything_of_it() -> None:
    house = make_house()
    set_rate(house)
    told(house, "34.45")

    for below in (RESELLER, SALON):
        with house.storage.look(Scope.of(below.id)) as work:
            seen = list(work.ledger.all())
            assert all("cost:" not in one.source_key for one in seen)
            assert work.exchange_rates.latest() == []
        rate = ExchangeRate.parse("1", Currency.USD, Currency.EUR, DAY, "me")
        with pytest.raises(NoSuchOrganisation):
            house.container.set_exchange_rate()(rate, by=Actor(ActorKind.KEY, "k", below.id))
    with house.storage.look(Scope.of(PLATFORM.id)) as work:
        assert work.vendor_costs.get("retell", "call:call_1").booked == Money(32)


def test_a_call_that_never_connected_may_cost_nothing() -> None:
    house = make_house()
    set_rate(house)
    told(house, "0", seconds=0)

    assert bill(house).stage is Stage.BOOKED
    assert booked(house) == (0, 0)
    assert house.look().calls.get(CallId("call_1")).cost_cents == 0
