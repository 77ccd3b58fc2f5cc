"""From pieces to a meaning: days and times of day are resolved and put together.

Never moves what was said explicitly. What may roll (a bare time, a weekday that is
today) takes the first that is still to come.
"""

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta

import attrs

from askpro.domain.moment import Interval
from askpro.domain.phrases import pieces as p
from askpro.domain.phrases.anchor import Anchor
from askpro.domain.phrases.clock import At, DayTime, From, Hours, Until, day_time
from askpro.domain.phrases.day_choice import ONE_DAY, Days, Pick
from askpro.domain.phrases.days import resolve_days
from askpro.domain.phrases.meaning import (
    Ambiguous,
    Certain,
    DailyHours,
    Exact,
    OnDay,
    Open,
    Past,
    Understood,
    Within,
)
from askpro.domain.phrases.puzzles import NoSuchMomentError, NotUnderstoodError

MOST_DAYS_TO_READ_BACK = 3


@attrs.frozen
class Context:
    """What the dialogue knows already: the day or the time of day asked for before."""

    on_day: date | None = None
    at_clock: time | None = None


def assemble(pieces: Sequence[p.Piece], anchor: Anchor, context: Context) -> Understood:
    """The meaning of one reading, without marks.

    Raises:
        NoSuchMomentError, NotUnderstoodError: See ``puzzles``.
    """
    alone = [piece for piece in pieces if isinstance(piece, p.Elapsed | p.Written)]
    if alone:
        if any(piece not in (alone[0], p.NearDay(0)) for piece in pieces):
            raise NotUnderstoodError
        return _single(alone[0], anchor)
    days = [piece for piece in pieces if isinstance(piece, p.DAY_PIECES)]
    clocks = [piece for piece in pieces if isinstance(piece, p.CLOCK_PIECES)]
    others = [piece for piece in pieces if not isinstance(piece, p.DAY_PIECES + p.CLOCK_PIECES)]
    bare = any(isinstance(piece, p.Clock) and piece.bare for piece in clocks)
    if bare and not days and context.on_day is None:
        raise NotUnderstoodError
    said = resolve_days(days, anchor.today) if days else None
    clock = day_time(clocks)
    if any(isinstance(q, p.NearDay) for q in days) and _after_midnight(clocks, clock):
        raise NotUnderstoodError
    match others:
        case []:
            return _placed(said, clock, anchor, context)
        case [p.Soonest()] if not clocks:
            return _soonest(said, anchor, context)
        case [p.DayBound(side, including)] if said is not None:
            return _bounded(said, clock, side, including, anchor)
    raise NotUnderstoodError


def _after_midnight(clocks: Sequence[p.ClockPiece], clock: DayTime | None) -> bool:
    """ "Heute Nacht um zwei" is tomorrow's date for one caller and today's for another."""
    by_night = any(isinstance(q, p.Part) and q.part is p.DayPart.NIGHT for q in clocks)
    return by_night and isinstance(clock, At) and clock.minutes < 7 * 60


def _single(piece: p.Elapsed | p.Written, anchor: Anchor) -> Understood:
    if isinstance(piece, p.Elapsed):
        now = anchor.now.replace(second=0, microsecond=0)
        return unless_past(Exact(now + timedelta(minutes=piece.minutes)), anchor)
    moment = piece.moment
    if moment.tzinfo is not None:
        return unless_past(Exact(moment), anchor)
    return place(moment.date(), At(moment.hour * 60 + moment.minute), anchor)


def place(day: date, clock: DayTime | None, anchor: Anchor) -> Certain | Past:
    """The time of day on this very day."""
    match clock:
        case None:
            return unless_past(OnDay(day), anchor)
        case At(minutes):
            at = anchor.at(day, minutes)
            if at is None:
                raise NoSuchMomentError
            return unless_past(Exact(at), anchor)
        case Hours(start, end):
            return unless_past(
                Within(Interval(anchor.edge(day, start), anchor.edge(day, end))), anchor
            )
        case From(minutes):
            return unless_past(Open(after=anchor.edge(day, minutes), day=day), anchor)
    return unless_past(Open(before=anchor.edge(day, clock.minutes), day=day), anchor)


def unless_past(meant: Certain, anchor: Anchor) -> Certain | Past:
    match meant:
        case Exact(at):
            over = at <= anchor.now
        case OnDay(day):
            over = day < anchor.today
        case Within(window):
            over = window.end <= anchor.now
        case Open(_, before, day):  # pragma: no branch
            over = (before is not None and before <= anchor.now) or (
                day is not None and day < anchor.today
            )
    return Past(meant) if over else meant


