"""Between prices as programs write them and the models of the domain, field by field.

A shape and its model have the same fields; only what a field is made of differs:

    decimal text   Price          minimumCents   Money
    percentage     millionths     22:00          time
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import attrs
import msgspec

from askpro.domain.billing import price as models
from askpro.domain.billing.meter import Meter
from askpro.domain.billing.price import AnyModel
from askpro.domain.billing.price_book import Entries
from askpro.domain.money import MILLIONTHS, Currency, Money, Price
from askpro.entrypoints import price_wire as wire
from askpro.entrypoints.price_wire import AnyPrice, EntryShape, NotAPriceModel, Shape

SHAPES: Mapping[type[Any], type[Shape]] = {
    models.PerUnit: wire.PerUnitPrice,
    models.Flat: wire.FlatPrice,
    models.PerSecond: wire.PerSecondPrice,
    models.StagedPerSecond: wire.StagedPerSecondPrice,
    models.TimedPerSecond: wire.TimedPerSecondPrice,
    models.TimedPerUnit: wire.TimedPerUnitPrice,
    models.Graduated: wire.GraduatedPrice,
    models.Volume: wire.VolumePrice,
    models.Package: wire.PackagePrice,
    models.Percentage: wire.PercentagePrice,
    models.GraduatedPercentage: wire.GraduatedPercentagePrice,
    models.Allowance: wire.AllowancePrice,
    models.Bounded: wire.BoundedPrice,
    models.Tier: wire.TierShape,
    models.RateTier: wire.RateTierShape,
    models.Stage: wire.StageShape,
    models.TimeBand: wire.BandShape,
}
MODELS: Mapping[type[Shape], type[Any]] = {shape: model for model, shape in SHAPES.items()}
PERCENT = MILLIONTHS // 100
_RENAMED = {"rate": "rate_millionths", "minimum_cents": "minimum", "maximum_cents": "maximum"}
_SHOWN = {written: name for name, written in _RENAMED.items()}


def model_of(shape: AnyPrice, currency: Currency) -> AnyModel:
    """The domain's model.

    Raises:
        NotAPriceModel: Its parts do not fit together, such as tiers that do not ascend.
    """
    try:
        found: AnyModel = _read(shape, currency)
    except (OSError, ValueError, ZoneInfoNotFoundError) as error:
        raise NotAPriceModel(str(error)) from error
    return found


def shape_of_model(model: AnyModel) -> AnyPrice:
    """The model as programs write it."""
    shape: AnyPrice = _written(model)
    return shape


def decimal(price: Price) -> str:
    """The figure alone: ``0.40``."""
    return str(price).partition(" ")[0]


def percent_millionths(text: str) -> int:
    """``27.5`` is 275 000."""
    if text != text.strip():
        raise ValueError(f"{text!r} is no percentage")
    whole, _, places = text.partition(".")
    return int(whole) * PERCENT + int(places.ljust(4, "0") or 0)


def percent(millionths: int) -> str:
    """275 000 is ``27.5``."""
    whole, rest = divmod(millionths, PERCENT)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".")


def _read(shape: Any, currency: Currency) -> Any:
    kind = MODELS[type(shape)]
    known = {field.name for field in attrs.fields(kind)}
    facts = {
        _RENAMED.get(field.name, field.name): _value(
            field.name, getattr(shape, field.name), currency
        )
        for field in msgspec.structs.fields(shape)
    }
    if "currency" in known:
        facts["currency"] = currency
    return kind(**facts)


def _value(name: str, given: Any, currency: Currency) -> Any:
    if isinstance(given, Shape):
        return _read(given, currency)
    if isinstance(given, tuple):
        return tuple(_value("", part, currency) for part in given)
    if given is None or name not in _READ:
        return given
    return _READ[name](given, currency)


def _written(model: Any) -> Any:
    facts = {
        _SHOWN.get(field.name, field.name): _plain(field.name, getattr(model, field.name))
        for field in attrs.fields(type(model))
        if field.name != "currency"
    }
    return SHAPES[type(model)](**facts)


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_plain("", part) for part in value)
    if name == "rate_millionths":
        return percent(value)
    if type(value) in _PLAIN:
        return _PLAIN[type(value)](value)
    return _written(value) if attrs.has(type(value)) else value


_READ: Mapping[str, Callable[[Any, Currency], Any]] = {
    **dict.fromkeys(("price", "price_per_minute", "flat", "fixed", "connect_fee"), Price.parse),
    **dict.fromkeys(("minimum_cents", "maximum_cents"), Money),
    **dict.fromkeys(("start", "end"), lambda text, _: time.fromisoformat(text)),
    "rate": lambda text, _: percent_millionths(text),
    "zone": lambda text, _: ZoneInfo(text),
}
_PLAIN: Mapping[type[Any], Callable[[Any], Any]] = {
    Price: decimal,
    Money: lambda money: money.cents,
    time: lambda clock: clock.isoformat("minutes"),
    ZoneInfo: lambda zone: zone.key,
}


def entries_of(entries: Iterable[EntryShape], currency: Currency) -> Entries:
    """The entries of a book. Raises ``NotAPriceModel``, which names the meter."""
    found = []
    for entry in entries:
        try:
            found.append((Meter(entry.meter), model_of(entry.price, currency)))
        except NotAPriceModel as mistake:
            raise NotAPriceModel(f"{entry.meter}: {mistake.why}") from mistake
    return tuple(found)


def entry_shapes(entries: Entries) -> tuple[EntryShape, ...]:
    return tuple(EntryShape(meter=meter, price=shape_of_model(model)) for meter, model in entries)
