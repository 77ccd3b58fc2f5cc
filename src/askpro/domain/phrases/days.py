"""Which days the day pieces of a phrase mean.

Every combination that means something has its row in one table; any other is not
understood, so that no piece is ever dropped.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import attrs

from askpro.domain.phrases import pieces as p
from askpro.domain.phrases import stretches
from askpro.domain.phrases.calendar import (
    calendar_days,
    coming,
    feast_day,
    monday,
    month_start,
    moved,
    week_start,
    weekday_days,
    year_of,
)
from askpro.domain.phrases.day_choice import Days, Pick, Said
from askpro.domain.phrases.feasts import nth_weekday
from askpro.domain.phrases.puzzles import NoSuchMomentError, NotUnderstoodError


def resolve_days(pieces: Sequence[p.DayPiece], today: date) -> Days:
    """The days meant.

    Raises:
        NoSuchMomentError: The calendar has no such day.
        NotUnderstoodError: The pieces do not belong together.
    """
    said = Said(_with_month_and_year(pieces, today))
    row = _ROWS.get(said.kinds)
    if row is None:
        raise NotUnderstoodError
    return row(said, today)


def _with_month_and_year(pieces: Sequence[p.DayPiece], today: date) -> Sequence[p.DayPiece]:
    """Give "am fünften" the month and year said elsewhere in the phrase."""
    said = Said(pieces)
    day, month, year = said.find(p.CalendarDay), said.find(p.Month), said.find(p.Year)
    if day is None or (month is None and year is None):
        return pieces
    if (month is not None and day.month is not None) or (year is not None and day.year is not None):
        raise NotUnderstoodError
    if month is None and day.month is None:
        raise NotUnderstoodError
    if month is not None:
        start = month_start(month, year, today)
        relative = month.number is None
        day = attrs.evolve(day, month=start.month, year=start.year if relative else day.year)
    if year is not None:
        day = attrs.evolve(day, year=year_of(year, today))
    rest = (q for q in pieces if not isinstance(q, p.CalendarDay | p.Month | p.Year))
    return (day, *rest)


def _near(said: Said, today: date) -> Days:
    return Days.of(moved(today, days=said.the(p.NearDay).shift))


def _weekday(said: Said, today: date) -> Days:
    weekday = said.the(p.Weekday)
    if weekday.which is p.Which.ANY and weekday.number == today.weekday():
        return attrs.evolve(Days.of(today, moved(today, days=7)), pick=Pick.FIRST_AHEAD)
    days, ask = weekday_days(weekday, today)
    return Days.of(*days, ask=ask)


def _calendar_day(said: Said, today: date) -> Days:
    days, ask = calendar_days(said.the(p.CalendarDay), today)
    return Days.of(*days, ask=ask)


def _either_day(said: Said, today: date) -> Days:
    either = said.the(p.EitherDay)
    days = sorted({calendar_days(day, today)[0][0] for day in (either.first, either.second)})
    return Days.of(*days, ask=len(days) > 1)


def _feast(said: Said, today: date) -> Days:
    feast = said.the(p.Feast)
    day = feast_day(feast, said.find(p.Year), today)
    return Days.of(day) if feast.days == 1 else Days.window(day, moved(day, days=feast.days))


def _shift(said: Said, today: date) -> Days:
    return _shifted(today, said.the(p.Shift))


def _shifted(start: date, shift: p.Shift) -> Days:
    day = moved(start, days=shift.days, months=shift.months)
    if shift.a_week:
        return Days.of(moved(start, days=7), day, ask=True)
    return Days.of(day)


def _near_shift(said: Said, today: date) -> Days:
    return _shifted(_near(said, today).first, said.the(p.Shift))


def _weekday_shift(said: Said, today: date) -> Days:
    """ "Freitag in zwei Wochen" counts from Friday; "in zwei Wochen am Freitag" is that week's."""
    weekday, shift = said.the(p.Weekday), said.the(p.Shift)
    days = 7 if shift.a_week else shift.days
    if said.first_is(p.Weekday) and days % 7 == 0 and not shift.months:
        soon = coming(weekday.number, today)
        if weekday.number == today.weekday():
            return Days.of(moved(today, days=days), moved(soon, days=days), ask=True)
        return Days.of(moved(soon, days=days))
    target = moved(today, days=days, months=shift.months)
    if shift.days % 7 and not shift.a_week:
        return _agreeing(Days.of(target), weekday, today)
    return Days.of(monday(target) + timedelta(days=weekday.number))


