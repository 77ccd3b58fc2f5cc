"""Corrections, refusals and alternatives in one phrase, and the door of the room.

nicht morgen, sondern übermorgen    what stands between is dropped
am Montag, nein, am Dienstag        the last wins, day and time each for itself
Mittwoch statt Dienstag um zehn     what follows "statt" is dropped, kind by kind
Montag oder Dienstag um zehn        both are read back
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import attrs

from askpro.domain.phrases import pieces as p
from askpro.domain.phrases.anchor import Anchor
from askpro.domain.phrases.assembly import Context, assemble
from askpro.domain.phrases.day_spans import day_span
from askpro.domain.phrases.meaning import (
    Ambiguous,
    Certain,
    Impossible,
    Past,
    TimePhrase,
    Unclear,
    Understood,
)
from askpro.domain.phrases.puzzles import NoSuchMomentError, NotUnderstoodError
from askpro.domain.phrases.tokens import LONGEST_TEXT, Grammar, Spelled

MOST_ALTERNATIVES = 6


def understand(
    text: str,
    now: datetime,
    zone: ZoneInfo,
    grammar: Grammar,
    *,
    on_day: date | None = None,
    at_clock: time | None = None,
) -> TimePhrase:
    """What the text means as a time, or why it must be asked for; never raises for a text."""
    if len(text) > LONGEST_TEXT:
        return Unclear(text)
    spelled = grammar.spell(text)
    return meaning_of(spelled, text, Anchor(now, zone), Context(on_day, at_clock))


def meaning_of(spelled: Spelled, text: str, anchor: Anchor, context: Context) -> TimePhrase:
    rest = " ".join(word for run in spelled.rest for word in run)
    if rest or not spelled.pieces:
        return Unclear(rest)
    try:
        return _alternatives(_corrected(spelled.pieces), anchor, context)
    except NoSuchMomentError:
        return Impossible(text)
    except NotUnderstoodError:
        return Unclear(text)


def _corrected(pieces: Sequence[p.Piece]) -> list[p.Piece]:
    """The pieces that stand after all corrections."""
    kept: list[p.Piece] = []
    at = 0
    while at < len(pieces):
        match pieces[at]:
            case p.Mark.NOT:
                at, kept = _refused(pieces, at, kept)
            case p.Mark.INSTEAD:
                end = _end_of_segment(pieces, at + 1)
                kept = _instead(kept, pieces[at + 1 : end], more=end < len(pieces))
                at = end
            case p.Mark.NO | p.Mark.BUT:
                end = _end_of_segment(pieces, at + 1)
                kept = _replaced(kept, pieces[at + 1 : end])
                at = end
            case piece:
                kept.append(piece)
                at += 1
    return kept


def _end_of_segment(pieces: Sequence[p.Piece], start: int) -> int:
    corrections = (p.Mark.NO, p.Mark.NOT, p.Mark.BUT, p.Mark.INSTEAD)
    return next((n for n in range(start, len(pieces)) if pieces[n] in corrections), len(pieces))


def _refused(pieces: Sequence[p.Piece], at: int, kept: list[p.Piece]) -> tuple[int, list[p.Piece]]:
    """ "Nicht X, sondern Y" drops X; "X nicht, lieber Y" drops what came before.

    Raises:
        NotUnderstoodError: Only a refusal was said; nothing is asked for.
    """
    end = _end_of_segment(pieces, at + 1)
    if end == len(pieces) or pieces[end] is p.Mark.NOT:
        raise NotUnderstoodError
    if end == at + 1:
        if not kept:
            raise NotUnderstoodError
        return end, []
    return end, kept


def _instead(kept: list[p.Piece], said: Sequence[p.Piece], *, more: bool) -> list[p.Piece]:
    """ "Elf statt zehn" and "statt zehn elf" are eleven; "Mittwoch statt Dienstag um zehn" is
    Wednesday at ten, for only a day stands against a day. With ``more``, what stands for it
    is still to come: "statt Dienstag lieber Mittwoch".

    Raises:
        NotUnderstoodError: Nothing stands for it.
    """
    stays = [piece for piece in said if piece not in kept]
    for kinds in (p.DAY_PIECES, p.CLOCK_PIECES):
        named = [piece for piece in stays if isinstance(piece, kinds)]
        pair = len(named) == 2 and type(named[0]) is type(named[1])
        gone = named if any(isinstance(q, kinds) for q in kept) else named[:1] if pair else []
        stays = [piece for piece in stays if piece not in gone]
    if not kept and len(stays) == len(said) and not more:
        raise NotUnderstoodError
    return [*kept, *stays]


def _replaced(kept: Sequence[p.Piece], said: Sequence[p.Piece]) -> list[p.Piece]:
    """The later words win; day and time of day are replaced each for itself."""
    if p.Mark.OR in said or p.Mark.OR in kept:
        return list(said) if said else list(kept)
    new = list(said)
    whole = (p.Elapsed, p.Written, p.Soonest, p.DayBound)
    if any(isinstance(piece, whole) for piece in new):
        return new
    days = [piece for piece in new if isinstance(piece, p.DAY_PIECES)]
    clocks = [piece for piece in new if isinstance(piece, p.CLOCK_PIECES)]
    if _only_the_weekday(days, kept):
        stays = [days[0] if isinstance(q, p.Weekday) else q for q in kept if _week_or_no_day(q)]
        new = [piece for piece in new if not isinstance(piece, p.DAY_PIECES)]
    else:
        stays = [q for q in kept if not (days and isinstance(q, p.DAY_PIECES))]
    stays = [q for q in stays if not (isinstance(q, p.CLOCK_PIECES) and _clock_replaced(q, clocks))]
    if days and clocks:
        stays = [q for q in stays if isinstance(q, p.DAY_PIECES + p.CLOCK_PIECES)]
    return _with_month([*stays, *new], kept)


def _only_the_weekday(days: Sequence[p.DayPiece], kept: Sequence[p.Piece]) -> bool:
    """A new weekday alone keeps the week: "übernächste Woche Montag, nein, Dienstag"."""
    match days:
        case [p.Weekday(_, p.Which.ANY)]:
            return any(isinstance(piece, p.Weekday) for piece in kept)
    return False


def _week_or_no_day(piece: p.Piece) -> bool:
    stays = (p.Weekday, p.Week, p.Shift)
    return isinstance(piece, stays) or not isinstance(piece, p.DAY_PIECES)


def _clock_replaced(old: p.ClockPiece, clocks: Sequence[p.ClockPiece]) -> bool:
    """ "Morgen Nachmittag um drei, nein, um vier" stays in the afternoon."""
    if isinstance(old, p.Part):
        return any(isinstance(q, p.Part) or _is_literal(q) for q in clocks)
    return bool(clocks)


def _is_literal(piece: p.ClockPiece) -> bool:
    return isinstance(piece, p.Clock) and piece.literal


def _with_month(new: list[p.Piece], kept: Sequence[p.Piece]) -> list[p.Piece]:
    """ "Am 5. Dezember, nein, am 6.": the month stays."""
    old = next((q for q in kept if isinstance(q, p.CalendarDay)), None)
    if old is None:
        return new
    return [
        attrs.evolve(q, month=old.month, year=old.year)
        if isinstance(q, p.CalendarDay) and q.month is None
        else q
        for q in new
    ]


def _alternatives(pieces: list[p.Piece], anchor: Anchor, context: Context) -> Understood:
    readings: list[list[p.Piece]] = [[]]
    for piece in pieces:
        if piece is p.Mark.OR:
            readings.append([])
        else:
            readings[-1].append(piece)
    # "Bei Maria oder Mia am Montag", "morgen um zehn, oder?": nothing stands on one side.
    readings = [reading for reading in readings if reading]
    if len(readings) == 1:
        return _one(readings[0], anchor, context)
    if not 0 < len(readings) <= MOST_ALTERNATIVES:
        raise NotUnderstoodError
    candidates: list[Certain] = []
    past: Past | None = None
    for number in range(len(readings)):
        match _one(_completed(readings, number), anchor, context):
            case Ambiguous(several):
                candidates.extend(several)
            case Past() as over:
                past = over
            case certain:
                candidates.append(certain)
    if candidates:
        return Ambiguous(tuple(dict.fromkeys(candidates)))
    assert past is not None
    return past


def _completed(readings: Sequence[Sequence[p.Piece]], number: int) -> list[p.Piece]:
    """One alternative with the day or time of day that only its neighbours say."""
    reading = list(readings[number])
    neighbours = (*readings[number - 1 :: -1], *readings[number + 1 :]) if number else readings[1:]
    for kinds in (p.DAY_PIECES, p.CLOCK_PIECES):
        if not any(isinstance(piece, kinds) for piece in reading):
            for other in neighbours:
                lent = [piece for piece in other if isinstance(piece, kinds)]
                if lent:
                    reading.extend(lent)
                    break
    if any(isinstance(q, p.Clock) and not q.bare for other in readings for q in other):
        reading = [attrs.evolve(q, bare=False) if isinstance(q, p.Clock) else q for q in reading]
    return reading


def _one(pieces: list[p.Piece], anchor: Anchor, context: Context) -> Understood:
    opened = p.Mark.FROM in pieces
    plain = [piece for piece in pieces if piece is not p.Mark.FROM]
    ends = [n for n, piece in enumerate(plain) if isinstance(piece, p.DayBound)]
    if len(ends) == 1 and 0 < ends[0] < len(plain) - 1:
        bound = plain[ends[0]]
        left, right = plain[: ends[0]], plain[ends[0] + 1 :]
        day_said = any(isinstance(piece, p.DAY_PIECES) for piece in left)
        if bound == p.DayBound(p.Side.BEFORE, True) and day_said:
            return day_span(left, right, anchor)
    if opened:
        raise NotUnderstoodError
    return assemble(plain, anchor, context)
