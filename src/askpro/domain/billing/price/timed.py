"""Prices by the time of day and the day of the week, by the wall clock of a zone.

A call that crosses a border is split there, to the second, and rounded once.

    0.40 a minute, from 22:00 to 06:00 0.20      a call at 21:50 for 20 minutes    6.00
                                                 600 s at 0.40, 600 s at 0.20

A band begins and ends when its clock times come, as opening hours do: a time that exists
twice is the first of the two, a skipped one the instant the clock jumps past it. So the
band from 22:00 to 06:00 is seven hours long in one night of the year and nine in another.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import ClassVar
from zoneinfo import ZoneInfo

import attrs
from attrs.validators import deep_iterable, ge, gt, in_, instance_of, min_len, optional

from askpro.domain.billing.price.model import check_one_currency
from askpro.domain.billing.price.per_second import in_increments, talk
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.moment import edge_at_wall_time, local, utc
from askpro.domain.money import Currency, Money, Price

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
A_DAY = timedelta(days=1)
A_SECOND = timedelta(seconds=1)

_edge = lru_cache(maxsize=4096)(edge_at_wall_time)


@attrs.frozen
class TimeBand:
    """A price from start until just before end, on some weekdays (Monday is 0).

    Where the end is not after the start it lies on the next day; the weekday is that of
    the start.
    """

    price: Price = attrs.field(validator=instance_of(Price))
    start: time
    end: time
    weekdays: tuple[int, ...] = attrs.field(
        default=EVERY_DAY, validator=[deep_iterable(in_(EVERY_DAY)), min_len(1)]
    )


def pieces_of(
    bands: Sequence[TimeBand], zone: ZoneInfo, at: datetime, seconds: int
) -> list[tuple[TimeBand | None, int]]:
    """Which band every stretch of a call lies in, or None; of two the earlier listed counts."""
    start = utc(at)
    spans = _spans(bands, zone, start, start + timedelta(seconds=seconds))
    cuts = sorted({0, seconds} | {_second(edge, start) for span in spans for edge in span[:2]})
    pieces: list[tuple[TimeBand | None, int]] = []
    inside = [cut for cut in cuts if 0 <= cut <= seconds]
    for left, right in pairwise(inside):
        then = start + timedelta(seconds=left)
        band = next((band for begin, end, band in spans if begin <= then < end), None)
        if pieces and pieces[-1][0] is band:
            pieces[-1] = (band, pieces[-1][1] + right - left)
        else:
            pieces.append((band, right - left))
    return pieces


def _second(edge: datetime, start: datetime) -> int:
    """The first second of the call that begins on or after the edge."""
    return -((start - edge) // A_SECOND)


def _spans(
    bands: Sequence[TimeBand], zone: ZoneInfo, start: datetime, end: datetime
) -> list[tuple[datetime, datetime, TimeBand]]:
    """Every band's instants around a call, in the order of the bands."""
    first, last = local(start, zone).date() - A_DAY, local(end, zone).date()
    days = [first + A_DAY * number for number in range((last - first).days + 1)]
    return [
        (
            _edge(day, band.start, zone),
            _edge(day + A_DAY if band.end <= band.start else day, band.end, zone),
            band,
        )
        for band in bands
        for day in days
        if day.weekday() in band.weekdays
    ]


@attrs.frozen
class TimedPerSecond:
    """A price per minute that depends on the time of day; ``price_per_minute`` outside bands.

    What increments and minimum add is paid as if the call had lasted so long.

    >>> from datetime import UTC
    >>> night = TimeBand(Price.parse("0.20"), time(22), time(6))
    >>> model = TimedPerSecond(Price.parse("0.40"), ZoneInfo("Europe/Berlin"), (night,))
    >>> model.amount(1200, datetime(2026, 11, 20, 20, 50, tzinfo=UTC)).cents
    600
    """

    counts: ClassVar[bool] = False

    price_per_minute: Price = attrs.field(validator=instance_of(Price))
    zone: ZoneInfo
    bands: tuple[TimeBand, ...]
    increment_seconds: int = attrs.field(default=1, validator=gt(0))
    minimum_seconds: int = attrs.field(default=0, validator=ge(0))
    connect_fee: Price | None = attrs.field(default=None, validator=optional(instance_of(Price)))

    def __attrs_post_init__(self) -> None:
        prices = (band.price for band in self.bands)
        check_one_currency(self.price_per_minute, self.connect_fee, *prices)

    @property
    def currency(self) -> Currency:
        return self.price_per_minute.currency

    def billed(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> int:
        return in_increments(quantity, self.increment_seconds, self.minimum_seconds)

    def pieces(self, quantity: int, at: datetime) -> list[tuple[TimeBand | None, int]]:
        """The bands a call passes through, None outside all, and its seconds paid in each."""
        return pieces_of(self.bands, self.zone, at, self.billed(quantity))

    def amount(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> Money:
        if not quantity:
            return Money(0, self.currency)
        assert at is not None, "a price by the time of day needs the time"
        pieces = [
            (band.price if band else self.price_per_minute, seconds)
            for band, seconds in self.pieces(quantity, at)
        ]
        return talk(pieces, self.connect_fee, self.currency)


@attrs.frozen
class TimedPerUnit:
    """A price for each that depends on when it was used; ``price`` outside bands.

    >>> from datetime import UTC
    >>> sunday = TimeBand(Price.parse("1.00"), time(0), time(0), weekdays=(6,))
    >>> model = TimedPerUnit(Price.parse("0.50"), ZoneInfo("Europe/Berlin"), (sunday,))
    >>> [model.amount(1, datetime(2026, 11, day, 23, 30, tzinfo=UTC)).cents for day in (21, 22)]
    [100, 50]
    """

    counts: ClassVar[bool] = False

    price: Price = attrs.field(validator=instance_of(Price))
    zone: ZoneInfo
    bands: tuple[TimeBand, ...]

    def __attrs_post_init__(self) -> None:
        check_one_currency(self.price, *(band.price for band in self.bands))

    @property
    def currency(self) -> Currency:
        return self.price.currency

    def billed(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> int:
        return quantity

    def band(self, at: datetime) -> TimeBand | None:
        return pieces_of(self.bands, self.zone, at, 1)[0][0]

    def amount(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> Money:
        if not quantity:
            return Money(0, self.currency)
        assert at is not None, "a price by the time of day needs the time"
        band = self.band(at)
        return (band.price if band else self.price).times(quantity)
