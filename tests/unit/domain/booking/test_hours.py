from datetime import UTC, date, datetime, time

import pytest

from askpro.domain.booking.hours import NotHours, Opening, WeeklyHours
from askpro.domain.moment import Interval
from tests.unit.domain.booking.salon import BERLIN


def at(day: int, hour: int, month: int) -> datetime:
    return datetime(2027, month, day, hour, tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    "text",
    ["", "Monday 09:00-10:00", "Mon 9-10", "Mon 10:00-09:00", "Mon 25:00-26:00", "Xyz 09:00-10:00"],
)
def test_what_is_not_hours_is_refused_as_it_was_written(text: str) -> None:
    with pytest.raises(NotHours):
        WeeklyHours.parse(text)


def test_hours_are_wall_clock_hours_across_the_change_to_summer_time() -> None:
    hours = WeeklyHours.parse("Mon-Sun 09:00-17:00")

    saturday, sunday = (hours.on(date(2027, 3, day), BERLIN)[0] for day in (27, 28))

    assert saturday.start == datetime(2027, 3, 27, 8, tzinfo=UTC)
    assert sunday.start == datetime(2027, 3, 28, 7, tzinfo=UTC)


def test_a_night_shift_loses_an_hour_in_spring() -> None:
    hours = WeeklyHours.parse("Sat 22:00-24:00, Sun 00:00-06:00")

    night = hours.within(Interval(at(27, 23, 3), at(28, 5, 3)), BERLIN)

    assert len(night) == 1
    assert night[0].length.total_seconds() == 7 * 3600


def test_midnight_ends_a_day() -> None:
    assert WeeklyHours.parse("Mon 20:00-24:00").openings == (Opening(0, time(20), time.min),)


def test_two_openings_of_a_day_leave_the_lunch_break() -> None:
    hours = WeeklyHours.parse("Mon 09:00-12:00, Mon 13:00-17:00")

    assert len(hours.on(date(2026, 11, 23), BERLIN)) == 2
