"""Sealing and closing: what was posted stays what it was, and where it was."""

from datetime import UTC, datetime, timedelta

import attrs
import pytest

from askpro.application.billing.seal_ledger import SealLedger
from askpro.domain.billing.closed import NotAPeriod
from askpro.domain.billing.closing import ClosesOutOfOrder, PeriodStillRuns
from askpro.domain.billing.seal import verify
from askpro.domain.organisations.scope import Scope
from askpro.testing.contracts.storage.billing import a_transaction
from tests.unit.application.house import RESELLER, SALON, House, make_house, top_up

DECEMBER = datetime(2026, 11, 30, 23, tzinfo=UTC)  # in Berlin
EVERYTHING = Scope.everything()


def post(house: House, at: datetime) -> None:
    """A transaction as it would come out of a work that looked at the clock at this instant."""
    with house.storage.begin(EVERYTHING) as work:
        transaction = a_transaction(f"test:{at}", SALON.id, RESELLER.id)
        work.ledger.post(attrs.evolve(transaction, posted_at=at))


def seal(house: House, **how: bool) -> int:
    number: int = house.container.seal_ledger()(**how)
    return number


def test_everything_is_sealed_batch_by_batch() -> None:
    house = make_house()
    for number in range(5):
        top_up(house, SALON.id, 100, f"n{number}")

    sealed = SealLedger(house.storage, house.watch, batch=2)()

    assert sealed == 7
    assert seal(house) == 0
    assert verify(house.look().seals.sealed(0, 100)) is None
    assert house.container.verify_ledger()().sealed == 7


def test_the_duty_looks_back_as_far_as_a_work_lasts_and_the_command_at_everything() -> None:
    house = make_house()
    seal(house)

    post(house, house.watch.now - timedelta(minutes=61))
    assert seal(house) == 0
    assert seal(house, everything=True) == 1
    top_up(house, SALON.id, 100, "on time")
    seal(house)
    post(house, house.watch.now - timedelta(minutes=59))
    assert seal(house) == 1


def test_a_clock_that_ran_ahead_once_keeps_nobody_unsealed() -> None:
    house = make_house()
    post(house, house.watch.now + timedelta(days=400))
    seal(house)
    top_up(house, SALON.id, 100, "after")

    assert seal(house) == 1


def test_a_month_is_closed_behind_the_seal_of_all_that_was_posted() -> None:
    house = make_house()
    house.watch.now = DECEMBER + timedelta(hours=1)

    closed = house.container.close_period()("2026-11")

    head = house.look().seals.head()
    assert head is not None
    assert (closed.sequence, closed.digest) == (head.sequence, head.digest)
    assert house.container.close_period()("2026-11") == closed
    assert house.container.verify_ledger()().faults == ()


def test_an_empty_ledger_can_be_closed() -> None:
    house = make_house()

    assert house.container.close_period()("2026-01").sequence == 2


@pytest.mark.parametrize("early", [timedelta(days=5), timedelta(0), timedelta(minutes=-59)])
def test_a_month_is_not_closed_while_a_work_of_it_may_still_post(early: timedelta) -> None:
    house = make_house()
    house.watch.now = DECEMBER - early

    with pytest.raises(PeriodStillRuns):
        house.container.close_period()("2026-11")


def test_months_are_closed_in_their_order() -> None:
    house = make_house()
    house.container.close_period()("2026-08")

    with pytest.raises(ClosesOutOfOrder):
        house.container.close_period()("2026-10")


@pytest.mark.parametrize("typed", ["2026-13", "26-10", "2026-1", "", "2026-10 "])
def test_what_is_no_month_is_not_closed(typed: str) -> None:
    with pytest.raises(NotAPeriod):
        make_house().container.close_period()(typed)


def test_what_is_charged_after_the_closing_belongs_to_the_open_month() -> None:
    house = make_house()
    house.watch.now = DECEMBER + timedelta(hours=1)
    house.container.close_period()("2026-11")

    house.hang_up(seconds=600, ended_at=DECEMBER - timedelta(minutes=5))
    seal(house)

    late = house.look().ledger.under("call:call_1")
    assert late is not None
    assert (late.posted_at, late.occurred_at) == (house.watch.now, DECEMBER - timedelta(minutes=5))
    assert house.container.verify_ledger()().faults == ()


def test_a_posting_that_slipped_into_a_closed_month_is_found() -> None:
    house = make_house()
    house.watch.now = DECEMBER + timedelta(hours=1)
    house.container.close_period()("2026-11")
    house.watch.now = DECEMBER - timedelta(minutes=1)  # the clock fell back

    house.hang_up(seconds=600)
    seal(house, everything=True)

    (fault,) = house.container.verify_ledger()().faults
    assert "was posted into a month that was closed" in fault


def test_a_slip_before_the_next_closing_is_found_after_it() -> None:
    house = make_house()
    house.watch.now = DECEMBER + timedelta(hours=1)
    house.container.close_period()("2026-11")
    post(house, DECEMBER - timedelta(days=1))
    house.watch.now = DECEMBER + timedelta(days=32)
    house.container.close_period()("2026-12")

    assert any(
        "was posted into a month that was closed" in fault
        for fault in house.container.verify_ledger()().faults
    )