def _placed(
    said: Days | None, clock: DayTime | None, anchor: Anchor, context: Context
) -> Understood:
    if said is None and context.on_day is None:
        assert clock is not None
        return _any_day(clock, anchor)
    if said is None:
        assert context.on_day is not None
        said = Days.of(context.on_day)
    elif clock is None and context.at_clock is not None and not said.stretch:
        clock = At(context.at_clock.hour * 60 + context.at_clock.minute)
    if said.stretch:
        found = [meant for span in said.spans for meant in _in_stretch(*span, clock, anchor)]
        return found[0] if len(found) == 1 and said.pick is Pick.SURE else _asked(found)
    found = [meant for day, _ in said.spans for meant in _readings(day, clock, anchor)]
    if said.pick is Pick.FIRST_AHEAD and clock is not None:
        ahead = [meant for meant in found if not isinstance(meant, Past)]
        return ahead[0] if ahead else found[-1]
    return found[0] if len(found) == 1 and said.pick is Pick.SURE else _asked(found)


def _readings(day: date, clock: DayTime | None, anchor: Anchor) -> list[Certain | Past]:
    if isinstance(clock, Hours) and clock.maybe is not None:
        return [place(day, clock, anchor), place(day, clock.maybe, anchor)]
    return [place(day, clock, anchor)]


def _asked(found: Sequence[Certain | Past]) -> Understood:
    """Read back what is still ahead; where nothing is, say that it is over."""
    ahead = [meant for meant in found if not isinstance(meant, Past)]
    return Ambiguous(tuple(dict.fromkeys(ahead))) if ahead else found[-1]


def _any_day(clock: DayTime, anchor: Anchor) -> Understood:
    """A time without a day: today if it is still to come, else tomorrow."""
    today = anchor.today
    if isinstance(clock, Hours) and clock.maybe is not None:
        days = (today, today + ONE_DAY)
        found = [meant for day in days for meant in _readings(day, clock, anchor)]
        return _asked([meant for meant in found if not isinstance(meant, Past)][:2])
    meant = place(today, clock, anchor)
    started = isinstance(meant, Open) and meant.after is not None and meant.after < anchor.now
    if isinstance(meant, Past) or started:
        meant = place(today + ONE_DAY, clock, anchor)
    return attrs.evolve(meant, day=None) if isinstance(meant, Open) else meant


def _in_stretch(
    first: date, end: date, clock: DayTime | None, anchor: Anchor
) -> Iterable[Certain | Past]:
    length = (end - first).days
    if length == 1 and clock is not None:
        return _readings(first, clock, anchor)
    if isinstance(clock, At) and length <= MOST_DAYS_TO_READ_BACK:
        return [place(first + n * ONE_DAY, clock, anchor) for n in range(length)]
    return [unless_past(Within(anchor.window(first, end), _daily(clock)), anchor)]


def _daily(clock: DayTime | None) -> DailyHours | None:
    match clock:
        case None:
            return None
        case At(minutes) if minutes < 24 * 60:
            return _hours(minutes, minutes + 1)
        case Hours(start, end, None) if end <= 24 * 60:
            return _hours(start, end)
        case From(minutes) if minutes < 24 * 60:
            return _hours(minutes, 24 * 60)
        case Until(minutes):
            return _hours(0, minutes)
    raise NotUnderstoodError


def _hours(start: int, end: int) -> DailyHours:
    before = None if end == 24 * 60 else p.as_clock_time(end)
    return DailyHours(p.as_clock_time(start), before)


def _soonest(said: Days | None, anchor: Anchor, context: Context) -> Understood:
    day = context.on_day
    if said is not None:
        if said.pick is not Pick.SURE:
            raise NotUnderstoodError
        if said.stretch:
            return _placed(said, None, anchor, context)
        day = said.first
    if day is None:
        return Open(after=anchor.now)
    return unless_past(Open(after=max(anchor.now, anchor.edge(day)), day=day), anchor)


def _bounded(
    said: Days, clock: DayTime | None, side: p.Side, including: bool, anchor: Anchor
) -> Understood:
    """ "Ab Montag", "bis zum fünften", "nach dem Wochenende", "bis Freitag um zehn"."""
    if clock is not None and said.stretch:
        raise NotUnderstoodError
    minutes = None if clock is None else _edge_minutes(clock, side, including)
    found: list[Certain | Past] = []
    for first, end in said.spans:
        if minutes is not None:
            edge = anchor.edge(first, minutes)
        else:
            edge = anchor.edge(first if (side is p.Side.AFTER) == including else end)
        bound = Open(after=edge) if side is p.Side.AFTER else Open(before=edge)
        found.append(unless_past(bound, anchor))
    return found[0] if len(found) == 1 and said.pick is Pick.SURE else _asked(found)


def _edge_minutes(clock: DayTime, side: p.Side, including: bool) -> int:
    """ "Ab Montag um zehn" is ten; "ab morgen Nachmittag" noon, "bis …" the evening."""
    match clock:
        case At(minutes):
            return minutes
        case Hours(start, end, None) if including:
            return start if side is p.Side.AFTER else end
    raise NotUnderstoodError
