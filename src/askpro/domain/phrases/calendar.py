"""Calendar days without a full date: the next one, or the question which year was meant."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import count

from askpro.domain.phrases.pieces import CalendarDay, Feast, Month, Week, Weekday, Which, Year
from askpro.domain.phrases.puzzles import NoSuchMomentError, NotUnderstoodError

LATEST_YEAR = 2199
MOST_DAYS = 3_700
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def moved(day: date, *, days: int = 0, months: int = 0) -> date:
    """So many days and months away; the last day of a shorter month.

    Raises:
        NotUnderstoodError: Further away than ten years, which nobody means.
    """
    if abs(days) > MOST_DAYS or abs(months) > MOST_DAYS // 30:
        raise NotUnderstoodError
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(days=days)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def checked_year(year: int) -> int:
    if not 1900 <= year <= LATEST_YEAR:
        raise NotUnderstoodError
    return year


def week_start(week: Week, today: date) -> date:
    """The Monday of the week; an ISO week without a year is this one or the next such.

    Raises:
        NoSuchMomentError: No year has that week.
    """
    if week.number is None:
        return moved(monday(today), days=7 * week.shift)
    if not 1 <= week.number <= 53:
        raise NoSuchMomentError
    starts = (
        date.fromisocalendar(year, week.number, 1)
        for year in count(today.isocalendar().year)
        if week.number < 53 or date(year, 12, 28).isocalendar().week == 53
    )
    return next(start for start in starts if start >= monday(today))


def year_of(year: Year, today: date) -> int:
    return checked_year(today.year + year.shift if year.number is None else year.number)


def month_start(month: Month, year: Year | None, today: date) -> date:
    """The first of that month; without a year the current month or the next such."""
    if month.number is None:
        return moved(today.replace(day=1), months=month.shift)
    if year is not None:
        return date(year_of(year, today), month.number, 1)
    return date(today.year + (month.number < today.month), month.number, 1)


def calendar_days(said: CalendarDay, today: date) -> tuple[tuple[date, ...], bool]:
    """The day meant, and whether that must be asked.

    A day and month of the past roll forward to the next year, a bare day of the month
    to the next month that has it. 29 February in a year without one is asked.

    Raises:
        NoSuchMomentError: 31 November, 32 January, 29 February 2027.
    """
    if said.month is None:
        return (_day_of_month(said.day, today),), False
    if not 1 <= said.month <= 12 or not 1 <= said.day <= _LONGEST_MONTHS[said.month - 1]:
        raise NoSuchMomentError
    if said.year is not None:
        year = checked_year(said.year)
        if said.day > monthrange(year, said.month)[1]:
            raise NoSuchMomentError
        return (date(year, said.month, said.day),), False
    nearest = today.year + ((said.month, said.day) < (today.month, today.day))
    year = nearest
    while said.day > monthrange(year, said.month)[1]:
        year += 1
    return (date(year, said.month, said.day),), year != nearest


def _day_of_month(day: int, today: date) -> date:
    if not 1 <= day <= 31:
        raise NoSuchMomentError
    month = today.replace(day=1)
    if day < today.day:
        month = moved(month, months=1)
    while day > monthrange(month.year, month.month)[1]:
        month = moved(month, months=1)
    return month.replace(day=day)


def feast_day(feast: Feast, year: Year | None, today: date) -> date:
    if year is not None:
        return feast.first_day(year_of(year, today))
    this_year = feast.first_day(today.year)
    over = this_year + timedelta(days=feast.days) <= today
    return feast.first_day(today.year + 1) if over else this_year


def coming(number: int, today: date) -> date:
    """The next such weekday after today."""
    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def weekday_days(weekday: Weekday, today: date) -> tuple[tuple[date, ...], bool]:
    """The day meant, and whether that must be asked.

    "Nächster" is asked where that weekday still lies ahead in this calendar week, for
    then one half of the country means this week's and the other half the next. "Dieser"
    is asked where this week's is over.
    """
    this_week = monday(today) + timedelta(days=weekday.number)
    soon = coming(weekday.number, today)
    week = timedelta(weeks=1)
    two_readings = this_week > today
    match weekday.which:
        case Which.NEXT:
            return ((soon, soon + week), True) if two_readings else ((soon,), False)
        case Which.AFTER_NEXT:
            days = (soon + week, soon + 2 * week)
            return (days, True) if two_readings else (days[:1], False)
        case Which.THIS:
            return ((soon,), True) if this_week < today else ((this_week,), False)
        case Which.LAST:
            return (this_week if this_week < today else this_week - week,), False
    return (soon,), False
