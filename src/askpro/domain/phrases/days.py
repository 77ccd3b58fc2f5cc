"""Which days the day pieces of a phrase mean.

Every combination that means something has its row in one table; any other is not
understood, so that no piece is ever dropped.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import Enum
from typing import TypeVar

import attrs

from askpro.domain.phrases import pieces as p
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
from askpro.domain.phrases.feasts import nth_weekday
from askpro.domain.phrases.puzzles import NoSuchMomentError, NotUnderstoodError

ONE_DAY = timedelta(days=1)
_WEEK_THIRDS = ((0, 2), (2, 3), (3, 5))
_MONTH_THIRDS = ((1, 11), (11, 21), (21, None))
_YEAR_THIRDS = ((1, 5), (5, 9), (9, 13))


class Pick(Enum):
    """What to do with several days."""

    SURE = "there is one"
    ASK = "read them back"
    FIRST_AHEAD = "the first whose time is still to come"


@attrs.frozen
class Days:
    """Windows of days, end exclusive. A stretch is a window even if one day long."""

    spans: tuple[tuple[date, date], ...]
    pick: Pick = Pick.SURE
    stretch: bool = False

    @classmethod
    def of(cls, *days: date, ask: bool = False) -> "Days":
        return cls(tuple((day, day + ONE_DAY) for day in days), Pick.ASK if ask else Pick.SURE)

    @classmethod
    def window(cls, first: date, end: date) -> "Days":
        return cls(((first, end),), stretch=True)

    @property
    def first(self) -> date:
        return self.spans[0][0]


_Kind = TypeVar("_Kind")


class _Said:
    """The day pieces of one phrase by kind, each at most once, and their order."""

    def __init__(self, pieces: Sequence[p.DayPiece]) -> None:
        self.order = tuple(type(piece) for piece in pieces)
        self._by_kind: dict[type, p.DayPiece] = dict(zip(self.order, pieces, strict=True))
        if len(self._by_kind) < len(pieces):
            raise NotUnderstoodError

    @property
    def kinds(self) -> frozenset[type]:
        return frozenset(self._by_kind)

    def find(self, kind: type[_Kind]) -> _Kind | None:
        piece = self._by_kind.get(kind)
        return piece if isinstance(piece, kind) else None

    def the(self, kind: type[_Kind]) -> _Kind:
        piece = self.find(kind)
        assert piece is not None
        return piece

    def first_is(self, kind: type) -> bool:
        return self.order[0] is kind


def resolve_days(pieces: Sequence[p.DayPiece], today: date) -> Days:
    """The days meant.

    Raises:
        NoSuchMomentError: The calendar has no such day.
        NotUnderstoodError: The pieces do not belong together.
    """
    said = _Said(_with_month_and_year(pieces, today))
    row = _ROWS.get(said.kinds)
    if row is None:
        raise NotUnderstoodError
    return row(said, today)


def _with_month_and_year(pieces: Sequence[p.DayPiece], today: date) -> Sequence[p.DayPiece]:
    """Give "am fünften" the month and year said elsewhere in the phrase."""
    said = _Said(pieces)
    day, month, year = said.find(p.CalendarDay), said.find(p.Month), said.find(p.Year)
    if day is None or (month is None and year is None):
        return pieces
    if (month is not None and day.month is not None) or (year is not None and day.year is not None):
        raise NotUnderstoodError
    if month is not None:
        start = month_start(month, year, today)
        relative = month.number is None
        day = attrs.evolve(day, month=start.month, year=start.year if relative else day.year)
    if year is not None:
        day = attrs.evolve(day, year=year_of(year, today))
    rest = (q for q in pieces if not isinstance(q, p.CalendarDay | p.Month | p.Year))
    return (day, *rest)


def _near(said: _Said, today: date) -> Days:
    return Days.of(moved(today, days=said.the(p.NearDay).shift))


def _weekday(said: _Said, today: date) -> Days:
    weekday = said.the(p.Weekday)
    if weekday.which is p.Which.ANY and weekday.number == today.weekday():
        return attrs.evolve(Days.of(today, moved(today, days=7)), pick=Pick.FIRST_AHEAD)
    days, ask = weekday_days(weekday, today)
    return Days.of(*days, ask=ask)


def _calendar_day(said: _Said, today: date) -> Days:
    days, ask = calendar_days(said.the(p.CalendarDay), today)
    return Days.of(*days, ask=ask)


def _either_day(said: _Said, today: date) -> Days:
    either = said.the(p.EitherDay)
    days = sorted({calendar_days(day, today)[0][0] for day in (either.first, either.second)})
    return Days.of(*days, ask=len(days) > 1)


def _feast(said: _Said, today: date) -> Days:
    feast = said.the(p.Feast)
    day = feast_day(feast, said.find(p.Year), today)
    return Days.of(day) if feast.days == 1 else Days.window(day, moved(day, days=feast.days))


def _shift(said: _Said, today: date) -> Days:
    return _shifted(today, said.the(p.Shift))


def _shifted(start: date, shift: p.Shift) -> Days:
    day = moved(start, days=shift.days, months=shift.months)
    if shift.a_week:
        return Days.of(moved(start, days=7), day, ask=True)
    return Days.of(day)


def _near_shift(said: _Said, today: date) -> Days:
    return _shifted(_near(said, today).first, said.the(p.Shift))


def _weekday_shift(said: _Said, today: date) -> Days:
    """ "Freitag in zwei Wochen" counts from Friday; "in zwei Wochen am Freitag" is that week's."""
    weekday, shift = said.the(p.Weekday), said.the(p.Shift)
    days = 7 if shift.a_week else shift.days
    if said.first_is(p.Weekday) and days % 7 == 0 and not shift.months:
        return Days.of(moved(coming(weekday.number, today), days=days))
    target = moved(today, days=days, months=shift.months)
    if shift.days % 7 and not shift.a_week:
        return _agreeing(Days.of(target), weekday, today)
    return Days.of(monday(target) + timedelta(days=weekday.number))


