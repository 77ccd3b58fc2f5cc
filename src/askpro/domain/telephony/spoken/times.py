"""Instants as a receptionist says them: ``morgen, Samstag, den 21. November, um 14 Uhr 30``."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from askpro.domain.moment import local
from askpro.domain.organisations.organisation import Language

_DAYS = {
    Language.GERMAN: (
        "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag",
    ),
    Language.ENGLISH: (
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ),
}  # fmt: skip
_MONTHS = {
    Language.GERMAN: (
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    ),
    Language.ENGLISH: (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_TO = {Language.GERMAN: "bis", Language.ENGLISH: "to"}
_NEAR = {
    Language.GERMAN: ("heute", "morgen", "übermorgen"),
    Language.ENGLISH: ("today", "tomorrow"),
}


def spoken_day(day: date, today: date, language: Language) -> str:
    """``morgen, Samstag, den 21. November``; the year only when it is another one."""
    weekday = _DAYS[language][day.weekday()]
    month = _MONTHS[language][day.month - 1]
    year = f" {day.year}" if day.year != today.year else ""
    if language is Language.GERMAN:
        exact = f"{weekday}, den {day.day}. {month}{year}"
    else:
        exact = f"{weekday}, {day.day} {month}{year}"
    distance = (day - today).days
    near = _NEAR[language]
    return f"{near[distance]}, {exact}" if 0 <= distance < len(near) else exact


def spoken_time(at: datetime, now: datetime, zone: ZoneInfo, language: Language) -> str:
    """The day and the time of the wall clock there."""
    wall, today = local(at, zone), local(now, zone).date()
    day = spoken_day(wall.date(), today, language)
    return f"{day}, {spoken_clock(wall, language)}"


def spoken_clock(wall: datetime, language: Language) -> str:
    """``um 14 Uhr 30``, ``at 2:30 pm``."""
    if language is Language.GERMAN:
        return f"um {wall.hour} Uhr {wall.minute}" if wall.minute else f"um {wall.hour} Uhr"
    half = "am" if wall.hour < 12 else "pm"
    hour = wall.hour % 12 or 12
    return f"at {hour}:{wall.minute:02d} {half}" if wall.minute else f"at {hour} {half}"


def spoken_weekdays(weekdays: Sequence[int], language: Language) -> str:
    """``Dienstag bis Freitag``; Monday is 0."""
    names = [_DAYS[language][weekday] for weekday in weekdays]
    in_a_row = list(weekdays) == list(range(weekdays[0], weekdays[0] + len(weekdays)))
    if len(names) > 2 and in_a_row:
        return f"{names[0]} {_TO[language]} {names[-1]}"
    return ", ".join(names)
