"""What a phrase about time can mean. Instants are UTC, days are days of the branch's zone.

said (Thursday 19 November 2026, 10:00)     meaning
übermorgen um 9                             Exact(Saturday 09:00)
in zwei Wochen                              OnDay(3 December), the time is still to be asked
morgen Vormittag                            Within(Friday 08:00 to 12:00)
nächste Woche nachmittags                   Within(the week, hours=12:00 to 18:00)
morgen ab 14 Uhr                            Open(after=Friday 14:00, day=Friday)
nächsten Freitag um 14 Uhr                  Ambiguous(the 20th, the 27th): read back, decide nothing
morgen um 25 Uhr                            Impossible
heute um 8 Uhr                              Past(Exact(08:00)): answered, never moved
am Montag oder so ähnlich                   Unclear("ähnlich")
"""

from datetime import date, datetime, time

import attrs

from askpro.domain.moment import Interval, utc


def _utc_or_none(moment: datetime | None) -> datetime | None:
    return None if moment is None else utc(moment)


@attrs.frozen
class Exact:
    """This minute."""

    at: datetime = attrs.field(converter=utc)


@attrs.frozen
class OnDay:
    """This day; the time of day was not said."""

    day: date


@attrs.frozen
class DailyHours:
    """On every day of a window: starting from ``earliest`` and before ``before``, wall time.

    Without ``before`` until the end of the day. One minute long where an exact time was
    said: "nächste Woche um zehn" is 10:00 to 10:01.
    """

    earliest: time
    before: time | None = None


@attrs.frozen
class Within:
    """Somewhere in this window, on each of its days only in these hours."""

    window: Interval
    hours: DailyHours | None = None


@attrs.frozen
class Open:
    """From ``after`` on, or until just before ``before``; on ``day`` only, where one was said."""

    after: datetime | None = attrs.field(default=None, converter=_utc_or_none)
    before: datetime | None = attrs.field(default=None, converter=_utc_or_none)
    day: date | None = None


Certain = Exact | OnDay | Within | Open


@attrs.frozen
class Ambiguous:
    """Read these back in this order and let the caller choose; a single one is asked too."""

    candidates: tuple[Certain, ...]


@attrs.frozen
class Impossible:
    """No clock or calendar shows this: 25 Uhr, 31 November, the hour the spring skips."""

    text: str


@attrs.frozen
class Past:
    """Understood, and already over."""

    meant: Certain


@attrs.frozen
class Unclear:
    """No time, or words that were not understood: ask again."""

    rest: str


Understood = Exact | OnDay | Within | Open | Ambiguous | Past
TimePhrase = Understood | Impossible | Unclear
