from datetime import datetime, timedelta
from uuid import UUID

import attrs
import pytest

from askpro.domain.booking.appointment import (
    AlreadyOver,
    Appointment,
    Status,
    TooLateToCancel,
    book,
)
from askpro.domain.booking.bookability import Bookability
from askpro.domain.booking.callback import Callback, Priority, due
from askpro.domain.booking.customer import Customer, clean_name, same_name
from askpro.domain.booking.hold import Hold, hold
from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.ids import CallbackId, CallId, CustomerId, HoldId
from askpro.domain.organisations.actor import Actor, ActorKind
from tests.unit.domain.booking.salon import (
    BERLIN,
    BRANCH,
    CATALOGUE,
    CUT,
    SALON,
    THURSDAY_TEN,
    berlin,
)

CALLER = Actor(ActorKind.CALLER, "call_1", SALON)
ERIKA = Customer(CustomerId(UUID(int=40)), SALON, "Erika Müßig", "+4915112345678")


def held() -> Hold:
    slot = Bookability(CATALOGUE, BERLIN, THURSDAY_TEN).verify(CUT, berlin(20, 14, 30))
    return hold(
        slot,
        id=HoldId(UUID(int=30)),
        organisation_id=SALON,
        call_id=CallId("call_1"),
        now=THURSDAY_TEN,
        minutes=5,
    )


def booked() -> Appointment:
    return book(held(), CUT, ERIKA, branch_id=BRANCH, now=THURSDAY_TEN, by=CALLER)


def test_a_hold_ends_after_its_minutes() -> None:
    assert held().holds_at(THURSDAY_TEN + timedelta(minutes=4, seconds=59))
    assert not held().holds_at(THURSDAY_TEN + timedelta(minutes=5))


def test_a_booking_takes_over_the_holds_identity_time_and_person() -> None:
    appointment = booked()

    assert appointment.id == held().id
    assert appointment.during == held().during
    assert appointment.staff_id == held().staff_id
    assert appointment.status is Status.REQUESTED
    assert appointment.price == CUT.price


def test_every_change_keeps_who_when_and_what_was_before() -> None:
    confirmed = booked().confirm(THURSDAY_TEN, CALLER)

    cancelled = confirmed.cancel(THURSDAY_TEN, CALLER, "krank")

    assert [change.after for change in cancelled.changes] == [
        Status.REQUESTED,
        Status.CONFIRMED,
        Status.CANCELLED,
    ]
    assert cancelled.changes[-1].before is Status.CONFIRMED
    assert cancelled.changes[-1].why == "krank"
    assert cancelled.version == 3


def test_doing_it_twice_is_doing_it_once() -> None:
    confirmed = booked().confirm(THURSDAY_TEN, CALLER)
    cancelled = confirmed.cancel(THURSDAY_TEN, CALLER)

    assert confirmed.confirm(THURSDAY_TEN, CALLER) is confirmed
    assert cancelled.cancel(THURSDAY_TEN, CALLER) is cancelled


def test_what_is_cancelled_is_not_confirmed() -> None:
    with pytest.raises(AlreadyOver):
        booked().cancel(THURSDAY_TEN, CALLER).confirm(THURSDAY_TEN, CALLER)


def test_the_notice_counts_back_from_the_start() -> None:
    appointment = booked()
    last_minute = appointment.during.start - timedelta(hours=24)

    assert not appointment.cancel(last_minute, CALLER, notice_minutes=24 * 60).live
    with pytest.raises(TooLateToCancel) as refused:
        appointment.cancel(last_minute + timedelta(seconds=1), CALLER, notice_minutes=24 * 60)
    assert refused.value.until == last_minute


def test_what_has_begun_is_not_cancelled() -> None:
    appointment = booked()

    with pytest.raises(AlreadyOver):
        appointment.cancel(appointment.during.start, CALLER)


def test_what_is_completed_is_not_cancelled() -> None:
    completed = attrs.evolve(booked(), status=Status.COMPLETED)

    with pytest.raises(AlreadyOver):
        completed.cancel(THURSDAY_TEN, CALLER)


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("  Erika\tMüßig \n", "Erika Müßig"),
        ("Zoe\u0308 Mu\u0308ßig-Łęcka", "Zoë Müßig-Łęcka"),
        ("a\x00b\x07c", "abc"),
        ("x" * 500, "x" * 120),
    ],
)
def test_a_name_is_one_composed_bounded_line(said: str, stored: str) -> None:
    assert clean_name(said) == stored


def test_case_and_accents_do_not_make_another_person() -> None:
    assert same_name("ERIKA MUßIG", "Erika Müßig")
    assert not same_name("Erika Müßig", "Erich Müßig")


def test_an_urgent_callback_is_due_in_two_hours() -> None:
    callback = Callback(
        CallbackId(UUID(int=50)),
        SALON,
        BRANCH,
        CallId("call_1"),
        THURSDAY_TEN,
        "x" * 2000,
        priority=Priority.URGENT,
    )

    assert callback.due_at == THURSDAY_TEN + timedelta(hours=2)
    assert len(callback.message) == 1000


@pytest.mark.parametrize(
    ("priority", "asked", "answered"),
    [
        (Priority.NORMAL, berlin(19, 10), berlin(20, 10)),
        (Priority.NORMAL, berlin(20, 20), berlin(24, 11)),  # Saturday night; Sunday, Monday shut
        (Priority.NORMAL, berlin(20, 14), berlin(24, 11)),  # the very end of Saturday
        (Priority.NORMAL, berlin(23, 3), berlin(24, 11)),
        (Priority.URGENT, berlin(19, 17), berlin(20, 11)),
        (Priority.URGENT, berlin(19, 15, 30), berlin(19, 17, 30)),
    ],
)
def test_a_callback_is_due_while_somebody_works(
    priority: Priority, asked: datetime, answered: datetime
) -> None:
    assert due(priority, asked, CATALOGUE.opening, BERLIN) == answered


def test_a_short_opening_ends_before_its_two_hours_and_a_shut_branch_has_none() -> None:
    short = WeeklyHours.parse("Sat 09:00-10:00")

    assert due(Priority.NORMAL, THURSDAY_TEN, short, BERLIN) == berlin(21, 10)
    assert due(Priority.NORMAL, THURSDAY_TEN, WeeklyHours(()), BERLIN) == berlin(20, 10)