def _weekday_week(said: _Said, today: date) -> Days:
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


def _agreeing_with(kind: Callable[[_Said, date], Days]) -> Callable[[_Said, date], Days]:
    return lambda said, today: _agreeing(kind(said, today), said.the(p.Weekday), today)


def _same_day(said: _Said, today: date) -> Days:
    """ "Heute, den 19. November": one day said twice."""
    near, day = _near(said, today), _calendar_day(said, today)
    if near.first == day.first:
        return near
    return Days.of(*sorted((near.first, day.first)), ask=True)


def _week(said: _Said, today: date) -> Days:
    start = week_start(said.the(p.Week), today)
    return Days.window(start, moved(start, days=7))


def _month(said: _Said, today: date) -> Days:
    start = month_start(said.the(p.Month), said.find(p.Year), today)
    return Days.window(start, moved(start, months=1))


def _year(said: _Said, today: date) -> Days:
    year = year_of(said.the(p.Year), today)
    return Days.window(date(year, 1, 1), date(year + 1, 1, 1))


def _next_if_over(window: Days, later: Callable[[], Days], today: date) -> Days:
    """ "Anfang des Monats" after the tenth: ask whether the next month's is meant."""
    if window.spans[0][1] > today:
        return window
    return attrs.evolve(later(), pick=Pick.ASK)


def _third_of_week(said: _Said, today: date) -> Days:
    first, end = _WEEK_THIRDS[said.the(p.Third).index]
    start = week_start(said.the(p.Week), today)
    window = Days.window(moved(start, days=first), moved(start, days=end))
    if said.the(p.Week) != p.Week():
        return window
    week = timedelta(weeks=1)
    return _next_if_over(
        window, lambda: Days.window(window.first + week, window.spans[0][1] + week), today
    )


def _third_of_month(said: _Said, today: date) -> Days:
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


def _third_of_year(said: _Said, today: date) -> Days:
    first, end = _YEAR_THIRDS[said.the(p.Third).index]
    start = date(year_of(said.the(p.Year), today), 1, 1)
    return Days.window(moved(start, months=first - 1), moved(start, months=end - 1))


def _weekend(said: _Said, today: date) -> Days:
    which = said.the(p.Weekend).which
    if today.weekday() >= 5 and which in (p.Which.ANY, p.Which.THIS):
        return Days.window(monday(today) + 5 * ONE_DAY, monday(today) + 7 * ONE_DAY)
    days, ask = weekday_days(p.Weekday(5, which), today)
    spans = tuple((day, day + 2 * ONE_DAY) for day in days)
    return Days(spans, Pick.ASK if ask else Pick.SURE, stretch=True)


def _weekend_of_week(said: _Said, today: date) -> Days:
    start = week_start(said.the(p.Week), today)
    return Days.window(start + 5 * ONE_DAY, start + 7 * ONE_DAY)


def _nth_weekday(said: _Said, today: date) -> Days:
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


def _next_days(said: _Said, today: date) -> Days:
    return Days.window(today, moved(today, days=said.the(p.NextDays).days))


_ROWS: dict[frozenset[type], Callable[[_Said, date], Days]] = {
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
        ((p.NextDays,), _next_days),
        ((p.Week,), _week),
        ((p.Week, p.Third), _third_of_week),
        ((p.Week, p.Weekend), _weekend_of_week),
        ((p.Month,), _month),
        ((p.Month, p.Year), _month),
        ((p.Month, p.Third), _third_of_month),
        ((p.Month, p.Year, p.Third), _third_of_month),
        ((p.Year,), _year),
        ((p.Year, p.Third), _third_of_year),
        ((p.Weekend,), _weekend),
    )
}
