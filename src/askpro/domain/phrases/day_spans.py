"""From one day to another: "vom 3. bis 5. Dezember", "zwischen Montag und Mittwoch"."""

from collections.abc import Sequence
from datetime import timedelta

import attrs

from askpro.domain.phrases import pieces as p
from askpro.domain.phrases.anchor import Anchor
from askpro.domain.phrases.assembly import unless_past
from askpro.domain.phrases.day_choice import Pick
from askpro.domain.phrases.days import resolve_days
from askpro.domain.phrases.meaning import Understood, Within
from askpro.domain.phrases.puzzles import NotUnderstoodError

LONGEST = timedelta(days=184)
"""From the fifth to the third of December nobody means a year."""


def day_span(left: Sequence[p.Piece], right: Sequence[p.Piece], anchor: Anchor) -> Understood:
    """From one day until and including another: "vom 3. bis 5. Dezember".

    The left day borrows the month of the right one; a right day that would lie before
    the left one is the next such after it.
    """
    if not all(isinstance(piece, p.DAY_PIECES) for piece in (*left, *right)):
        raise NotUnderstoodError
    last_pieces = [piece for piece in right if isinstance(piece, p.DAY_PIECES)]
    first_pieces = [_borrowing(q, last_pieces) for q in left if isinstance(q, p.DAY_PIECES)]
    first = resolve_days(first_pieces, anchor.today)
    last = resolve_days(last_pieces, first.first)
    if Pick.ASK in (first.pick, last.pick):
        raise NotUnderstoodError
    if not timedelta() < last.spans[0][1] - first.first <= LONGEST:
        raise NotUnderstoodError
    return unless_past(Within(anchor.window(first.first, last.spans[0][1])), anchor)


def _borrowing(piece: p.DayPiece, lenders: Sequence[p.DayPiece]) -> p.DayPiece:
    if isinstance(piece, p.CalendarDay) and piece.month is None:
        for lender in lenders:
            if isinstance(lender, p.CalendarDay):
                return attrs.evolve(piece, month=lender.month, year=lender.year)
    return piece