def _weekday_week(said: Said, today: date) -> Days:
    weekday = said.the(p.Weekday)
    if weekday.which is not p.Which.ANY:
        raise NotUnderstoodError
    return Days.of(moved(week_start(said.the(p.Week), today), days=weekday.number))


def _agreeing(days: Days, weekday: p.Weekday, today: date) -> Days:
    """The days if the weekday fits one of them; else both readings, to be asked."""
    fitting = [first for first, _ in days.spans if first.weekday() == weekday.number]
    if fitting:
        return Days.of(fitting[0], ask=days.pick is Pick.ASK and len(days.spans) == 1)
    day = days.first
    nearest = day + timedelta(days=(weekday.number - day.weekday() + 3) % 7 - 3)
    if nearest < today <= day:
        nearest += timedelta(days=7)
    return Days.of(*sorted((day, nearest)), ask=True)


def _agreeing_with(kind: Callable[[Said, date], Days]) -> Callable[[Said, date], Days]:
    return lambda said, today: _agreeing(kind(said, today), said.the(p.Weekday), today)


def _same_day(said: Said, today: date) -> Days:
    """ "Heute, den 19. November": one day said twice."""
    near, day = _near(said, today), _calendar_day(said, today)
    if near.first == day.first:
        return near
    return Days.of(*sorted((near.first, day.first)), ask=True)


def _nth_weekday(said: Said, today: date) -> Days:
    nth = said.the(p.NthWeekday)
    month, year = said.the(p.Month), said.find(p.Year)
    start = month_start(month, year, today)
    day = nth_weekday(start.year, start.month, nth.number, nth.nth)
    if day is None:
        raise NoSuchMomentError
    if day < today and month.number is not None and year is None:
        day = nth_weekday(start.year + 1, start.month, nth.number, nth.nth)
        if day is None:
            raise NoSuchMomentError
    return Days.of(day)


_ROWS: dict[frozenset[type], Callable[[Said, date], Days]] = {
    frozenset(kinds): row
    for kinds, row in (
        ((p.NearDay,), _near),
        ((p.NearDay, p.Shift), _near_shift),
        ((p.NearDay, p.Weekday), _agreeing_with(_near)),
        ((p.NearDay, p.CalendarDay), _same_day),
        ((p.Weekday,), _weekday),
        ((p.Weekday, p.Shift), _weekday_shift),
        ((p.Weekday, p.Week), _weekday_week),
        ((p.Weekday, p.CalendarDay), _agreeing_with(_calendar_day)),
        ((p.Weekday, p.EitherDay), _agreeing_with(_either_day)),
        ((p.Weekday, p.NearDay, p.CalendarDay), _agreeing_with(_same_day)),
        ((p.Weekday, p.Feast), _agreeing_with(_feast)),
        ((p.NthWeekday, p.Month), _nth_weekday),
        ((p.NthWeekday, p.Month, p.Year), _nth_weekday),
        ((p.CalendarDay,), _calendar_day),
        ((p.EitherDay,), _either_day),
        ((p.Feast,), _feast),
        ((p.Feast, p.Year), _feast),
        ((p.Shift,), _shift),
        ((p.NextDays,), stretches.next_days),
        ((p.Week,), stretches.week),
        ((p.Week, p.Third), stretches.third_of_week),
        ((p.Week, p.Weekend), stretches.weekend_of_week),
        ((p.Month,), stretches.month),
        ((p.Month, p.Year), stretches.month),
        ((p.Month, p.Third), stretches.third_of_month),
        ((p.Month, p.Year, p.Third), stretches.third_of_month),
        ((p.Year,), stretches.year),
        ((p.Year, p.Third), stretches.third_of_year),
        ((p.Weekend,), stretches.weekend),
    )
}
