"""Weeks, months, years, their thirds, and weekends."""

from collections.abc import Callable
from datetime import date, timedelta

import attrs

from askpro.domain.phrases import pieces as p
from askpro.domain.phrases.calendar import (
    monday,
    month_start,
    moved,
    week_start,
    weekday_days,
    year_of,
)
from askpro.domain.phrases.day_choice import ONE_DAY, Days, Pick, Said

_WEEK_THIRDS = ((0, 2), (2, 3), (3, 5))
_MONTH_THIRDS = ((1, 11), (11, 21), (21, None))
_YEAR_THIRDS = ((1, 3), (6, 8), (11, 13))


def week(said: Said, today: date) -> Days:
    start = week_start(said.the(p.Week), today)
    return Days.window(start, moved(start, days=7))


def month(said: Said, today: date) -> Days:
    start = month_start(said.the(p.Month), said.find(p.Year), today)
    return Days.window(start, moved(start, months=1))


def year(said: Said, today: date) -> Days:
    year = year_of(said.the(p.Year), today)
    return Days.window(date(year, 1, 1), date(year + 1, 1, 1))


def _next_if_over(window: Days, later: Callable[[], Days], today: date) -> Days:
    """ "Anfang des Monats" after the tenth: ask whether the next month's is meant."""
    if window.spans[0][1] > today:
        return window
    return attrs.evolve(later(), pick=Pick.ASK)


def third_of_week(said: Said, today: date) -> Days:
    first, end = _WEEK_THIRDS[said.the(p.Third).index]
    start = week_start(said.the(p.Week), today)
    window = Days.window(moved(start, days=first), moved(start, days=end))
    if said.the(p.Week) != p.Week():
        return window
    week = timedelta(weeks=1)
    return _next_if_over(
        window, lambda: Days.window(window.first + week, window.spans[0][1] + week), today
    )


def third_of_month(said: Said, today: date) -> Days:
    month, third = said.the(p.Month), said.the(p.Third)
    start = month_start(month, said.find(p.Year), today)
    if month.number is None and month.shift != 0:
        return _third_from(start, third)
    months = 12 if month.number is not None else 1
    later = moved(start, months=months)
    return _next_if_over(_third_from(start, third), lambda: _third_from(later, third), today)


def _third_from(start: date, third: p.Third) -> Days:
    first, end = _MONTH_THIRDS[third.index]
    return Days.window(
        start.replace(day=first), start.replace(day=end) if end else moved(start, months=1)
    )


def third_of_year(said: Said, today: date) -> Days:
    first, end = _YEAR_THIRDS[said.the(p.Third).index]
    start = date(year_of(said.the(p.Year), today), 1, 1)
    return Days.window(moved(start, months=first - 1), moved(start, months=end - 1))


def weekend(said: Said, today: date) -> Days:
    which = said.the(p.Weekend).which
    if today.weekday() >= 5 and which in (p.Which.ANY, p.Which.THIS):
        return Days.window(monday(today) + 5 * ONE_DAY, monday(today) + 7 * ONE_DAY)
    days, ask = weekday_days(p.Weekday(5, which), today)
    spans = tuple((day, day + 2 * ONE_DAY) for day in days)
    return Days(spans, Pick.ASK if ask else Pick.SURE, stretch=True)


def weekend_of_week(said: Said, today: date) -> Days:
    start = week_start(said.the(p.Week), today)
    return Days.window(start + 5 * ONE_DAY, start + 7 * ONE_DAY)


def next_days(said: Said, today: date) -> Days:
    return Days.window(today, moved(today, days=said.the(p.NextDays).days))
