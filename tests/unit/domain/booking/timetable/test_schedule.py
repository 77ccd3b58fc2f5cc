"""Wall-clock hours, above all in the weeks the clock is moved."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import attrs
import pytest

from askpro.domain.booking.hours import WeeklyHours
from askpro.domain.booking.timetable.pace import Pace
from askpro.domain.booking.timetable.schedule import DayHours, Journey, Schedule, always
from askpro.domain.booking.timetable.spans import Span

DAY = timedelta(days=1)
OFFICE = WeeklyHours.parse("Mon-Sun 09:00-17:00")
NIGHT = WeeklyHours.parse("Mon-Sun 22:00-24:00, Mon-Sun 00:00-06:00")
CHANGES = [
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("Europe/London", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("America/Los_Angeles", date(2026, 3, 8)),
    ("America/Santiago", date(2026, 4, 5)),
    ("America/Santiago", date(2026, 9, 6)),
    ("America/Havana", date(2026, 3, 8)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Australia/Sydney", date(2026, 10, 4)),
    ("Pacific/Auckland", date(2026, 9, 27)),
    ("Asia/Beirut", date(2026, 3, 29)),
    ("Africa/Cairo", date(2026, 4, 24)),
    ("Atlantic/Azores", date(2026, 10, 25)),
    ("America/St_Johns", date(2026, 11, 1)),
]
"""Fourteen zones; in some midnight itself is skipped or comes twice, in one half an hour is."""


def week_around(day: date) -> Span:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return noon - 4 * DAY, noon + 4 * DAY


def wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def minutes_by_the_clock(span: Span, zone: ZoneInfo, hours: set[int]) -> set[datetime]:
    """Every minute whose wall-clock hour is among these, found by looking at each."""
    count = (span[1] - span[0]) // timedelta(minutes=1)
    each = (span[0] + timedelta(minutes=minute) for minute in range(count))
    return {moment for moment in each if wall(moment, zone).hour in hours}


def minutes(spans: tuple[Span, ...]) -> set[datetime]:
    return {
        start + timedelta(minutes=minute)
        for start, end in spans
        for minute in range((end - start) // timedelta(minutes=1))
    }


@pytest.mark.parametrize(("name", "day"), CHANGES)
def test_nine_to_five_stays_nine_to_five(name: str, day: date) -> None:
    zone, week = ZoneInfo(name), week_around(day)

    opened = Schedule(zone, OFFICE).open(week)

    assert minutes(opened) == minutes_by_the_clock(week, zone, set(range(9, 17)))
    whole = [span for span in opened if span[0] > week[0] and span[1] < week[1]]
    assert len(whole) >= 7
    assert {end - start for start, end in whole} == {timedelta(hours=8)}


@pytest.mark.parametrize(("name", "day"), CHANGES)
def test_starts_are_on_the_wall_clocks_hours_all_week(name: str, day: date) -> None:
    zone, week = ZoneInfo(name), week_around(day)

    starts = Pace(60).starts(Schedule(zone, OFFICE).open(week), timedelta(hours=1), zone)

    by_day: dict[date, list[time]] = {}
    for start in starts:
        by_day.setdefault(wall(start, zone).date(), []).append(wall(start, zone).time())
    first_and_last = (min(by_day), max(by_day))
    whole = {day: clocks for day, clocks in by_day.items() if day not in first_and_last}
    assert day in whole
    assert all(clocks == [time(hour) for hour in range(9, 17)] for clocks in whole.values())


@pytest.mark.parametrize(("name", "day"), CHANGES)
def test_a_night_is_as_long_as_the_clock_makes_it(name: str, day: date) -> None:
    zone, week = ZoneInfo(name), week_around(day)

    nights = Schedule(zone, NIGHT).open(week)

    assert minutes(nights) == minutes_by_the_clock(week, zone, {22, 23, *range(6)})
    whole = [span for span in nights if span[0] > week[0] and span[1] < week[1]]
    changed = {end - start for start, end in whole} - {timedelta(hours=8)}
    assert len(changed) == 1
    assert changed <= {timedelta(hours=7), timedelta(hours=9), timedelta(hours=7, minutes=30)} | {
        timedelta(hours=8, minutes=30)
    }


@pytest.mark.parametrize(("name", "day"), CHANGES)
def test_what_never_closes_has_no_gap(name: str, day: date) -> None:
    week = week_around(day)

    assert always(ZoneInfo(name)).open(week) == (week,)


BERLIN = Schedule(ZoneInfo("Europe/Berlin"), OFFICE)
JUNE = (datetime(2026, 6, 8, 22, tzinfo=UTC), datetime(2026, 6, 13, 22, tzinfo=UTC))


def shown(schedule: Schedule) -> list[str]:
    return [f"{start:%d %H:%M}-{end:%H:%M}" for start, end in schedule.open(JUNE)]


def test_hours_of_a_date_replace_the_week_and_several_count_together() -> None:
    split = (
        DayHours(date(2026, 6, 10), ((time(8), time(10)),)),
        DayHours(date(2026, 6, 10), ((time(20), time.min),)),
        DayHours(date(2026, 6, 11)),
    )

    assert shown(attrs.evolve(BERLIN, overrides=split)) == [
        "09 07:00-15:00",
        "10 06:00-08:00",
        "10 18:00-22:00",
        "12 07:00-15:00",
        "13 07:00-15:00",
    ]


def test_a_closed_date_is_closed_also_where_hours_never_end() -> None:
    open_always = attrs.evolve(always(BERLIN.zone), overrides=(DayHours(date(2026, 6, 11)),))

    assert shown(open_always) == ["08 22:00-22:00", "11 22:00-22:00"]


def test_on_a_journey_the_hours_follow_the_clock_of_the_place() -> None:
    tokyo = Journey(ZoneInfo("Asia/Tokyo"), date(2026, 6, 10), date(2026, 6, 11))

    assert shown(attrs.evolve(BERLIN, journeys=(tokyo,)))[:4] == [
        "09 07:00-15:00",
        "10 00:00-08:00",
        "11 00:00-08:00",
        "12 07:00-15:00",
    ]


def test_a_date_out_of_office_is_closed_and_can_be_told_from_a_closed_one() -> None:
    away = attrs.evolve(BERLIN, away=frozenset({date(2026, 6, 10)}))

    assert "10 07:00-15:00" not in shown(away)
    assert "10 07:00-15:00" in shown(away.without_away())
    assert away.is_away(datetime(2026, 6, 9, 22, tzinfo=UTC))
    assert not away.is_away(datetime(2026, 6, 10, 22, tzinfo=UTC))
