"""Public holidays of the German states, beside Easter and what the states' laws say."""

from datetime import date, timedelta

import pytest

from askpro.adapters.local.holidays import german_public_holidays
from askpro.domain.booking.closing import State
from askpro.ports.holidays import PublicHolidays

EASTER = {2024: date(2024, 3, 31), 2026: date(2026, 4, 5), 2027: date(2027, 3, 28)}


@pytest.fixture
def holidays() -> PublicHolidays:
    return german_public_holidays


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("year", EASTER)
def test_nine_holidays_are_the_same_everywhere(
    holidays: PublicHolidays, state: State, year: int
) -> None:
    fixed = {(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)}
    moved = {EASTER[year] + timedelta(days=after) for after in (-2, 1, 39, 50)}

    found = holidays(state, year)

    assert {date(year, month, day) for month, day in fixed} | moved <= set(found)
    assert {day.year for day in found} == {year}
    assert all(found.values())
    assert 9 <= len(found) <= 13


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (date(2026, 1, 6), "BW BY ST"),
        (date(2026, 3, 8), "BE MV"),
        (date(2026, 6, 4), "BW BY HE NW RP SL"),
        (date(2026, 8, 15), "SL"),
        (date(2026, 9, 20), "TH"),
        (date(2026, 10, 31), "BB HB HH MV NI SH SN ST TH"),
        (date(2026, 11, 1), "BW BY NW RP SL"),
        (date(2026, 11, 18), "SN"),
    ],
)
def test_others_are_kept_by_some_states_only(
    holidays: PublicHolidays, day: date, states: str
) -> None:
    keep = {state.value for state in State if day in holidays(state, 2026)}

    assert keep == set(states.split())


def test_an_answer_cannot_be_changed_for_the_next_who_asks(holidays: PublicHolidays) -> None:
    with pytest.raises(TypeError):
        holidays(State.BERLIN, 2026)[date(2026, 7, 1)] = "Betriebsausflug"  # type: ignore[index]
