"""Days a phrase can mean, and the day pieces it says them with."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum
from typing import TypeVar

import attrs

from askpro.domain.phrases.pieces import DayPiece
from askpro.domain.phrases.puzzles import NotUnderstoodError

ONE_DAY = timedelta(days=1)


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


class Said:
    """The day pieces of one phrase by kind, each at most once, and their order."""

    def __init__(self, pieces: Sequence[DayPiece]) -> None:
        self.order = tuple(type(piece) for piece in pieces)
        self._by_kind: dict[type, DayPiece] = dict(zip(self.order, pieces, strict=True))
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
