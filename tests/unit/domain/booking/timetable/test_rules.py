from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import attrs
import pytest

from askpro.domain.booking.bookability import Closed, SlotTaken
from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.timetable.engagement import Buffers, Kept
from askpro.domain.booking.timetable.limits import Limits
from askpro.domain.booking.timetable.plan import Plan, Question
from askpro.domain.booking.timetable.reach import RollingBookable
from askpro.domain.booking.timetable.schedule import Schedule, always
from askpro.domain.booking.timetable.spans import Span
from askpro.domain.booking.timetable.team import FIXED, Host, Role
from askpro.domain.booking.timetable.timetable import Granted, Timetable
from askpro.domain.errors import Refused
from askpro.domain.ids import RoomId
from askpro.domain.moment import local
from tests.unit.domain.booking.timetable.town import (
    BEN,
    BERLIN,
    COLOUR,
    CUT,
    MIA,
    NOW,
    QUESTION,
    ZOE,
    berlin,
    booked,
    from_to,
    host,
)

ANYONE = Role(fixed=False)
HOUR = Plan(CUT, 60)


def table(plan: Plan = HOUR, **facts: object) -> Timetable:
    whole = {"hosts": [host()], "now": NOW, "question": QUESTION} | facts
    return Timetable(plan, **whole)  # type: ignore[arg-type]


def granted(table: Timetable, start: datetime) -> Granted | None:
    try:
        return table.verify(start)
    except Refused:
        return None


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def test_the_appointment_that_is_moved_is_not_in_its_own_way() -> None:
    taken = [booked(from_to(10, 14, 60), key="mine")]
    moving = attrs.evolve(QUESTION, moving="mine")

    assert berlin(10, 14) not in table(engagements=taken).offered
    assert berlin(10, 14) in table(engagements=taken, question=moving).offered


def test_both_buffers_count_between_two_appointments() -> None:
    other = attrs.evolve(
        booked(from_to(10, 14, 60), service=COLOUR), buffers=Buffers.of_minutes(0, 20)
    )
    plan = Plan(CUT, 10, buffers=Buffers.of_minutes(10, 0))

    offered = table(plan, engagements=[other]).offered

    assert berlin(10, 15, 20) not in offered
    assert berlin(10, 15, 30) in offered


def test_a_group_may_be_joined_until_it_is_full() -> None:
    plan = attrs.evolve(HOUR, seats=2)
    one, two = (table(plan, engagements=[booked(from_to(10, 14, 60), seats=n)]) for n in (1, 2))

    assert one.verify(berlin(10, 14)).host_ids == (MIA,)
    assert berlin(10, 14) in two.starts
    assert two.seats_taken[berlin(10, 14)] == 2
    with pytest.raises(SlotTaken):
        two.verify(berlin(10, 14))


def test_beside_a_full_group_somebody_free_begins_another() -> None:
    plan, team = attrs.evolve(HOUR, seats=2), [host(MIA, ANYONE), host(BEN, ANYONE)]
    one, two = (
        table(plan, hosts=team, engagements=[booked(from_to(10, 14, 60), MIA, seats=n)])
        for n in (1, 2)
    )

    assert one.verify(berlin(10, 14)).host_ids == (MIA,)
    assert two.verify(berlin(10, 14)).host_ids == (BEN,)


def test_nothing_else_begins_while_a_group_sits() -> None:
    plan = Plan(CUT, 60, 30, seats=2)

    offered = table(plan, engagements=[booked(from_to(10, 14, 60))]).offered

    assert berlin(10, 13, 30) not in offered
    assert berlin(10, 14, 30) not in offered
    assert berlin(10, 15) in offered


def test_a_kept_seat_counts_until_its_time_is_over() -> None:
    plan, group = attrs.evolve(HOUR, seats=2), [booked(from_to(10, 14, 60))]
    seat = Kept(from_to(10, 14, 60), until=NOW + timedelta(minutes=5), seat=True)

    assert berlin(10, 14) not in table(plan, engagements=group, kept=[seat]).offered
    expired = attrs.evolve(seat, until=NOW)
    assert berlin(10, 14) in table(plan, engagements=group, kept=[expired]).offered


def test_a_full_day_of_the_service_closes_it_for_everybody() -> None:
    plan = attrs.evolve(HOUR, bookings=Limits(per_day=1))
    team = [host(MIA, ANYONE), host(BEN, ANYONE)]

    offered = table(plan, hosts=team, engagements=[booked(from_to(10, 14, 60), MIA)]).offered

    assert {local(start, BERLIN).day for start in offered} == {9, 11, 12}


def test_a_full_day_of_minutes_closes_it_for_that_person_alone() -> None:
    plan = attrs.evolve(HOUR, minutes=Limits(per_day=119))
    team = [host(MIA, ANYONE), host(BEN, ANYONE)]

    whole = table(plan, hosts=team, engagements=[booked(from_to(10, 14, 60), MIA)])

    assert whole.verify(berlin(10, 9)).host_ids == (BEN,)


