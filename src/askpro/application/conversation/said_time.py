"""When the caller wants to come: from words to a time, a window, or a question."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from askpro.domain.booking.offer import SEARCH_DAYS, Window
from askpro.domain.moment import Interval, edge_at_wall_time, local
from askpro.domain.phrases.meaning import (
    Ambiguous,
    Certain,
    Exact,
    Impossible,
    OnDay,
    Open,
    Past,
    TimePhrase,
    Within,
)
from askpro.domain.telephony.answer import Answer
from askpro.domain.telephony.desk import Desk
from askpro.domain.telephony.spoken import listed, say, spoken_day, spoken_time


def day_of(desk: Desk, starts: Sequence[datetime]) -> date | None:
    """The one day all open offers lie on, so that "lieber um drei" means that day."""
    days = {local(start, desk.zone).date() for start in starts}
    return days.pop() if len(days) == 1 else None


def speaks_of(desk: Desk, phrase: TimePhrase, now: datetime, start: datetime) -> bool:
    """Whether the start is one that was said: that minute, that day, or in that window."""
    if isinstance(phrase, Ambiguous):
        return any(speaks_of(desk, one, now, start) for one in phrase.candidates)
    if not isinstance(phrase, Certain):
        return False
    meant = _certain(desk, phrase, now)
    if isinstance(meant, datetime):
        return meant == start
    in_window = meant.during.start <= start < meant.during.end
    return in_window and meant.allows(start, desk.zone)


def wish_of(desk: Desk, phrase: TimePhrase, now: datetime) -> datetime | Window | Answer:
    """A very time or a window that can be looked for, or the question back.

    A time that is over is looked for as it was said: the answer says that it is over.
    """
    if isinstance(phrase, Past) and isinstance(phrase.meant, Exact):
        return phrase.meant.at
    if isinstance(phrase, Certain):
        return _certain(desk, phrase, now)
    return _question(desk, phrase, now)


def _certain(desk: Desk, phrase: Certain, now: datetime) -> datetime | Window:
    if isinstance(phrase, Exact):
        return phrase.at
    if isinstance(phrase, OnDay):
        return Window(_whole(desk, phrase.day))
    if isinstance(phrase, Within):
        if phrase.hours is None:
            return Window(phrase.window)
        return Window(phrase.window, phrase.hours.earliest, phrase.hours.before)
    return Window(_between(desk, phrase, now))


def _question(desk: Desk, phrase: TimePhrase, now: datetime) -> Answer:
    language = desk.language
    if isinstance(phrase, Ambiguous):
        times = [_in_words(desk, one, now) for one in phrase.candidates]
        question = say("ask_which_time", language, times=listed(times, language))
        return Answer(False, question, {"missing": "time", "reason": "ambiguous_time"})
    if isinstance(phrase, Impossible):
        question = say("time_impossible", language)
        return Answer(False, question, {"missing": "time", "reason": "impossible_time"})
    if isinstance(phrase, Past):
        question = f"{say('past_time', language)} {say('ask_time', language)}"
        return Answer(False, question, {"missing": "time", "reason": "past_time"})
    return unclear(desk)


def unclear(desk: Desk) -> Answer:
    """Ask again for the day and the time."""
    question = say("time_unclear", desk.language)
    return Answer(False, question, {"missing": "time", "reason": "time_unclear"})


def _in_words(desk: Desk, phrase: Certain, now: datetime) -> str:
    today = local(now, desk.zone).date()
    if isinstance(phrase, Exact):
        return spoken_time(phrase.at, now, desk.zone, desk.language)
    if isinstance(phrase, OnDay):
        return spoken_day(phrase.day, today, desk.language)
    wish = _certain(desk, phrase, now)
    assert isinstance(wish, Window)
    return spoken_day(local(wish.during.start, desk.zone).date(), today, desk.language)


def _whole(desk: Desk, day: date) -> Interval:
    midnight = datetime.min.time()
    return Interval(
        edge_at_wall_time(day, midnight, desk.zone),
        edge_at_wall_time(day + timedelta(days=1), midnight, desk.zone),
    )


def _between(desk: Desk, phrase: Open, now: datetime) -> Interval:
    """An open end closes with the day that was said, or with how far is searched."""
    day = _whole(desk, phrase.day) if phrase.day else None
    start = phrase.after or (day.start if day else now)
    end = phrase.before or (day.end if day else start + timedelta(days=SEARCH_DAYS))
    return Interval(start, max(end, start + timedelta(minutes=1)))
