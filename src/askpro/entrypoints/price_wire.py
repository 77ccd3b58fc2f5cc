"""Prices as programs write them: a ``model`` says which kind, decimals are strings.

    {"model": "per_second", "pricePerMinute": "0.40", "incrementSeconds": 6}
    {"model": "allowance", "free": 6000, "inner": {"model": "per_unit", "price": "2.00"}}

The same at the API and in files. The currency is said once, by the book.
"""

from typing import Annotated, TypeAlias

import attrs
import msgspec

from askpro.domain.errors import Refused

MOST_PARTS = 50
Decimal = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,12}(\.[0-9]{1,6})?$", examples=["0.40"])]
"""A price in the main unit, with at most six places; never a float."""
Rate = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,4}(\.[0-9]{1,4})?$", examples=["1.4"])]
"""A percentage with at most four places."""
Count = Annotated[int, msgspec.Meta(ge=0, le=10**12)]
Positive = Annotated[int, msgspec.Meta(ge=1, le=10**12)]
Clock = Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["22:00"])]
Zone = Annotated[str, msgspec.Meta(min_length=1, max_length=50, examples=["Europe/Berlin"])]
Weekday = Annotated[int, msgspec.Meta(ge=0, le=6)]


@attrs.define
class NotAPriceModel(Refused):
    """A price is written wrongly."""

    why: str


class Shape(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    rename="camel",
):
    """A part of a price."""


def _tag(name: str) -> str:
    """``PerSecondPrice`` is ``per_second``."""
    bare = name.removesuffix("Price")
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in bare).lstrip("_")


class ModelShape(Shape, frozen=True, tag_field="model", tag=_tag):
    """A price; ``model`` says which kind."""


class BandShape(Shape, frozen=True):
    """A price from start until just before end, on some weekdays (Monday is 0)."""

    price: Decimal
    start: Clock
    end: Clock
    weekdays: Annotated[tuple[Weekday, ...], msgspec.Meta(min_length=1, max_length=7)] = (
        0, 1, 2, 3, 4, 5, 6,
    )  # fmt: skip


class StageShape(Shape, frozen=True):
    """From this second of a call on, so much a minute."""

    from_second: Count
    price_per_minute: Decimal


class TierShape(Shape, frozen=True):
    """Up to this border (null: without end), so much for every ``per``, and a flat part."""

    up_to: Positive | None
    price: Decimal
    flat: Decimal | None = None
    per: Positive = 1
    begun: bool = False


class RateTierShape(Shape, frozen=True):
    """Up to this border in cents, such a percentage, and a flat part."""

    up_to: Positive | None
    rate: Rate
    flat: Decimal | None = None


Bands = Annotated[tuple[BandShape, ...], msgspec.Meta(max_length=MOST_PARTS)]
Tiers = Annotated[tuple[TierShape, ...], msgspec.Meta(min_length=1, max_length=MOST_PARTS)]
RateTiers = Annotated[tuple[RateTierShape, ...], msgspec.Meta(min_length=1, max_length=MOST_PARTS)]
Stages = Annotated[tuple[StageShape, ...], msgspec.Meta(min_length=1, max_length=MOST_PARTS)]


class PerUnitPrice(ModelShape, frozen=True):
    """So much for each, or for every ``per``."""

    price: Decimal
    per: Positive = 1


class FlatPrice(ModelShape, frozen=True):
    """One price as soon as anything is used."""

    price: Decimal


class PerSecondPrice(ModelShape, frozen=True):
    """So much a minute, in increments, with a minimum and a fee for each call."""

    price_per_minute: Decimal
    increment_seconds: Positive = 1
    minimum_seconds: Count = 0
    connect_fee: Decimal | None = None


class StagedPerSecondPrice(ModelShape, frozen=True):
    """As per second; the price changes as a call goes on."""

    stages: Stages
    increment_seconds: Positive = 1
    minimum_seconds: Count = 0
    connect_fee: Decimal | None = None


class TimedPerSecondPrice(ModelShape, frozen=True):
    """As per second; the price depends on the time of day, the given one outside all bands."""

    price_per_minute: Decimal
    zone: Zone
    bands: Bands
    increment_seconds: Positive = 1
    minimum_seconds: Count = 0
    connect_fee: Decimal | None = None


class TimedPerUnitPrice(ModelShape, frozen=True):
    """So much for each; the price depends on the time of day."""

    price: Decimal
    zone: Zone
    bands: Bands


class GraduatedPrice(ModelShape, frozen=True):
    """Each part of a period's total in its own tier."""

    tiers: Tiers
    flat_at_zero: bool = False


class VolumePrice(ModelShape, frozen=True):
    """A period's whole total in the one tier it reaches."""

    tiers: Tiers
    flat_at_zero: bool = False


class PackagePrice(ModelShape, frozen=True):
    """So much for every begun package of a period's total."""

    size: Positive
    price: Decimal
    free: Count = 0


class PercentagePrice(ModelShape, frozen=True):
    """A share of an amount in cents, and a fixed part."""

    rate: Rate
    fixed: Decimal | None = None


class GraduatedPercentagePrice(ModelShape, frozen=True):
    """A share of a period's total amount, each part in its own tier."""

    tiers: RateTiers
    flat_at_zero: bool = False


Priced: TypeAlias = (
    PerUnitPrice
    | FlatPrice
    | PerSecondPrice
    | StagedPerSecondPrice
    | TimedPerSecondPrice
    | TimedPerUnitPrice
    | GraduatedPrice
    | VolumePrice
    | PackagePrice
    | PercentagePrice
    | GraduatedPercentagePrice
)


class AllowancePrice(ModelShape, frozen=True):
    """So many free in each period, then another price."""

    free: Count
    inner: Priced


class BoundedPrice(ModelShape, frozen=True):
    """Another price, with a least and a most in cents that a period comes to."""

    inner: Priced | AllowancePrice
    minimum_cents: Count | None = None
    maximum_cents: Count | None = None


AnyPrice: TypeAlias = Priced | AllowancePrice | BoundedPrice


class EntryShape(Shape, frozen=True):
    """What one meter costs."""

    meter: Annotated[str, msgspec.Meta(min_length=1, max_length=64, examples=["call_second"])]
    price: AnyPrice
