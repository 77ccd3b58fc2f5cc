"""Prices of talking time: increments, a minimum, a connect fee, and stages of one call.

per second at a price per minute       112 s at 0.42    0.78
                                       157 s at 0.12    0.31
                                        61 s at 0.12    0.12
                                     3 723 s at 0.15    9.31
begun minutes (60/60)                  157 s at 0.12    0.36
connect fee 0.15 once a call            24 s at 0.05    0.17
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import ClassVar

import attrs
from attrs.validators import ge, gt, instance_of, optional

from askpro.domain.billing.price.model import PriceModel, check_one_currency
from askpro.domain.billing.used import NOTHING, Used
from askpro.domain.money import Currency, Money, Price, rounded

SECONDS_PER_MINUTE = 60


def in_increments(seconds: int, increment_seconds: int, minimum_seconds: int) -> int:
    """The least that covers a call: nothing, the minimum, or increments on top of it.

    >>> in_increments(20, 15, 0), in_increments(31, 6, 30), in_increments(1, 60, 60)
    (30, 36, 60)
    """
    if seconds <= 0:
        return 0
    if seconds <= minimum_seconds:
        return minimum_seconds
    beyond = seconds - minimum_seconds
    return seconds + -beyond % increment_seconds


@attrs.frozen
class PerSecond:
    """A price per minute, counted in increments of seconds after a minimum.

    60/60 counts begun minutes, 1/1 seconds, 30/6 at least thirty and then sixes. The
    connect fee is due once a call, with its first second.

    >>> PerSecond(Price.parse("0.42")).amount(112).cents
    78
    >>> PerSecond(Price.parse("0.42"), increment_seconds=60, minimum_seconds=60).amount(61).cents
    84
    >>> PerSecond(Price.parse("0.05"), connect_fee=Price.parse("0.15")).amount(24).cents
    17
    """

    counts: ClassVar[bool] = False

    price_per_minute: Price = attrs.field(validator=instance_of(Price))
    increment_seconds: int = attrs.field(default=1, validator=gt(0))
    minimum_seconds: int = attrs.field(default=0, validator=ge(0))
    connect_fee: Price | None = attrs.field(default=None, validator=optional(instance_of(Price)))

    def __attrs_post_init__(self) -> None:
        check_one_currency(self.price_per_minute, self.connect_fee)

    @property
    def currency(self) -> Currency:
        return self.price_per_minute.currency

    def billed(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> int:
        return in_increments(quantity, self.increment_seconds, self.minimum_seconds)

    def amount(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> Money:
        seconds = in_increments(quantity, self.increment_seconds, self.minimum_seconds)
        if self.connect_fee is None or not seconds:
            return self.price_per_minute.times(seconds, SECONDS_PER_MINUTE)
        fee = self.connect_fee.millionths * SECONDS_PER_MINUTE
        talk = self.price_per_minute.millionths * seconds
        return rounded(fee + talk, SECONDS_PER_MINUTE, self.currency)


@attrs.frozen
class Stage:
    """From this second of a call on, this price per minute."""

    from_second: int = attrs.field(validator=ge(0))
    price_per_minute: Price = attrs.field(validator=instance_of(Price))


def _staged(_: object, __: object, stages: Sequence[Stage]) -> None:
    if not stages or stages[0].from_second != 0:
        raise ValueError("the first stage begins with the call")
    if any(left.from_second >= right.from_second for left, right in pairwise(stages)):
        raise ValueError("stages ascend")


@attrs.frozen
class StagedPerSecond:
    """A price that changes while a call lasts: 2.00 a minute, after a quarter of an hour 1.00.

    What increments and minimum add is paid at the stage it falls into.

    >>> stages = Stage(0, Price.parse("2")), Stage(900, Price.parse("1"))
    >>> StagedPerSecond(stages).amount(1800).cents
    4500
    """

    counts: ClassVar[bool] = False

    stages: tuple[Stage, ...] = attrs.field(validator=_staged)
    increment_seconds: int = attrs.field(default=1, validator=gt(0))
    minimum_seconds: int = attrs.field(default=0, validator=ge(0))
    connect_fee: Price | None = attrs.field(default=None, validator=optional(instance_of(Price)))

    def __attrs_post_init__(self) -> None:
        check_one_currency(*(stage.price_per_minute for stage in self.stages), self.connect_fee)

    @property
    def currency(self) -> Currency:
        return self.stages[0].price_per_minute.currency

    def billed(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> int:
        return in_increments(quantity, self.increment_seconds, self.minimum_seconds)

    def pieces(self, quantity: int) -> Iterator[tuple[Price, int]]:
        """The price per minute of each stage a call reaches, and its seconds paid there."""
        left = self.billed(quantity)
        for stage, following in zip(self.stages, (*self.stages[1:], None), strict=True):
            longest = following.from_second - stage.from_second if following else left
            seconds = min(left, longest)
            if not seconds:
                return
            yield stage.price_per_minute, seconds
            left -= seconds

    def amount(self, quantity: int, at: datetime | None = None, before: Used = NOTHING) -> Money:
        return talk(tuple(self.pieces(quantity)), self.connect_fee, self.currency)


def talk(
    pieces: Sequence[tuple[Price, int]], connect_fee: Price | None, currency: Currency
) -> Money:
    """Pieces of one call at prices per minute, and its connect fee, rounded once together."""
    millionths = sum(price.millionths * seconds for price, seconds in pieces)
    if connect_fee is not None and pieces:
        millionths += connect_fee.millionths * SECONDS_PER_MINUTE
    return rounded(millionths, SECONDS_PER_MINUTE, currency)


def slice_of_call(
    model: PriceModel, had_seconds: int, more_seconds: int, at: datetime | None = None
) -> Money:
    """What a call costs more when it goes on; the connect fee is in the first slice only.

    ``at`` is when the call began. Slices of any length sum to the price of the call.

    >>> model = PerSecond(Price.parse("45"), connect_fee=Price.parse("1"))
    >>> [slice_of_call(model, had, 3600).cents for had in (0, 3600, 7200)]
    [270100, 270000, 270000]
    """
    return model.amount(had_seconds + more_seconds, at) - model.amount(had_seconds, at)
