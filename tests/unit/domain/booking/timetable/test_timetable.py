from datetime import datetime, timedelta
from random import Random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.booking.bookability import Closed, OffGrid, PastTime, SlotTaken, TooFar, TooSoon
from askpro.domain.booking.timetable.plan import Plan
from askpro.domain.booking.timetable.reach import Rolling
from askpro.domain.booking.timetable.spans import Span
from askpro.domain.booking.timetable.team import Role
from askpro.domain.booking.timetable.timetable import Granted, Timetable
from askpro.domain.errors import Refused
from askpro.domain.moment import local
from tests.unit.domain.booking.timetable.town import (
    BERLIN,
    CUT,
    NOW,
    QUESTION,
    berlin,
    booked,
    from_to,
    host,
    timetables,
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


@given(timetables)
def test_what_is_offered_is_granted_and_its_neighbours_are_not(table: Timetable) -> None:
    offered = set(table.offered)
    steps = [timedelta(seconds=1), timedelta(minutes=1), timedelta(minutes=15), table.length]

    for start in table.offered:
        assert granted(table, start) is not None
        for neighbour in (start + sign * step for step in steps for sign in (-1, 1)):
            assert (granted(table, neighbour) is not None) == (neighbour in offered)


@given(timetables)
def test_nobody_is_granted_twice_at_a_time_buffers_included(table: Timetable) -> None:
    plan, moving = table.plan, table.question.moving
    for start in table.offered:
        slot = table.verify(start)
        for each in table.engagements:
            joined = plan.seats is not None and each.service_id == plan.service_id
            same = joined and each.during[0] == start
            if not each.blocks or same or (moving is not None and each.key == moving):
                continue
            needed = (
                slot.during
                if joined and not overlap(slot.during, each.during)
                else (
                    slot.during[0] - plan.buffers.before - each.buffers.after,
                    slot.during[1] + plan.buffers.after + each.buffers.before,
                )
            )
            if set(each.host_ids) & set(slot.host_ids):
                assert not overlap(needed, each.during)
        for member in table.hosts:
            if member.id in slot.host_ids:
                padded = (start - plan.buffers.before, slot.during[1] + plan.buffers.after)
                assert not any(overlap(padded, busy) for busy in member.outside)


@given(timetables)
def test_every_start_is_in_the_asked_time_after_the_notice_and_in_the_hours(
    table: Timetable,
) -> None:
    first, last = table.question.during
    for start in table.offered:
        assert first <= start <= last - table.length
        assert start >= (NOW + timedelta(minutes=table.plan.notice_minutes)).replace(microsecond=0)
        opened, closed = (local(at, BERLIN) for at in (start, start + table.length))
        assert opened.weekday() < 5
        assert any(
            opened.hour >= begin and closed <= closed.replace(hour=end, minute=0)
            for begin, end in ((9, 12), (13, 17))
        )


@given(timetables)
def test_of_each_group_one_and_all_the_fixed_are_granted(table: Timetable) -> None:
    fixed = {member.id for member in table.hosts if member.role.fixed}
    groups = {member.role.group for member in table.hosts if not member.role.fixed}
    for start in table.offered:
        chosen = table.verify(start).host_ids
        assert fixed <= set(chosen)
        assert len(set(chosen)) == len(chosen) == len(fixed) + len(groups)


@given(timetables)
def test_nothing_overlaps_what_others_keep(table: Timetable) -> None:
    team = {member.id for member in table.hosts}
    for kept in table.kept:
        if kept.blocks(NOW) and (kept.host_id is None or kept.host_id in team):
            assert not any(
                overlap(kept.during, (start, start + table.length)) for start in table.offered
            )


@given(timetables, st.randoms())
def test_the_order_of_what_is_known_changes_nothing(table: Timetable, random: Random) -> None:
    shuffled = attrs.evolve(
        table,
        hosts=random.sample(list(table.hosts), len(table.hosts)),
        engagements=random.sample(list(table.engagements), len(table.engagements)),
        kept=random.sample(list(table.kept), len(table.kept)),
    )

    assert shuffled.starts == table.starts
    assert [set(shuffled.verify(start).host_ids) for start in shuffled.offered] == [
        set(table.verify(start).host_ids) for start in table.offered
    ]


@given(timetables)
def test_the_starts_ascend_and_none_is_listed_twice(table: Timetable) -> None:
    assert list(table.starts) == sorted(set(table.starts))


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        (berlin(9, 9), PastTime),
        (berlin(9, 10), TooSoon),
        (berlin(12, 9), TooFar),
        (berlin(10, 12), Closed),
        (berlin(10, 14), SlotTaken),
        (berlin(10, 15, 30), OffGrid),
    ],
)
def test_a_refusal_names_the_rule_in_the_way(start: datetime, reason: type[Refused]) -> None:
    plan = attrs.evolve(HOUR, notice_minutes=60, reach=Rolling(2))

    with pytest.raises(reason):
        table(plan, engagements=[booked(from_to(10, 14, 60))]).verify(start)
