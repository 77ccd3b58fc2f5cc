"""Wall clocks on the two odd nights, in zones that are odd in different ways."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askpro.domain.moment import Interval, at_wall_time, edge_at_wall_time, local, utc

ZONES = {
    name: ZoneInfo(name)
    for name in (
        "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC",
        "Africa/Cairo", "America/Santiago", "Pacific/Apia",
    )
}  # fmt: skip
zones = st.sampled_from(list(ZONES.values()))
days = st.dates(date(2011, 1, 1), date(2040, 12, 31))
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59), fold=st.sampled_from([0, 1]))
moments = st.datetimes(
    datetime(2011, 1, 1),  # noqa: DTZ001
    datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("zone", "day", "clock", "expected"),
    [
        ("Europe/Berlin", "2026-07-01", "09:00", "2026-07-01T07:00Z"),
        ("Europe/Berlin", "2026-12-01", "09:00", "2026-12-01T08:00Z"),
        ("Europe/Berlin", "2026-03-29", "01:59", "2026-03-29T00:59Z"),
        ("Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T01:00Z"),
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30Z"),
        ("Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T02:00Z"),
        ("America/New_York", "2026-03-08", "03:00", "2026-03-08T07:00Z"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30Z"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45Z"),
        ("Australia/Lord_Howe", "2026-10-04", "02:30", "2026-10-03T15:30Z"),
        ("Asia/Kolkata", "2026-03-29", "02:30", "2026-03-28T21:00Z"),
    ],
)
def test_a_wall_time_is_one_instant(zone: str, day: str, clock: str, expected: str) -> None:
    asked = date.fromisoformat(day), time.fromisoformat(clock)

    assert at_wall_time(*asked, ZONES[zone]) == instant(expected)
    assert edge_at_wall_time(*asked, ZONES[zone]) == instant(expected)


@pytest.mark.parametrize(
    ("zone", "day", "clock", "jump"),
    [
        ("Europe/Berlin", "2026-03-29", "02:00", "2026-03-29T01:00Z"),
        ("Europe/Berlin", "2026-03-29", "02:59", "2026-03-29T01:00Z"),
        ("Europe/Berlin", "2026-03-29", "02:30:30", "2026-03-29T01:00Z"),
        ("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00Z"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30Z"),
        ("America/Santiago", "2026-09-06", "00:00", "2026-09-06T04:00Z"),
        ("Africa/Cairo", "2026-04-24", "00:30", "2026-04-23T22:00Z"),
        ("Pacific/Apia", "2011-12-30", "12:00", "2011-12-30T10:00Z"),  # a whole day was skipped
    ],
)
def test_a_skipped_time_is_none_and_its_edge_the_jump(
    zone: str, day: str, clock: str, jump: str
) -> None:
    asked = date.fromisoformat(day), time.fromisoformat(clock)

    assert at_wall_time(*asked, ZONES[zone]) is None
    assert edge_at_wall_time(*asked, ZONES[zone]) == instant(jump)


@given(days, clocks, zones)
def test_a_wall_time_reads_back_or_does_not_exist(day: date, clock: time, zone: ZoneInfo) -> None:
    found = at_wall_time(day, clock, zone)

    if found is not None:
        back = local(found, zone)
        assert found.tzinfo is UTC
        assert (back.date(), back.time(), back.fold) == (day, clock.replace(fold=0), 0)


@given(moments, zones)
def test_every_instant_is_shown_by_some_wall_time(moment: datetime, zone: ZoneInfo) -> None:
    minute = moment.replace(second=0, microsecond=0)
    shown = local(minute, zone)

    found = at_wall_time(shown.date(), shown.time(), zone)

    assert found is not None
    if shown.fold:
        assert timedelta() < minute - found <= timedelta(hours=1)
    else:
        assert found == minute


@given(days, clocks, clocks, zones)
def test_edges_of_a_day_never_change_their_order(
    day: date, one: time, other: time, zone: ZoneInfo
) -> None:
    early, late = sorted([one.replace(fold=0), other.replace(fold=0)])

    opens, closes = (edge_at_wall_time(day, clock, zone) for clock in (early, late))

    # Where an hour repeats, the first of both is meant, so that order holds there as well.
    assert opens <= closes
    assert local(opens, zone).replace(tzinfo=None) >= datetime.combine(day, early)


def test_a_clock_with_a_zone_of_its_own_is_our_mistake() -> None:
    with pytest.raises(AssertionError):
        at_wall_time(date(2026, 1, 1), time(9, tzinfo=UTC), ZONES["Europe/Berlin"])


@given(moments, st.integers(-14 * 60, 14 * 60))
def test_the_same_instant_in_utc(moment: datetime, offset_minutes: int) -> None:
    elsewhere = moment.astimezone(timezone(timedelta(minutes=offset_minutes)))

    assert utc(elsewhere) == moment
    assert utc(elsewhere).tzinfo is UTC


def test_a_naive_time_names_no_instant() -> None:
    naive = datetime(2026, 1, 1, 12)  # noqa: DTZ001

    with pytest.raises(ValueError, match="no time zone"):
        utc(naive)
    with pytest.raises(ValueError, match="no time zone"):
        local(naive, ZONES["UTC"])
    with pytest.raises(ValueError, match="no time zone"):
        Interval(naive, datetime(2026, 1, 2, tzinfo=UTC))


def test_the_two_half_past_twos_of_autumn_are_two_instants() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZONES["Europe/Berlin"])

    assert utc(first.replace(fold=1)) - utc(first) == timedelta(hours=1)