def test_without_a_wish_the_least_loaded_does_it_then_the_longest_idle() -> None:
    team = [host(MIA, ANYONE), host(BEN, ANYONE), host(ZOE, ANYONE)]
    taken = [booked(from_to(10, 9, 60), MIA), booked(from_to(10, 10, 30), BEN)]

    assert table(hosts=team, engagements=taken).verify(berlin(10, 13)).host_ids == (ZOE,)
    two = table(hosts=team[:2], engagements=taken[:1]).verify(berlin(10, 13))
    assert two.host_ids == (BEN,)


def test_the_preferred_person_is_waited_for_two_weeks_and_no_longer() -> None:
    team = [host(MIA, ANYONE), host(BEN, ANYONE)]
    mia = attrs.evolve(QUESTION, preferred=MIA)
    this_week = [booked((berlin(8, 0), berlin(13, 0)), MIA)]
    for_long = [booked((berlin(8, 0), berlin(30, 0)), MIA)]

    assert table(hosts=team, question=mia, engagements=this_week).offered == []
    assert table(hosts=team, question=mia).verify(berlin(10, 9)).host_ids == (MIA,)
    instead = table(hosts=team, question=mia, engagements=for_long)
    assert instead.verify(berlin(10, 9)).host_ids == (BEN,)


def test_a_question_two_weeks_ahead_keeps_to_the_preferred_person_who_has_time_then() -> None:
    team = [host(MIA, ANYONE), host(BEN, ANYONE)]
    away = [booked((berlin(8, 0), berlin(24, 0)), MIA)]
    later = Question((berlin(24, 0), berlin(26, 0)), BERLIN, preferred=MIA)

    found = table(hosts=team, question=later, engagements=away)

    assert found.verify(berlin(24, 9)).host_ids == (MIA,)


def test_only_some_of_those_who_could_are_asked_and_the_needed_always() -> None:
    team = [host(MIA, FIXED), host(BEN, ANYONE), host(ZOE, ANYONE)]

    asked = attrs.evolve(QUESTION, only=frozenset({ZOE}))

    assert table(hosts=team, question=asked).verify(berlin(10, 9)).host_ids == (MIA, ZOE)


def test_an_appointment_is_moved_with_the_same_person_where_the_service_says_so() -> None:
    team = [host(MIA, ANYONE), host(BEN, ANYONE)]
    taken = [
        booked(from_to(10, 14, 60), BEN, key="mine"),
        booked(from_to(11, 9, 60), BEN, key="other"),
    ]
    moving = attrs.evolve(QUESTION, moving="mine")
    same = attrs.evolve(HOUR, moved_with_same_person=True)

    anybody = table(hosts=team, question=moving, engagements=taken)
    ben = table(same, hosts=team, question=moving, engagements=taken)

    assert berlin(11, 9) in anybody.offered
    assert berlin(11, 9) not in ben.offered
    assert ben.verify(berlin(10, 14)).host_ids == (BEN,)


def test_every_start_fits_into_the_restriction_by_its_own_clock_or_the_askers() -> None:
    mornings = Schedule(ZoneInfo("Europe/London"), WeeklyHours.parse("Mon-Fri 09:00-11:00"))
    plan = attrs.evolve(HOUR, restriction=mornings)
    asked = attrs.evolve(plan, restricted_by_askers_clock=True)

    london, own = table(plan), table(asked)

    assert [local(start, BERLIN).hour for start in london.offered if start > berlin(12, 0)] == [
        10,
        11,
    ]
    assert [local(start, BERLIN).hour for start in own.offered if start > berlin(12, 0)] == [9, 10]
    with pytest.raises(Closed):
        london.verify(berlin(12, 9))


def test_a_window_of_bookable_days_passes_over_full_ones() -> None:
    plan = attrs.evolve(HOUR, reach=RollingBookable(2))
    full = [booked((berlin(10, 0), berlin(11, 0)))]

    offered = table(plan, engagements=full).offered

    assert {local(start, BERLIN).day for start in offered} == {9, 11}


def test_somebody_who_is_always_needed_and_never_there_vetoes() -> None:
    never = attrs.evolve(host(BEN), outside=((berlin(1, 0), berlin(30, 0)),))

    assert table(hosts=[host(MIA, FIXED), never]).offered == []


def test_rooms_are_one_more_group() -> None:
    chair, sink = (RoomId(UUID(int=number)) for number in (30, 31))
    rooms = [
        Host(chair, always(BERLIN), (from_to(10, 9, 60),), Role(fixed=False, group="rooms")),
        Host(sink, always(BERLIN), (from_to(10, 9, 120),), Role(fixed=False, group="rooms")),
    ]
    people = [host(MIA, ANYONE), host(BEN, ANYONE, (from_to(10, 10, 60),))]

    whole = table(hosts=[*people, *rooms])

    assert berlin(10, 9) not in whole.offered
    assert set(whole.verify(berlin(10, 10)).host_ids) == {MIA, chair}


def test_nobody_offers_nothing() -> None:
    assert table(hosts=[]).offered == []
